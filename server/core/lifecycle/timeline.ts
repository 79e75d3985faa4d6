/**
 * What a rehearsal answers: plain data, complete from the first pass to the last, so that a client can play it at any speed.
 * All times are milliseconds on the rehearsal's own clock; 0 is the creation of the Experiment.
 */

export type Phase = 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Error' | 'Inconclusive';
export type TemplatePhase = 'Progressing' | 'Running' | 'Successful' | 'Failed' | 'Error';
/** A pod as a tree shows it. `Waiting` has a reason such as `ImagePullBackOff`. */
export type PodPhase = 'Pending' | 'Waiting' | 'Running' | 'Terminating' | 'Deleted';

export interface TimelineExperiment {
  readonly name: string;
  readonly namespace?: string;
  /** Length of `spec.duration`; absent: none, or one that does not parse. */
  readonly durationMs?: number;
}

export interface TimelineTemplate {
  readonly name: string;
  readonly replicas: number;
  readonly replicaSet: string;
  /** Name of the Service; absent: the template asks for none, or has no container port. */
  readonly service?: string;
}

export interface TimelineAnalysis {
  readonly name: string;
  readonly templateName: string;
  readonly clusterScope: boolean;
  readonly analysisRun: string;
  readonly requiredForCompletion: boolean;
}

interface At {
  /** Milliseconds since the Experiment was created. Never smaller than that of the event before. */
  readonly at: number;
  /** Why, as a sentence: the controller's own message where there is one, else ours. */
  readonly message: string;
  /** The row of the controller's state machine that decided (`6.5 required completed`); absent for plain consequences. */
  readonly rule?: string;
}

export interface ExperimentEvent extends At {
  readonly subject: 'experiment';
  readonly from: Phase | '';
  readonly to: Phase;
}
/** `from` equals `to` when only the replicas changed. */
export interface TemplateEvent extends At {
  readonly subject: 'template';
  readonly name: string;
  readonly from: TemplatePhase | '';
  readonly to: TemplatePhase;
  /** Replicas wanted by the ReplicaSet, and available ones, at this instant. */
  readonly replicas: number;
  readonly available: number;
}
/** The first thousand pods of a rehearsal have events; what lies beyond shows in the counts of `TemplateEvent`. */
export interface PodEvent extends At {
  readonly subject: 'pod';
  readonly name: string;
  readonly template: string;
  readonly from: PodPhase | '';
  readonly to: PodPhase;
  readonly ready: boolean;
}
export interface ServiceEvent extends At {
  readonly subject: 'service';
  readonly name: string;
  readonly template: string;
  readonly from: 'Absent' | 'Present';
  readonly to: 'Absent' | 'Present';
}
/** What the Experiment's status says of an analysis (`''`: no run yet). */
export interface AnalysisEvent extends At {
  readonly subject: 'analysis';
  readonly name: string;
  readonly from: Phase | '';
  readonly to: Phase;
}
/** What the AnalysisRun itself says; after the Experiment stopped reading it, the two differ. */
export interface AnalysisRunEvent extends At {
  readonly subject: 'analysisRun';
  readonly name: string;
  readonly analysis: string;
  readonly from: Phase | '';
  readonly to: Phase;
}
/** `status.availableAt` was set: the duration counts from here. */
export interface AvailableEvent extends At {
  readonly subject: 'available';
}

export type TimelineEvent =
  | ExperimentEvent
  | TemplateEvent
  | PodEvent
  | ServiceEvent
  | AnalysisEvent
  | AnalysisRunEvent
  | AvailableEvent;

/**
 * How it ended. `invalid`: the API server or the controller refuses the spec, the phase stays empty; or the rehearsal itself
 * refuses a number of the scenario. `hangs`: unfinished, and nothing is
 * left that could happen. `unfinished`: still running at the horizon of the rehearsal.
 */
export type Verdict =
  | { readonly kind: 'finished'; readonly phase: Phase; readonly at: number; readonly message: string }
  | { readonly kind: 'hangs'; readonly phase: Phase; readonly at: number; readonly message: string }
  | { readonly kind: 'unfinished'; readonly phase: Phase; readonly at: number; readonly message: string }
  | { readonly kind: 'invalid'; readonly at: number; readonly message: string };

export interface Timeline {
  readonly experiment: TimelineExperiment;
  readonly templates: readonly TimelineTemplate[];
  readonly analyses: readonly TimelineAnalysis[];
  /** In order of time; several at one instant stand in the order in which the controllers did them. */
  readonly events: readonly TimelineEvent[];
  readonly verdict: Verdict;
}
