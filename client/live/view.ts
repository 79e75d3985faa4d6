/**
 * What the tree shows of an experiment, wherever it runs. Plain data; every time is in milliseconds since the
 * experiment's creation, on the experiment's own clock, so that a rehearsal and a cluster read alike.
 */
import type { Phase, PodPhase, Range, TemplatePhase } from '../../server/protocol.ts';

export interface PodView {
  readonly name: string;
  readonly phase: PodPhase;
  readonly ready: boolean;
  /** Why it is as it is; `ImagePullBackOff` for a waiting one. May be empty. */
  readonly reason: string;
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
  /** A few words: `all well`. */
  readonly scenario: string;
}

/** Where it was written. */
export interface Origin {
  readonly uri: string;
  readonly range: Range;
}

export interface ExperimentView {
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
  readonly playback?: PlaybackView;
  readonly origin?: Origin;
}

/** Completed phases never change again. */
export function isCompleted(phase: Phase | ''): boolean {
  return phase === 'Successful' || phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive';
}

/** Whether nothing more will come of it: completed, or known never to complete. */
export function isOver(view: ExperimentView): boolean {
  return isCompleted(view.phase) || view.outlook !== undefined;
}

/** Unfinished ones first, then the newest. */
export function inTreeOrder(views: readonly ExperimentView[]): readonly ExperimentView[] {
  return [...views].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.createdAt - a.createdAt);
}

/** Milliseconds until the duration has passed, negative afterwards; `undefined`: no duration, or it does not count yet. */
export function timeLeft(view: ExperimentView, elapsedMs: number): number | undefined {
  if (view.durationMs === undefined || view.availableAfterMs === undefined) return undefined;
  return view.availableAfterMs + view.durationMs - elapsedMs;
}
