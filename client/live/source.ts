/**
 * The interfaces between what runs experiments (a rehearsal now, a cluster later) and what shows and steers them. Tree
 * and commands know nothing else.
 */
import type { Runnable, Scenario } from '../../server/protocol.ts';
import type { Failure, Result } from './failure.ts';
import type { ExperimentView } from './view.ts';

/** An empty `ready` and `loading` are different things: nothing is shown as absent before it is known. */
export type SourceState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly experiments: readonly ExperimentView[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

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
  /** Answers the way to stop listening. */
  onChange(listener: ChangeListener): () => void;
  /** Begins to follow; leads from `idle` to the other states. Opening what is open does nothing. */
  open(): void;
  /** Lets go of timers and connections. Back to `idle`. */
  close(): void;
}

export interface RunRequest {
  readonly runnable: Runnable;
  /** Only where the world is made up. Absent: all goes well. */
  readonly scenario?: Partial<Scenario>;
}

/** What can be done to experiments. A source that is read-only comes without it. */
export interface ExperimentActions {
  /** Answers the id of the new experiment, which is in the source by then. */
  run(request: RunRequest): Promise<Result<string>>;
  terminate(experiment: string): Promise<Result<void>>;
  delete(experiment: string): Promise<Result<void>>;
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
  readonly actions?: ExperimentActions;
  readonly playback?: ExperimentPlayback;
}

/** One way of running at one target, such as a scenario. */
export interface RunChoice {
  readonly label: string;
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
