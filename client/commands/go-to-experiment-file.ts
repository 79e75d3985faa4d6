import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickExperiment } from './pick-experiment.ts';

/** From a row to the place where the experiment was written. */
export function goToExperimentFile(parts: Parts): Command {
  return {
    id: COMMANDS.goToExperimentFile,
    async run(...args) {
      const origin = (await pickExperiment(parts, 'file', args))?.view.origin;
      if (origin === undefined) return;
      const shown = await parts.editor.show(origin.uri, origin.range);
      if (!shown.ok) await tellFailure(parts, shown.failure);
    },
  };
}
