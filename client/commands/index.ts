/** The list of all commands. */
import type { Command, Parts } from './command.ts';
import { compareRehearsals } from './compare-rehearsals.ts';
import { compareVersions } from './compare-versions.ts';
import {
  chooseNamespace,
  connectCluster,
  disconnectCluster,
  removePlace,
  retryConnection,
  showMore,
} from './connect-cluster.ts';
import { deleteExperiment } from './delete-experiment.ts';
import { exportResults } from './export-results.ts';
import { clearFilter, filterTree, hideFinished, showFinished } from './filter-tree.ts';
import { goToExperimentFile } from './go-to-experiment-file.ts';
import { compareWithFile, copyKubectlCommand, copyName, openLiveYaml, showEvents } from './inspect-object.ts';
import { restartLanguageServer, showOutput } from './language-server.ts';
import { chooseKubeconfig, howToInstall, manageTrust, openKubeconfig } from './mend.ts';
import { newExperiment } from './new-experiment.ts';
import { openLogs } from './open-logs.ts';
import { openResults } from './open-results.ts';
import { replayRecorded } from './replay-recorded.ts';
import { rerunExperiment, retryExperiment } from './run-again.ts';
import { rehearseExperiment, runExperiment } from './run-experiment.ts';
import { runTemplateOnce } from './run-template-once.ts';
import { setRehearsalSpeed } from './set-rehearsal-speed.ts';
import { showRule } from './show-rule.ts';
import { jumpToEndOfRehearsal, pauseRehearsal, resumeRehearsal, stepRehearsal } from './steer-rehearsal.ts';
import { terminateAnalysis, terminateExperiment } from './terminate-experiment.ts';

export function allCommands(parts: Parts): readonly Command[] {
  return [
    runExperiment,
    rehearseExperiment,
    runTemplateOnce,
    newExperiment,
    pauseRehearsal,
    resumeRehearsal,
    stepRehearsal,
    setRehearsalSpeed,
    jumpToEndOfRehearsal,
    terminateExperiment,
    deleteExperiment,
    openResults,
    exportResults,
    compareRehearsals,
    compareVersions,
    goToExperimentFile,
    connectCluster,
    disconnectCluster,
    removePlace,
    chooseNamespace,
    retryConnection,
    chooseKubeconfig,
    openKubeconfig,
    manageTrust,
    howToInstall,
    showMore,
    filterTree,
    clearFilter,
    hideFinished,
    showFinished,
    retryExperiment,
    rerunExperiment,
    terminateAnalysis,
    replayRecorded,
    openLiveYaml,
    compareWithFile,
    showEvents,
    openLogs,
    copyName,
    copyKubectlCommand,
    showRule,
    restartLanguageServer,
    showOutput,
  ].map(make => make(parts));
}
