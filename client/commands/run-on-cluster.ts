/** Runs an experiment on a cluster: a dry run first, then what a person chooses, then for good. */
import type { Runnable } from '../../server/protocol.ts';
import type { ClusterPlace, PlannedRun, PlannedTemplate } from '../experiments/ports/clusters.ts';
import { inOrderOf } from '../experiments/values/key-order.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import type { Origin } from '../experiments/view/view.ts';
import { connectToRun, rowOf } from './choose-place.ts';
import { type Parts, tellFailure } from './command.ts';
import { confirmChange } from './confirm.ts';
import { titleOf } from './pick-runnable.ts';

export async function runOnCluster(parts: Parts, place: ClusterPlace, runnable: Runnable): Promise<void> {
  const { progress, tree, l10n } = parts;
  const { source } = place;
  const actions = await connectToRun(parts, place);
  if (actions === undefined) return;
  const title = l10n.t('Asking {0} what it would say to {1}', source.label, titleOf(runnable, l10n));
  const plan = await progress.cancellable(title, signal => actions.plan(runnable, { signal }));
  if (!plan.ok) return await tellFailure(parts, plan.failure, rowOf(place));
  const choices = await choose(parts, place, plan.value, runnable);
  if (choices === undefined) return;
  const { uri, nameRange: range, type } = runnable;
  const origin: Origin = type === 'experiment' ? { uri, range } : { uri, range, isMadeFrom: true };
  const starting = l10n.t('Creating {0} in {1}', choices.name, source.label);
  const started = await progress.cancellable(starting, signal =>
    actions.start(plan.value, { ...choices, signal }, origin),
  );
  if (!started.ok) return await tellFailure(parts, started.failure, rowOf(place));
  await tree.reveal(nodeId({ source: source.id, experiment: started.value }));
}

interface Chosen {
  readonly name: string;
  readonly apply: readonly PlannedTemplate[];
}

/** `undefined`: it is not wanted. */
async function choose(
  parts: Parts,
  place: ClusterPlace,
  plan: PlannedRun,
  runnable: Runnable,
): Promise<Chosen | undefined> {
  const apply: PlannedTemplate[] = [];
  for (const template of plan.templates) {
    const way = await chooseTemplate(parts, place, template);
    if (way === undefined) return undefined;
    if (way === 'ours') apply.push(template);
  }
  const name = await chooseName(parts, plan);
  if (name === undefined) return undefined;
  const { l10n } = parts;
  const { namespace } = plan.manifest;
  const run = l10n.t('Run');
  const answer = await confirmChange(parts, place.cluster, {
    question: l10n.t('Run {0} in namespace {1} of {2}?', name, namespace, place.cluster.context),
    details: [
      runnable.namespace === undefined || runnable.namespace === namespace
        ? ''
        : l10n.t('The file names another namespace: {0}.', runnable.namespace),
      l10n.t('Experiment {0} (new)', name),
      ...describeStep(plan, l10n),
      ...plan.templates.map(template => outcome(template, apply.includes(template), l10n)),
      ...plan.warnings,
    ],
    ways: [run],
  });
  return answer === run ? { name, apply } : undefined;
}

/** A step's experiment is made of what the Rollout has on the cluster. */
function describeStep({ step }: PlannedRun, l10n: Parts['l10n']): readonly string[] {
  if (step === undefined) return [];
  return [
    ...step.pods.map(({ template, specRef, replicaSet }) =>
      l10n.t('{0} with the pods of {1} ({2})', template, replicaSet, specRef),
    ),
    step.isOneVersion ? l10n.t('The Rollout is at one version now: stable and canary are the same.') : '',
    l10n.t(
      'Weights mean nothing here: only the Rollout moves traffic. A Service that selects just the labels of the Rollout finds these pods, too.',
    ),
  ];
}

async function chooseName({ ask, l10n }: Parts, plan: PlannedRun): Promise<string | undefined> {
  const { manifest, suggestion } = plan;
  if (suggestion === undefined) return manifest.name;
  const { name, namespace } = manifest;
  const typed = await ask.type({
    title: l10n.t('{0} is taken in namespace {1}', name, namespace),
    prompt: l10n.t('Name of the new experiment'),
    value: suggestion,
    refuse: answer =>
      answer === name
        ? l10n.t('This name is taken.')
        : /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(answer)
          ? undefined
          : l10n.t('A name has lowercase letters, digits, dashes and dots.'),
  });
  return typed?.trim();
}

/** Asked only where there is something to choose. */
async function chooseTemplate(
  parts: Parts,
  place: ClusterPlace,
  template: PlannedTemplate,
): Promise<'ours' | 'theirs' | undefined> {
  const { state, ours } = template;
  if (ours === undefined || (state !== 'missing' && state !== 'differs')) return 'theirs';
  const { ask, l10n } = parts;
  const diff = { label: l10n.t('Diff'), icon: 'diff', value: 'diff' } as const;
  const theirs =
    state === 'missing'
      ? ({ label: l10n.t('Run without it'), description: l10n.t('the run will be Error'), value: 'theirs' } as const)
      : ({
          label: l10n.t('Use theirs'),
          description: l10n.t('the cluster keeps what it has'),
          value: 'theirs',
        } as const);
  const mine = { label: l10n.t('Apply mine'), description: l10n.t('from this workspace'), value: 'ours' } as const;
  const placeholder =
    state === 'missing' ? l10n.t('It is not there.') : l10n.t('The one there differs from the one of this workspace.');
  const choices = state === 'missing' ? [mine, theirs] : [diff, theirs, mine];
  for (;;) {
    const title = l10n.t('{0} in {1}', nameOf(template), place.source.label);
    const way = await ask.choose<'ours' | 'theirs' | 'diff'>({ title, placeholder, choices });
    if (way !== 'diff') return way;
    await showDifference(parts, place, template);
  }
}

async function showDifference({ texts, l10n }: Parts, place: ClusterPlace, template: PlannedTemplate): Promise<void> {
  const { objects } = place.cluster;
  if (objects === undefined) return;
  const ours = { spec: template.ours?.spec ?? null };
  const theirs = inOrderOf(ours, { spec: template.theirs?.spec ?? null });
  await texts.compare(
    l10n.t('{0}: {1} ↔ workspace', nameOf(template), place.source.label),
    { name: `${place.source.label} ${template.name}.yaml`, text: objects.print(theirs) },
    { name: `${template.name}.yaml`, text: objects.print(ours) },
  );
}

function nameOf({ name, clusterScope }: PlannedTemplate): string {
  return `${clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'} ${name}`;
}

function outcome(template: PlannedTemplate, isApplied: boolean, l10n: Parts['l10n']): string {
  const name = nameOf(template);
  if (isApplied) return l10n.t('{0} (applied from this workspace)', name);
  switch (template.state) {
    case 'missing':
      return l10n.t('{0} (missing: the run will be Error)', name);
    case 'unknown':
      return l10n.t('{0} (may not be read)', name);
    case 'differs':
      return l10n.t('{0} (the one there, which differs from this workspace)', name);
    case 'same':
    case 'there':
      return l10n.t('{0} (the one there)', name);
  }
}
