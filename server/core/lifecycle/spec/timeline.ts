/**
 * What a rehearsal answers: plain data, complete from the first pass to the last, so that a client can play it at any speed.
 * All times are milliseconds on the rehearsal's own clock; 0 is the creation of the Experiment.
 */
import type { DecidingRule } from './deciding-rule.ts';

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
  /** Absent: nothing is measured, the scenario chooses the outcome. */
  readonly metrics?: readonly TimelineMetric[];
}

export interface TimelineMetric {
  readonly name: string;
  /** The key of `provider`. */
  readonly provider: string;
  readonly dryRun: boolean;
  /** Milliseconds between measurements; absent: there is one only. */
  readonly intervalMs?: number;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly limits: MetricLimits;
}

/** How many of each are allowed. */
export interface MetricLimits {
  /** Measurements to take; absent: endless. */
  readonly count?: number;
  /** -1: failures are not counted. */
  readonly failure: number;
  readonly inconclusive: number;
  readonly consecutiveError: number;
  /** 0: off. */
  readonly consecutiveSuccess: number;
}

/** Measurements by what they came to, over the whole run. */
export interface MetricCounts {
  /** Those that did not end in Error. */
  readonly measured: number;
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly error: number;
  readonly consecutiveError: number;
  readonly consecutiveSuccess: number;
}

interface At {
  /** Milliseconds since the Experiment was created. Never smaller than that of the event before. */
  readonly at: number;
  /** Why, as a sentence: the controller's own message where there is one, else ours. */
  readonly message: string;
  /** The row of the controller's state machine that decided (`6.5 required completed`); absent for plain consequences. */
  readonly rule?: DecidingRule;
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
  /** How often its program has been started again; absent: not at all. */
  readonly restarts?: number;
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
/** What the run's status says of one of its metrics. */
export interface MetricEvent extends At {
  readonly subject: 'metric';
  readonly name: string;
  readonly analysis: string;
  readonly analysisRun: string;
  readonly from: Phase | '';
  readonly to: Phase;
  readonly counts: MetricCounts;
}
/**
 * A measurement began or ended; one that is answered at once has one event. Of many measurements only some have events of their own:
 * then an event stands for all since the one before.
 */
export interface MeasurementEvent extends At {
  readonly subject: 'measurement';
  /** The metric's. */
  readonly name: string;
  readonly analysis: string;
  readonly analysisRun: string;
  /** From 1, over the whole run. */
  readonly number: number;
  /** How many measurements, this one the last, the event stands for. */
  readonly covers: number;
  /** `''`, or Running for the end of one that had an event when it began. */
  readonly from: Phase | '';
  readonly to: Phase;
  /** When it began, and when it ended; absent: it has not. The status tells of the end when all that was measured with it has ended. */
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** As the provider answered; absent: it gave no value, or has not yet. */
  readonly value?: string;
  /** Parts of the conditions and what they came to, those that say most first. */
  readonly trace?: readonly TracedPart[];
  /** After this measurement. */
  readonly counts: MetricCounts;
}

export interface TracedPart {
  /** As written: `result[0] < 0.05`. */
  readonly text: string;
  readonly value: string;
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
  | MetricEvent
  | MeasurementEvent
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

/** Something about a rehearsal as a whole that none of its events says. */
export interface TimelineNote {
  /**
   * `error`: a problem of level error in the files that the rehearsal does not show. `wrong`: it goes wrong whatever the world does.
   * `not-found`: no answer was found that the conditions take for good, so that another one is played. `assumed`: neither the files nor
   * the scenario say it.
   */
  readonly kind: 'error' | 'wrong' | 'not-found' | 'assumed';
  /** A sentence without its full stop: `http-benchmark answers good values`. */
  readonly text: string;
  /** The analysis, and the metric, that it is about; absent: all of them, or none. */
  readonly analysis?: string;
  readonly metric?: string;
}

export interface Timeline {
  /** What is certain first. Absent: nobody worked it out. */
  readonly notes?: readonly TimelineNote[];
  /** Between which times it ends, whatever is measured: `ends between 2 min and 9 min`. Absent: not all that it hangs on is known. */
  readonly ends?: string;
  readonly experiment: TimelineExperiment;
  readonly templates: readonly TimelineTemplate[];
  readonly analyses: readonly TimelineAnalysis[];
  /** In order of time; several at one instant stand in the order in which the controllers did them. */
  readonly events: readonly TimelineEvent[];
  readonly verdict: Verdict;
}
