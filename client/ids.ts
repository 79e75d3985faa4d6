/**
 * Every id that the manifest and the code share, each written once. `test/client/manifest.test.ts` compares this file
 * with package.json from both sides.
 */

export const COMMANDS = {
  runExperiment: 'argoExperiments.runExperiment',
  rehearseExperiment: 'argoExperiments.rehearseExperiment',
  runTemplateOnce: 'argoExperiments.runTemplateOnce',
  newExperiment: 'argoExperiments.newExperiment',
  pauseRehearsal: 'argoExperiments.pauseRehearsal',
  resumeRehearsal: 'argoExperiments.resumeRehearsal',
  stepRehearsal: 'argoExperiments.stepRehearsal',
  setRehearsalSpeed: 'argoExperiments.setRehearsalSpeed',
  jumpToEndOfRehearsal: 'argoExperiments.jumpToEndOfRehearsal',
  terminateExperiment: 'argoExperiments.terminateExperiment',
  deleteExperiment: 'argoExperiments.deleteExperiment',
  openResults: 'argoExperiments.openResults',
  exportResults: 'argoExperiments.exportResults',
  compareRehearsals: 'argoExperiments.compareRehearsals',
  compareVersions: 'argoExperiments.compareVersions',
  goToExperimentFile: 'argoExperiments.goToExperimentFile',
  connectCluster: 'argoExperiments.connectCluster',
  disconnectCluster: 'argoExperiments.disconnectCluster',
  removePlace: 'argoExperiments.removePlace',
  chooseNamespace: 'argoExperiments.chooseNamespace',
  retryConnection: 'argoExperiments.retryConnection',
  chooseKubeconfig: 'argoExperiments.chooseKubeconfig',
  openKubeconfig: 'argoExperiments.openKubeconfig',
  manageTrust: 'argoExperiments.manageTrust',
  howToInstall: 'argoExperiments.howToInstall',
  showMore: 'argoExperiments.showMore',
  filterTree: 'argoExperiments.filterTree',
  clearFilter: 'argoExperiments.clearFilter',
  hideFinished: 'argoExperiments.hideFinished',
  showFinished: 'argoExperiments.showFinished',
  retryExperiment: 'argoExperiments.retryExperiment',
  rerunExperiment: 'argoExperiments.rerunExperiment',
  terminateAnalysis: 'argoExperiments.terminateAnalysis',
  replayRecorded: 'argoExperiments.replayRecorded',
  openLiveYaml: 'argoExperiments.openLiveYaml',
  compareWithFile: 'argoExperiments.compareWithFile',
  showEvents: 'argoExperiments.showEvents',
  openLogs: 'argoExperiments.openLogs',
  copyName: 'argoExperiments.copyName',
  copyKubectlCommand: 'argoExperiments.copyKubectlCommand',
  showRule: 'argoExperiments.showRule',
  restartLanguageServer: 'argoExperiments.restartLanguageServer',
  showOutput: 'argoExperiments.showOutput',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEW_CONTAINER = 'argoExperiments';
export const EXPERIMENTS_VIEW = 'argoExperiments.experiments';
export const WALKTHROUGH = 'argoExperiments.start';

/** Also the id of the language client, which reads `argoExperiments.trace.server` by itself. */
export const SECTION = 'argoExperiments';
export const SETTINGS = {
  argoVersion: 'argoExperiments.argoVersion',
  rehearsalSpeed: 'argoExperiments.rehearsal.speed',
  profile: 'argoExperiments.profile',
  severity: 'argoExperiments.severity',
  exclude: 'argoExperiments.exclude',
  announceEnds: 'argoExperiments.announceEnds',
  kubeconfig: 'argoExperiments.kubeconfig',
  protectedContexts: 'argoExperiments.protectedContexts',
  traceServer: 'argoExperiments.trace.server',
} as const;

export const CONTEXT_KEYS = {
  /** Whether this runs where no cluster can be reached. */
  inBrowser: 'argoExperiments.inBrowser',
  /** Paths of the known documents that hold something to run; for `resourcePath in …`. */
  runnablePaths: 'argoExperiments.runnablePaths',
  /** Whether the document in front holds something to run. */
  canRunActiveFile: 'argoExperiments.canRunActiveFile',
  /** Paths of the known documents that hold an analysis template. */
  templatePaths: 'argoExperiments.templatePaths',
  /** Whether the tree holds any place on a cluster, connected or not. */
  hasPlaces: 'argoExperiments.hasPlaces',
  /** Whether the tree holds any experiment. */
  hasExperiments: 'argoExperiments.hasExperiments',
  /** Whether the tree shows less than there is. */
  isFiltered: 'argoExperiments.isFiltered',
  finishedHidden: 'argoExperiments.finishedHidden',
  /** What can be asked of the clock of some rehearsal, for the title of the tree. */
  canPause: 'argoExperiments.canPause',
  canResume: 'argoExperiments.canResume',
  canJump: 'argoExperiments.canJump',
  /** Whether there are two rehearsals. */
  canCompare: 'argoExperiments.canCompare',
} as const;

/** What a row of the tree can be asked to do; the words of its `contextValue` after the kind. */
export const ROW_ACTIONS = [
  'results',
  'compare',
  'pause',
  'resume',
  'step',
  'speed',
  'end',
  'terminate',
  'delete',
  'file',
  'connect',
  'disconnect',
  'remove',
  'namespace',
  'reconnect',
  'context',
  'kubeconfig',
  'openKubeconfig',
  'trust',
  'install',
  'retry',
  'rerun',
  'runOnce',
  'endAnalysis',
  'replay',
  'yaml',
  'compareFile',
  'events',
  'logs',
  'copy',
] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

/** The kinds of rows; the first word of a `contextValue`. */
export type RowKind = 'source' | 'experiment' | 'template' | 'pod' | 'analysis' | 'metric' | 'measurement' | 'message';

/** `experiment+pause+terminate`: what `when` clauses of the manifest match with `viewItem =~ /\+pause\b/`. */
export function contextValue(kind: RowKind, actions: readonly RowAction[]): string {
  return [kind, ...actions].join('+');
}

/** Tools for language models: the name in `server/agents` to the id in the manifest. */
export const AGENT_TOOLS = {
  check: 'argo-experiments_check',
  rehearse: 'argo-experiments_rehearse',
  explain: 'argo-experiments_explain',
} as const;
