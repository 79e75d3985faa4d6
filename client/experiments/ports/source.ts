/**
 * The interfaces between what runs experiments (a rehearsal now, a cluster later) and what shows and steers them. Tree
 * and commands know nothing else.
 */
import type { Runnable, Scenario, TimelineEvent } from '../../../server/protocol.ts';
import type { Failure, Result } from '../failures/failure.ts';
import type { ExperimentView } from '../view/view.ts';
import type { ClusterConnection } from './cluster-connection.ts';

/** An empty `ready` and `loading` are different things: nothing is shown as absent before it is known. */
export type SourceState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly experiments: readonly ExperimentView[];
      /** Absent: what is shown is what is. */
      readonly stale?: Staleness;
      /** Why parts of the experiments are not shown, such as pods that may not be listed. Absent: everything is. */
      readonly gaps?: readonly Failure[];
    }
  /** `retryAt`: the next try by itself; absent: only a person's `retry` helps. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly retryAt?: number };

/** The line is cut: what is shown was true at `lastAnswerAt`. Times are milliseconds since the epoch. */
export interface Staleness {
  readonly since: number;
  readonly lastAnswerAt: number;
  readonly failure: Failure;
  /** The next try by itself; absent: only a person's `retry` helps. */
  readonly retryAt?: number;
}

/** Ids of rows that differ now (`node-id.ts`), topmost ones only. */
export type ChangeListener = (ids: readonly string[]) => void;

export interface ExperimentSource {
  /** First segment of the ids of its rows. */
  readonly id: string;
  /** Its row in the tree. */
  readonly label: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly state: SourceState;
  /** One of `state.experiments`. */
  find(experiment: string): ExperimentView | undefined;
  /** Milliseconds since the experiment's creation, on its own clock, now; 0 for one that is not there. */
  elapsed(experiment: string): number;
  /** What has happened to it until now, in order. Only of sources that know more than what is. */
  history?(experiment: string): readonly TimelineEvent[];
  /** Answers the way to stop listening. */
  onChange(listener: ChangeListener): () => void;
  /**
   * Begins to follow, for one more who looks; leads from `idle` to the other states. Answers the way to look away; once
   * nobody looks the source rests, and keeps what it knows.
   */
  open(): () => void;
  /** Lets go of timers, connections and everything known, whoever looks. Back to `idle`. */
  close(): void;
  /** Tries again now what would be tried later, or never by itself. Only of sources that can lose touch. */
  retry?(): void;
  /** Whether it was begun from this window, so that its end is news here. Absent: all were. */
  wasStartedHere?(experiment: string): boolean;
}

export interface RunRequest {
  readonly runnable: Runnable;
  /** Only where the world is made up. Absent: all goes well. */
  readonly scenario?: Partial<Scenario>;
  /** Texts that stand for those of the files with these URIs. Only where the world is made up. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** What can be done to experiments. A source that is read-only comes without it. */
export interface ExperimentActions {
  /** Answers the id of the new experiment, which is in the source by then. */
  run(request: RunRequest): Promise<Result<string>>;
  terminate(experiment: string): Promise<Result<void>>;
  delete(experiment: string): Promise<Result<void>>;
}

/** What can be done on a cluster beyond that. */
export interface ClusterActions extends ExperimentActions {
  /**
   * Begins a completed experiment anew, under the same name. Unlike `kubectl argo rollouts retry` it also takes back an
   * earlier request to terminate, with which the new run would end at once. Best once its pods are gone: until then the
   * controller writes down what it counts of them, and may bring back templates that have ended.
   */
  retry(experiment: string): Promise<Result<void>>;
  /** The same spec under another name; answers the id of the new experiment, which is in the source by then. */
  rerun(experiment: string, name?: string): Promise<Result<string>>;
  /** Ends one analysis of an experiment. */
  terminateAnalysis(experiment: string, analysis: string): Promise<Result<void>>;
}

/** Steers time. Only where time is made up. Each does nothing for an experiment that is not there. */
export interface ExperimentPlayback {
  pause(experiment: string): void;
  resume(experiment: string): void;
  /** To the next thing that happens, and stays there. */
  step(experiment: string): void;
  setSpeed(experiment: string, speed: number): void;
  jumpToEnd(experiment: string): void;
}

/** A source with what can be done to its experiments: one root of the tree. */
export interface Place {
  readonly source: ExperimentSource;
  readonly actions?: ExperimentActions | undefined;
  readonly playback?: ExperimentPlayback;
  /** Only of places on clusters. They have a row even when nothing is known of them. */
  readonly cluster?: ClusterConnection;
}

/** One way of running at one target, such as a scenario. */
export interface RunChoice {
  readonly label: string;
  /** Absent: the label says it all. */
  readonly description?: string;
  readonly request: RunRequest;
}

/** An answer to "Run where?". */
export interface RunTarget {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly place: Place & { readonly actions: ExperimentActions };
  /** The most usual one first. With only one there is nothing to ask. */
  choices(runnable: Runnable): readonly RunChoice[];
}
