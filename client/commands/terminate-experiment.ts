/** Asks the controller to end an experiment early; warns where that would leave it Running for ever. */
import { COMMANDS } from '../ids.ts';
import { hangsWhenTerminated, type Located } from '../live/row-actions.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

export function terminateExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.terminateExperiment,
    async run(...args) {
      const picked = await pickExperiment(parts, 'terminate', args);
      const actions = picked?.place.actions;
      if (picked === undefined || actions === undefined) return;
      const way = hangsWhenTerminated(picked.view) ? await askWhichEnd(parts, picked) : 'terminate';
      if (way === undefined) return;
      const done = await parts.progress.during(() => actions[way](picked.view.id));
      if (!done.ok) await tellFailure(parts, done.failure);
    },
  };
}

async function askWhichEnd({ tell, l10n }: Parts, { view }: Located): Promise<'terminate' | 'delete' | undefined> {
  const terminate = l10n.t('Terminate');
  const remove = l10n.t('Delete');
  const message = l10n.t(
    '{0} has a required analysis, and not all of its analyses have finished. Terminated now, the controller no longer reads them, and it stays Running for ever. Delete it instead?',
    view.name,
  );
  const answer = await tell.say('warning', message, remove, terminate);
  if (answer === terminate) return 'terminate';
  return answer === remove ? 'delete' : undefined;
}
