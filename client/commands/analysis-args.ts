/** The values of an analysis' args: asked, with those of last time offered. Nothing of a Secret is asked or remembered. */
import type { PlannedAnalysis } from '../experiments/ports/clusters.ts';
import { readTexts } from '../experiments/values/json.ts';
import type { Choice } from '../ui/ask.ts';
import type { Parts } from './command.ts';

type Arg = PlannedAnalysis['args'][number];

/** An arg with such a name may hold a secret all the same, in plain text: it is not remembered. */
const SOUNDS_SECRET = /pass(?:word|wd|phrase)|secret|token|credential|api-?key|private-?key/i;

/** `undefined`: the person turned away. */
export async function askArgs(parts: Parts, plan: PlannedAnalysis): Promise<ReadonlyMap<string, string> | undefined> {
  const args = plan.args.filter(({ isSecret }) => !isSecret);
  const last = readTexts(parts.memory.get(keyOf(plan)));
  const values = new Map<string, string>();
  for (const { name, value } of args) {
    const known = last[name] ?? value;
    if (known !== undefined) values.set(name, known);
  }
  const open = args.filter(({ name }) => !values.has(name));
  for (const arg of open) {
    if (!(await askOne(parts, plan, arg, values))) return undefined;
  }
  if (args.length > open.length && !(await review(parts, plan, args, values))) return undefined;
  const kept = [...values].filter(([name]) => !SOUNDS_SECRET.test(name));
  await parts.memory.update(keyOf(plan), Object.fromEntries(kept));
  return values;
}

/** Shows all values until they are right. `false`: the person turned away. */
async function review(
  parts: Parts,
  plan: PlannedAnalysis,
  args: readonly Arg[],
  values: Map<string, string>,
): Promise<boolean> {
  const { ask, l10n } = parts;
  for (;;) {
    const goOn: Choice<Arg | 'go on'> = { label: l10n.t('Go on with these'), icon: 'play', value: 'go on' };
    const choice = await ask.choose<Arg | 'go on'>({
      title: l10n.t('Args of {0}', plan.name),
      placeholder: l10n.t('Are these the values? Choose one to change it.'),
      choices: [
        goOn,
        ...args.map(arg => ({ label: arg.name, description: values.get(arg.name) ?? '', icon: 'edit', value: arg })),
      ],
    });
    if (choice === undefined) return false;
    if (choice === 'go on') return true;
    await askOne(parts, plan, choice, values);
  }
}

async function askOne(
  { ask, l10n }: Parts,
  plan: PlannedAnalysis,
  { name, value }: Arg,
  values: Map<string, string>,
): Promise<boolean> {
  const now = values.get(name);
  const typed = await ask.type({
    title: l10n.t('Args of {0}', plan.name),
    prompt: value === undefined ? name : l10n.t('{0}, by default {1}', name, value),
    ...(now === undefined ? {} : { value: now }),
    refuse: answer =>
      answer === '' && value === undefined ? l10n.t('The template has no value of its own for {0}.', name) : undefined,
  });
  if (typed !== undefined) values.set(name, typed);
  return typed !== undefined;
}

function keyOf({ name, clusterScope }: PlannedAnalysis): string {
  return `args of ${clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'} ${name}`;
}
