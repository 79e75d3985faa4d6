import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

/** Removes an experiment. A rehearsal can be had again at once, so nothing is asked. */
export function deleteExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.deleteExperiment,
    async run(...args) {
      const picked = await pickExperiment(parts, 'delete', args);
      const actions = picked?.place.actions;
      if (picked === undefined || actions === undefined) return;
      const done = await actions.delete(picked.view.id);
      if (!done.ok) await tellFailure(parts, done.failure);
    },
  };
}
