/** The source of a place that is remembered: silent until a person connects it, then the cluster's own. */

import type { Failure } from '../experiments/failures/failure.ts';
import type { ChangeListener, ExperimentSource, SourceState } from '../experiments/ports/source.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import type { ExperimentView } from '../experiments/view/view.ts';
import type { KubeSource } from '../kube/follow/source.ts';

export interface Spot {
  readonly context: string;
  /** Absent: all namespaces. */
  readonly namespace?: string;
}

/** The same as the cluster's own source has, so that rows keep their ids. */
export function spotId({ context, namespace }: Spot): string {
  return `cluster:${context}/${namespace ?? ''}`;
}

interface Look {
  end: (() => void) | undefined;
}

export class ClusterSource implements ExperimentSource {
  readonly id: string;
  readonly label: string;
  readonly icon = 'cloud';
  readonly #listeners = new Set<ChangeListener>();
  /** Everybody who looks, connected or not. */
  readonly #looks = new Set<Look>();
  readonly #startedHere = new Set<string>();
  readonly #retry: () => void;
  #inner: { readonly source: KubeSource; readonly stop: () => void } | undefined;
  #state: SourceState = { kind: 'idle' };

  /** `retry`: connects again when that failed. */
  constructor(spot: Spot, l10n: L10n, retry: () => void) {
    this.id = spotId(spot);
    this.label = `${spot.context} / ${spot.namespace ?? l10n.t('all namespaces')}`;
    this.#retry = retry;
  }

  get state(): SourceState {
    return this.#inner?.source.state ?? this.#state;
  }

  find(experiment: string): ExperimentView | undefined {
    return this.#inner?.source.find(experiment);
  }

  elapsed(experiment: string): number {
    return this.#inner?.source.elapsed(experiment) ?? 0;
  }

  wasStartedHere(experiment: string): boolean {
    return this.#startedHere.has(experiment);
  }

  noteStart(experiment: string): void {
    this.#startedHere.add(experiment);
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Contacts nothing: whoever looks at a place that is not connected sees just that. */
  open(): () => void {
    const look: Look = { end: this.#inner?.source.open() };
    this.#looks.add(look);
    return () => {
      this.#looks.delete(look);
      look.end?.();
    };
  }

  close(): void {
    this.#letGo();
    this.#show({ kind: 'idle' });
  }

  retry(): void {
    if (this.#inner === undefined) this.#retry();
    else this.#inner.source.retry();
  }

  /** On the way to a source. */
  showConnecting(): void {
    this.#show({ kind: 'loading' });
  }

  showFailure(failure: Failure): void {
    this.#show({ kind: 'failed', failure });
  }

  /** From now on everything comes from there. */
  attach(source: KubeSource): void {
    this.#letGo();
    const stop = source.onChange(ids => this.#tell(ids));
    this.#inner = { source, stop };
    for (const look of this.#looks) look.end = source.open();
    this.#show({ kind: 'idle' });
  }

  #letGo(): void {
    const inner = this.#inner;
    this.#inner = undefined;
    inner?.stop();
    inner?.source.close();
    for (const look of this.#looks) look.end = undefined;
  }

  #show(state: SourceState): void {
    this.#state = state;
    this.#tell([nodeId({ source: this.id })]);
  }

  #tell(ids: readonly string[]): void {
    for (const listener of [...this.#listeners]) listener(ids);
  }
}
