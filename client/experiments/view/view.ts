/**
 * What the tree shows of an experiment, wherever it runs. Plain data; every time is in milliseconds since the
 * experiment's creation, on the experiment's own clock, so that a rehearsal and a cluster read alike.
 */
import type { Phase, PodPhase, Range, TemplatePhase, TimelineNote, TracedPart } from '../../../server/protocol.ts';

export const PHASES: readonly Phase[] = ['Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'];

/** A rehearsed pod never ends by itself; a real one can be evicted, or run to its end. */
export type PodState = PodPhase | 'Succeeded' | 'Failed';

export interface PodView {
  readonly name: string;
  readonly phase: PodState;
  readonly ready: boolean;
  /** Why it is as it is; `ImagePullBackOff` for a waiting one. May be empty. */
  readonly reason: string;
  /** The cluster's own sentence for the reason. May be empty. */
  readonly message: string;
  readonly restarts: number;
  readonly sinceMs: number;
}

export interface ServiceView {
  readonly name: string;
  readonly present: boolean;
}

export interface TemplateView {
  readonly name: string;
  readonly replicaSet: string;
  /** Empty: the controller has not looked at it yet. */
  readonly phase: TemplatePhase | '';
  readonly message: string;
  readonly replicas: number;
  readonly available: number;
  /** Absent: it has none. */
  readonly service?: ServiceView;
  /** In order of creation; deleted ones are gone. */
  readonly pods: readonly PodView[];
}

export interface AnalysisView {
  readonly name: string;
  readonly templateName: string;
  readonly clusterScope: boolean;
  readonly analysisRun: string;
  readonly required: boolean;
  /** What the Experiment's status says; empty: no run yet. */
  readonly phase: Phase | '';
  readonly message: string;
  /** What the AnalysisRun itself says; empty: no run yet. The two differ once the Experiment has stopped reading it. */
  readonly runPhase: Phase | '';
  readonly startedAfterMs?: number;
  readonly endedAfterMs?: number;
  /** In the order of the spec. Empty: no run yet, it cannot be read, or a rehearsal chooses its outcome. */
  readonly metrics: readonly MetricView[];
}

export interface MetricView {
  readonly name: string;
  /** Empty: nothing measured yet. */
  readonly phase: Phase | '';
  readonly message: string;
  /** Measured and shown, but of no consequence for the run. */
  readonly dryRun: boolean;
  readonly counts: MetricCounts;
  readonly limits: MetricLimits;
  /** The key of `provider`. Absent: not known. */
  readonly provider?: string;
  /** As written in the template. Absent: none, or not known. */
  readonly successCondition?: string;
  readonly failureCondition?: string;
  /** Oldest first. Of a cluster only the last ones, unless the AnalysisTemplate says to keep more. */
  readonly measurements: readonly MeasurementView[];
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

/** How many of each are allowed. Absent: not known, because it hangs on an argument whose value is elsewhere. */
export interface MetricLimits {
  /** Measurements to take; absent: endless, or not known. */
  readonly count?: number;
  /** -1: failures are not counted. */
  readonly failure?: number;
  readonly inconclusive?: number;
  readonly consecutiveError?: number;
  /** 0: switched off. */
  readonly consecutiveSuccess?: number;
}

export interface MeasurementView {
  /** From 1, over the whole run: the number stays when older ones are dropped. */
  readonly number: number;
  readonly phase: Phase | '';
  /** As the provider answered, shortened when very long. */
  readonly value: string;
  readonly message: string;
  readonly startedAfterMs?: number;
  /** Absent: still on its way. */
  readonly finishedAfterMs?: number;
  /** What the provider noted: `job-name`, `ResolvedPrometheusQuery` and the like. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The whole condition and its parts with what they came to. Absent: nobody has worked them out. */
  readonly trace?: readonly TracedPart[];
  /** Of the metric right after this measurement. Absent: not known. */
  readonly counts?: MetricCounts;
  /** How many measurements this one stands for, itself the last of them. Absent: itself only. */
  readonly covers?: number;
}

/** The step of a Rollout that an experiment belongs to. */
export interface RolloutStep {
  readonly name: string;
  /** From 0, as in `spec.strategy.canary.steps`; absent: the experiment's name does not tell. */
  readonly step?: number;
}

/** What is known about how it ends beyond its phase. `hangs` and `invalid` never get to a completed phase. */
export interface Outlook {
  readonly kind: 'hangs' | 'unfinished' | 'invalid';
  readonly message: string;
}

/** Only of experiments whose time can be steered. */
export interface PlaybackView {
  readonly state: 'playing' | 'paused' | 'ended';
  readonly speed: number;
  /** A few words: `as the file stands`. */
  readonly scenario: string;
  /** What certainly goes wrong in it, and what it takes for granted. */
  readonly notes: readonly TimelineNote[];
  /** Between which times it ends, whatever is measured. Absent: not known. */
  readonly ends?: string;
}

/** Where it was written. */
export interface Origin {
  readonly uri: string;
  readonly range: Range;
  /** It was made from what is there and reads otherwise: from a step of a Rollout, or an AnalysisTemplate. */
  readonly isMadeFrom?: true;
}

/**
 * An experiment, or an AnalysisRun that belongs to nobody: that one has no templates, and itself as its only analysis, so
 * that whatever is said of experiments can be said of it.
 */
export interface ExperimentView {
  /** Absent: an Experiment. */
  readonly kind?: 'AnalysisRun';
  /** Unique in its source and never used again. */
  readonly id: string;
  readonly name: string;
  readonly namespace?: string;
  /** Empty: the controller has not looked at it, or refuses it. */
  readonly phase: Phase | '';
  readonly message: string;
  readonly outlook?: Outlook;
  /** Somebody asked for its end. */
  readonly terminating: boolean;
  /** Milliseconds since the epoch: when it was created, or the rehearsal begun. */
  readonly createdAt: number;
  readonly availableAfterMs?: number;
  readonly endedAfterMs?: number;
  /** Counted from the moment of availability; absent: none. */
  readonly durationMs?: number;
  readonly templates: readonly TemplateView[];
  readonly analyses: readonly AnalysisView[];
  /** Absent: nobody's, a person made it. */
  readonly rollout?: RolloutStep;
  readonly playback?: PlaybackView;
  readonly origin?: Origin;
}

/** `two-colours (rate dips)`: tells rehearsals of one experiment apart. */
export function titleOf({ name, playback }: Pick<ExperimentView, 'name' | 'playback'>): string {
  return playback === undefined || playback.scenario === '' ? name : `${name} (${playback.scenario})`;
}

/** Completed phases never change again. */
export function isCompleted(phase: Phase | ''): boolean {
  return phase === 'Successful' || phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive';
}

/** Whether nothing more will come of it: completed, or known never to complete. */
export function isOver(view: ExperimentView): boolean {
  return isCompleted(view.phase) || view.outlook !== undefined;
}

/** Unfinished ones first, then the newest; a cluster counts in seconds, so names decide among equals. */
export function inTreeOrder(views: readonly ExperimentView[]): readonly ExperimentView[] {
  const rank = views.map(view => ({ view, over: Number(isOver(view)) }));
  rank.sort((a, b) => a.over - b.over || b.view.createdAt - a.view.createdAt || compare(a.view.name, b.view.name));
  return rank.map(({ view }) => view);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Milliseconds until the duration has passed, negative afterwards; `undefined`: no duration, or it does not count yet. */
export function timeLeft(view: ExperimentView, elapsedMs: number): number | undefined {
  if (view.durationMs === undefined || view.availableAfterMs === undefined) return undefined;
  return view.availableAfterMs + view.durationMs - elapsedMs;
}
