/** Which experiment of which file is meant. */
import type { Runnable } from '../../server/protocol.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import { COMMANDS } from '../ids.ts';
import type { Parts } from './command.ts';
import { pickDocument } from './pick-document.ts';

/** `undefined`: there is none, which the person has been told, or none was chosen. */
export async function pickRunnable(parts: Parts, args: readonly unknown[]): Promise<Runnable | undefined> {
  const { requests, l10n } = parts;
  return await pickDocument(
    parts,
    {
      list: uri => requests.runnables(uri),
      title: l10n.t('Run Experiment'),
      placeholder: l10n.t('Which of the experiments in this file?'),
      labelOf: runnable => titleOf(runnable, l10n),
      tellNone: file =>
        offerNew(
          parts,
          file === undefined
            ? l10n.t('No file is open. Open one that holds an Experiment.')
            : l10n.t('{0} holds no Experiment, and no Rollout with an experiment step.', file),
        ),
    },
    args,
  );
}

export function titleOf({ name, step, rollout }: Runnable, l10n: L10n): string {
  return rollout === undefined || step === undefined ? name : l10n.t('{0}, step {1}', rollout, step + 1);
}

async function offerNew({ tell, l10n, execute }: Parts, message: string): Promise<void> {
  const button = l10n.t('New Experiment');
  if ((await tell.say('info', message, button)) === button) await execute(COMMANDS.newExperiment);
}
