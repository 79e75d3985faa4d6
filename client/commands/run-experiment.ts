/** "Run Experiment": which, despite its problems?, where, how; then the new row is shown. */

import type { Runnable } from '../../server/protocol.ts';
import type { RunChoice, RunTarget } from '../experiments/ports/source.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { COMMANDS, type CommandId } from '../ids.ts';
import type { Choice } from '../ui/ask.ts';
import { choosePlace } from './choose-place.ts';
import { type ClusterWhere, clusterChoices, isMeantDespiteProblems } from './choose-where.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickRunnable, titleOf } from './pick-runnable.ts';
import { runOnCluster } from './run-on-cluster.ts';

export function runExperiment(parts: Parts): Command {
  return runCommand(COMMANDS.runExperiment, parts, parts.targets, true);
}

/** The same without the question where: always here. */
export function rehearseExperiment(parts: Parts): Command {
  const here = parts.targets.filter(target => target.place.playback !== undefined);
  return runCommand(COMMANDS.rehearseExperiment, parts, here, false);
}

function runCommand(id: CommandId, parts: Parts, targets: readonly RunTarget[], askWhere: boolean): Command {
  return {
    id,
    async run(...args) {
      const runnable = await pickRunnable(parts, args);
      if (runnable === undefined || !(await isMeantDespiteProblems(parts, runnable))) return;
      const [first] = targets;
      const where: Where | undefined = askWhere
        ? await chooseWhere(parts, runnable, targets)
        : first && { kind: 'target', target: first };
      if (where?.kind === 'target') await runAt(parts, where.target, runnable);
      if (where?.kind === 'place') await runOnCluster(parts, where.place, runnable);
      const other = where?.kind === 'other' ? await choosePlace(parts) : undefined;
      if (other !== undefined) await runOnCluster(parts, other, runnable);
    },
  };
}

type Where = { readonly kind: 'target'; readonly target: RunTarget } | ClusterWhere;

async function chooseWhere(
  parts: Parts,
  runnable: Runnable,
  targets: readonly RunTarget[],
): Promise<Where | undefined> {
  const { ask, l10n } = parts;
  const choices: readonly Choice<Where>[] = [
    ...targets.map(
      (target): Choice<Where> => ({
        label: target.label,
        description: target.description,
        icon: target.icon,
        value: { kind: 'target', target },
      }),
    ),
    ...clusterChoices(parts),
  ];
  if (choices.length < 2) return choices[0]?.value;
  return await ask.choose<Where>({
    title: l10n.t('Run {0}', titleOf(runnable, l10n)),
    placeholder: l10n.t('Where?'),
    choices,
  });
}

async function runAt(parts: Parts, target: RunTarget, runnable: Runnable): Promise<void> {
  const choice = await chooseHow(parts, runnable, target);
  if (choice !== undefined) await start(parts, target, choice);
}

async function chooseHow({ ask, l10n }: Parts, runnable: Runnable, target: RunTarget): Promise<RunChoice | undefined> {
  const choices = target.choices(runnable);
  if (choices.length < 2) return choices[0];
  return await ask.choose({
    title: l10n.t('{0}: {1}', target.label, titleOf(runnable, l10n)),
    placeholder: l10n.t('What happens?'),
    choices: choices.map(choice => ({ ...choice, value: choice })),
  });
}

async function start(parts: Parts, { place }: RunTarget, { request }: RunChoice): Promise<void> {
  const started = await parts.progress.during(() => place.actions.run(request));
  if (!started.ok) return await tellFailure(parts, started.failure);
  await parts.tree.reveal(nodeId({ source: place.source.id, experiment: started.value }));
}
