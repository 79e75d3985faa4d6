/** The second implementation of the source: the experiments of one context, in one namespace or in all. */

import type { Failure } from '../../experiments/failures/failure.ts';
import { viewFromObjects } from '../../experiments/objects/view-from-objects.ts';
import { viewFromRun } from '../../experiments/objects/view-from-run.ts';
import type { ChangeListener, ExperimentSource, SourceState } from '../../experiments/ports/source.ts';
import type { Timers } from '../../experiments/ports/timers.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { changedIds } from '../../experiments/view/changes.ts';
import { nodeId } from '../../experiments/view/node-id.ts';
import { type ExperimentView, isOver, type Origin } from '../../experiments/view/view.ts';
import type { Connection } from '../reach/connection.ts';
import { Following } from './following.ts';
import { ExperimentObjects } from './objects.ts';

export interface KubeSourcePorts {
  readonly connection: Connection;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly timers: Timers;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
}

/** Changes that come together are shown together. */
const COALESCE_MS = 100;
/** How long after the last look the lines stay open: people switch between views. */
const REST_MS = 30_000;

export class KubeSource implements ExperimentSource {
  readonly id: string;
  readonly icon = 'cloud';
  readonly label: string;
  readonly objects = new ExperimentObjects(() => this.#lookSoon());
  readonly #ports: KubeSourcePorts;
  readonly #following: Following;
  readonly #listeners = new Set<ChangeListener>();
  readonly #origins = new Map<string, Origin>();
  /** Runs from here: followed to their end, whoever looks. */
  readonly #awaited = new Map<string, () => void>();
  readonly #settled = new Set<() => void>();
  #views = new Map<string, ExperimentView>();
  #state: SourceState = { kind: 'idle' };
  #looks = 0;
  /** Looks of before a `close` no longer count. */
  #era = 0;
  #cancelLook: (() => void) | undefined;
  #cancelRest: (() => void) | undefined;

  constructor(ports: KubeSourcePorts) {
    const { connection, namespace, l10n } = ports;
    this.#ports = ports;
    this.id = `cluster:${connection.context}/${namespace ?? ''}`;
    this.label = `${connection.context} / ${namespace ?? l10n.t('all namespaces')}`;
    this.#following = new Following(ports, this.objects, () => this.#lookSoon());
  }

  /** Absent: all namespaces. */
  get namespace(): string | undefined {
    return this.#ports.namespace;
  }

  get state(): SourceState {
    return this.#state;
  }

  find(experiment: string): ExperimentView | undefined {
    return this.#views.get(experiment);
  }

  elapsed(experiment: string): number {
    const view = this.#views.get(experiment);
    if (view === undefined) return 0;
    return view.endedAfterMs ?? Math.max(0, this.#ports.timers.now() - view.createdAt);
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): () => void {
    this.#looks += 1;
    this.#cancelRest?.();
    this.#cancelRest = undefined;
    if (this.#state.kind === 'idle') this.#show({ kind: 'loading' }, []);
    this.#following.start();
    let isLooking = true;
    const era = this.#era;
    return () => {
      if (!isLooking || era !== this.#era) return;
      isLooking = false;
      this.#looks -= 1;
      if (this.#looks === 0) this.#cancelRest = this.#ports.timers.after(REST_MS, () => this.#following.stop());
    };
  }

  close(): void {
    this.#era += 1;
    this.#looks = 0;
    this.#cancelRest?.();
    this.#cancelLook?.();
    this.#cancelRest = undefined;
    this.#cancelLook = undefined;
    this.#following.forget();
    this.objects.clear();
    this.#awaited.clear();
    this.#origins.clear();
    this.#views = new Map();
    this.#show({ kind: 'idle' }, []);
    this.#tellSettled();
  }

  retry(): void {
    const { failure } = this.#state.kind === 'failed' ? this.#state : { failure: undefined };
    const stale = this.#state.kind === 'ready' ? this.#state.stale?.failure : undefined;
    if ((failure ?? stale)?.kind === 'unauthorized') this.#ports.connection.retry();
    this.#following.retry();
  }

  /** Comes back once it is known what there is, or that it cannot be known. */
  async settle(): Promise<Failure | undefined> {
    if (this.#state.kind === 'loading') await new Promise<void>(resolve => this.#settled.add(resolve));
    return this.#state.kind === 'failed' ? this.#state.failure : undefined;
  }

  /** Follows a run from here to its end, with the place where it was written. */
  follow(experiment: string, origin: Origin | undefined): void {
    if (origin !== undefined) this.#origins.set(experiment, origin);
    if (!this.#awaited.has(experiment)) this.#awaited.set(experiment, this.open());
    this.lookNow();
  }

  /** Shows at once what has been learned. */
  lookNow(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    if (this.#state.kind === 'idle') return;
    this.#following.followParts();
    const before = this.#state.kind === 'ready' ? this.#state.experiments : [];
    const state = this.#nextState();
    this.#show(state, before);
    this.#letGoOfEnded();
    if (state.kind !== 'loading') this.#tellSettled();
  }

  #lookSoon(): void {
    if (this.#state.kind === 'idle') return;
    this.#cancelLook ??= this.#ports.timers.after(COALESCE_MS, () => this.lookNow());
  }

  #nextState(): SourceState {
    const { isSynced, lost, gaps, retryAt } = this.#following;
    const retry = retryAt === undefined ? {} : { retryAt };
    if (!isSynced) return lost === undefined ? { kind: 'loading' } : { kind: 'failed', failure: lost, ...retry };
    const experiments =
      this.#rebuild() || this.#state.kind !== 'ready' ? [...this.#views.values()] : this.#state.experiments;
    const { lastAnswerAt } = this.#ports.connection;
    const since = (this.#state.kind === 'ready' ? this.#state.stale?.since : undefined) ?? this.#ports.timers.now();
    return {
      kind: 'ready',
      experiments,
      ...(lost === undefined ? {} : { stale: { since, lastAnswerAt, failure: lost, ...retry } }),
      ...(gaps.length === 0 ? {} : { gaps }),
    };
  }

  /** Only what something happened to. Whether there was anything. */
  #rebuild(): boolean {
    const touched = this.objects.takeTouched();
    for (const uid of touched) {
      const view = this.#build(uid);
      if (view === undefined) this.#views.delete(uid);
      else this.#views.set(uid, view);
    }
    return touched.size > 0;
  }

  #build(uid: string): ExperimentView | undefined {
    const { connection, l10n } = this.#ports;
    const origin = this.#origins.get(uid);
    const context = { l10n, skew: connection.skew, ...(origin === undefined ? {} : { origin }) };
    const experiment = this.objects.experiments.get(uid);
    if (experiment !== undefined) return viewFromObjects(this.objects.parts(experiment), context);
    const run = this.objects.loneRun(uid);
    return run && viewFromRun(run, context);
  }

  #show(state: SourceState, before: readonly ExperimentView[]): void {
    const old = this.#state;
    this.#state = state;
    const ids = isSameKind(old, state)
      ? changedIds(this.id, before, state.kind === 'ready' ? state.experiments : [])
      : [nodeId({ source: this.id })];
    if (ids.length > 0) for (const listener of this.#listeners) listener(ids);
  }

  #letGoOfEnded(): void {
    for (const [experiment, lookAway] of this.#awaited) {
      const view = this.#views.get(experiment);
      if (view !== undefined && !isOver(view)) continue;
      this.#awaited.delete(experiment);
      lookAway();
    }
  }

  #tellSettled(): void {
    for (const tell of this.#settled) tell();
    this.#settled.clear();
  }
}

/** Whether the row of the source itself says the same. */
function isSameKind(a: SourceState, b: SourceState): boolean {
  const own = (state: SourceState) => (state.kind === 'ready' ? { ...state, experiments: [] } : state);
  return JSON.stringify(own(a)) === JSON.stringify(own(b));
}
