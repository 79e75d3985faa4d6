/** The Experiment's status as its controller keeps it, and the questions asked of it in every pass. */
import type { ExperimentSpec } from '../spec/experiment-spec.ts';
import type { Phase, TemplatePhase } from '../spec/timeline.ts';

/** Never changed in place: a step that changes nothing answers the same object. */
export interface TemplateStatus {
  readonly phase: TemplatePhase | '';
  readonly message: string;
  /** Pods of the ReplicaSet by its own status. */
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  /** Pods wanted by the ReplicaSet. The controller does not keep it; the timeline tells it. */
  readonly wanted: number;
  /** The progress deadline counts from here. */
  readonly lastTransitionAt: number | undefined;
}

export interface AnalysisStatus {
  /** Name of the AnalysisRun; empty: none was created. */
  readonly run: string;
  readonly phase: Phase | '';
  readonly message: string;
}

export interface ExperimentStatus {
  readonly phase: Phase | '';
  readonly message: string;
  readonly availableAt: number | undefined;
  readonly templates: ReadonlyMap<string, TemplateStatus>;
  /** By analysis name, so that two analyses of one name share an entry, as they do in the controller. */
  readonly analyses: ReadonlyMap<string, AnalysisStatus>;
}

export const EMPTY_STATUS: ExperimentStatus = {
  phase: '',
  message: '',
  availableAt: undefined,
  templates: new Map(),
  analyses: new Map(),
};

export const EMPTY_TEMPLATE_STATUS: TemplateStatus = {
  phase: '',
  message: '',
  replicas: 0,
  ready: 0,
  available: 0,
  wanted: 0,
  lastTransitionAt: undefined,
};

export const EMPTY_ANALYSIS_STATUS: AnalysisStatus = { run: '', phase: '', message: '' };

export function isCompleted(phase: Phase | ''): boolean {
  return phase !== '' && phase !== 'Pending' && phase !== 'Running';
}

export function isBad(phase: Phase | ''): boolean {
  return phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive';
}

export function isTemplateCompleted(phase: TemplatePhase | ''): boolean {
  return phase === 'Successful' || phase === 'Failed' || phase === 'Error';
}

export function hasRequired(spec: ExperimentSpec): boolean {
  return spec.analyses.some(analysis => analysis.requiredForCompletion === true);
}

/** Whether there are required analyses and all of them are Successful. */
export function isRequiredDone(spec: ExperimentSpec, status: ExperimentStatus): boolean {
  const required = spec.analyses.filter(analysis => analysis.requiredForCompletion === true);
  return required.length > 0 && required.every(({ name }) => status.analyses.get(name)?.phase === 'Successful');
}

/** Why the experiment is ending, as a sentence; undefined: it is not. Argo's `IsTerminating`. */
export function findEnding(spec: ExperimentSpec, status: ExperimentStatus, terminate: boolean): string | undefined {
  if (terminate) return 'The experiment was terminated.';
  if (isCompleted(status.phase)) return `The experiment is ${status.phase}.`;
  for (const [name, { phase }] of status.templates) {
    if (phase === 'Failed' || phase === 'Error') return `Template '${name}' is ${phase}.`;
  }
  for (const [name, { phase }] of status.analyses) {
    if (isBad(phase)) return `Analysis '${name}' is ${phase}.`;
  }
  return isRequiredDone(spec, status) ? 'All required analyses are Successful.' : undefined;
}
