/** What exists in a rehearsal: the cluster around the controller, its clock, and the timeline as far as it goes. */
import { parseGoDuration } from '../../kube/duration.ts';
import type { MeasuredRun } from '../analysis/measured-run.ts';
import type { RunEvents } from '../analysis/run-events.ts';
import { EMPTY_STATUS, type ExperimentStatus } from '../analysis/status.ts';
import type { PodPlan, PodState } from '../answers/pods.ts';
import type { AnalysisSpec, ExperimentSpec } from '../spec/experiment-spec.ts';
import type { Scenario } from '../spec/scenario.ts';
import type { Phase, TimelineEvent } from '../spec/timeline.ts';

/** A pod that has events. */
export interface ShownPod {
  readonly name: string;
  state: PodState;
}

export interface ReplicaSet {
  readonly name: string;
  /** `spec.replicas`. */
  wanted: number;
  /** The annotation `scale-down-deadline`. */
  scaleDownAt: number | undefined;
  /** Its status. */
  replicas: number;
  ready: number;
  available: number;
  /** Absent: no pods. */
  plan: PodPlan | undefined;
  shown: ShownPod[];
  /** When the next of the shown pods changes. */
  showAt: number;
  /** Pods on their way out. */
  leaving: { readonly at: number; readonly pods: readonly ShownPod[] } | undefined;
}

export interface AnalysisRun {
  readonly name: string;
  readonly analysis: AnalysisSpec;
  phase: Phase | '';
  message: string;
  /** `spec.terminate`. */
  terminate: boolean;
  readonly course: ChosenCourse | MeasuredCourse;
}

export interface ChosenCourse {
  readonly kind: 'chosen';
  /** When it comes to its outcome; Infinity: never by itself. */
  readonly endsAt: number;
}

export interface MeasuredCourse {
  readonly kind: 'measured';
  readonly run: MeasuredRun;
  readonly events: RunEvents;
}

/** Built anew for each rehearsal and changed in place by its steps; nobody else sees it. */
export interface World {
  readonly spec: ExperimentSpec;
  readonly scenario: Scenario;
  /** The controllers are of release line 1.10 or later. */
  readonly isArgo110: boolean;
  /** Undefined: none, or one that does not parse. */
  readonly durationMs: number | undefined;
  /** Go's message when the duration does not parse. */
  readonly durationProblem: string | undefined;
  /** Milliseconds, whole, since the Experiment was created. */
  now: number;
  /** `spec.terminate`, which somebody may set on the way. */
  terminate: boolean;
  status: ExperimentStatus;
  /** By template name. */
  readonly replicaSets: Map<string, ReplicaSet>;
  /** Template name to the name of its Service. */
  readonly services: Map<string, string>;
  /** By name, in order of creation. */
  readonly runs: Map<string, AnalysisRun>;
  /** Name of the latest run of the analysis with this index in the spec. */
  readonly runOfAnalysis: Map<number, string>;
  readonly events: TimelineEvent[];
  /** Pods that have events. */
  shownPods: number;
  /** Why the process of the controller has ended, as half a sentence. Undefined: it runs. */
  crash: string | undefined;
  /** Steps of templates, analyses and metrics so far: what a rehearsal costs. */
  steps: number;
}

export function createWorld(spec: ExperimentSpec, scenario: Scenario, isArgo110 = true): World {
  const parsed = spec.duration === undefined || spec.duration === '' ? undefined : parseGoDuration(spec.duration);
  return {
    spec,
    scenario,
    isArgo110,
    durationMs: parsed?.ok === true ? parsed.ms : undefined,
    durationProblem: parsed?.ok === false ? parsed.message : undefined,
    now: 0,
    terminate: spec.terminate === true,
    status: EMPTY_STATUS,
    replicaSets: new Map(),
    services: new Map(),
    runs: new Map(),
    runOfAnalysis: new Map(),
    events: [],
    shownPods: 0,
    crash: undefined,
    steps: 0,
  };
}

/** Strictly after its end, as the controller compares; false without one that parses, and before availability. */
export function isDurationOver({ now, durationMs }: World, { availableAt }: ExperimentStatus): boolean {
  return durationMs !== undefined && availableAt !== undefined && now > availableAt + durationMs;
}

/** The first whole millisecond strictly after `time`. */
export function justAfter(time: number): number {
  return Math.floor(time) + 1;
}
