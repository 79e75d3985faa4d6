/** The list of all commands. */
import type { Command, Parts } from './command.ts';
import { compareRehearsals } from './compare-rehearsals.ts';
import { deleteExperiment } from './delete-experiment.ts';
import { goToExperimentFile } from './go-to-experiment-file.ts';
import { restartLanguageServer, showOutput } from './language-server.ts';
import { newExperiment } from './new-experiment.ts';
import { openResults } from './open-results.ts';
import { rehearseExperiment, runExperiment } from './run-experiment.ts';
import { setRehearsalSpeed } from './set-rehearsal-speed.ts';
import { jumpToEndOfRehearsal, pauseRehearsal, resumeRehearsal, stepRehearsal } from './steer-rehearsal.ts';
import { terminateExperiment } from './terminate-experiment.ts';

export function allCommands(parts: Parts): readonly Command[] {
  return [
    runExperiment,
    rehearseExperiment,
    newExperiment,
    pauseRehearsal,
    resumeRehearsal,
    stepRehearsal,
    setRehearsalSpeed,
    jumpToEndOfRehearsal,
    terminateExperiment,
    deleteExperiment,
    openResults,
    compareRehearsals,
    goToExperimentFile,
    restartLanguageServer,
    showOutput,
  ].map(make => make(parts));
}
