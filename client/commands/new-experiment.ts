import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';
import { FIRST_EXPERIMENT, FIRST_EXPERIMENT_NAME } from './first-experiment.ts';

/** Opens a document that is ready to run, with its name selected wherever it stands. Nothing is written to disk. */
export function newExperiment({ editor }: Parts): Command {
  return {
    id: COMMANDS.newExperiment,
    async run() {
      await editor.createNamed(FIRST_EXPERIMENT, FIRST_EXPERIMENT_NAME);
    },
  };
}
