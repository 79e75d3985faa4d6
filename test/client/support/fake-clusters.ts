import { fail, type Result, succeed } from '../../../client/experiments/failures/failure.ts';
import type { Places } from '../../../client/experiments/places/places.ts';
import type { ClusterConnection, ClusterObjects } from '../../../client/experiments/ports/cluster-connection.ts';
import type {
  ClusterAnalyses,
  ClusterPlace,
  ClusterRuns,
  Clusters,
  Contexts,
} from '../../../client/experiments/ports/clusters.ts';
import type { Protection } from '../../../client/experiments/ports/protection.ts';
import type {
  ChangeListener,
  ClusterActions,
  ExperimentSource,
  SourceState,
} from '../../../client/experiments/ports/source.ts';
import { nodeId } from '../../../client/experiments/view/node-id.ts';
import type { ExperimentView } from '../../../client/experiments/view/view.ts';

type Actions = ClusterActions & ClusterRuns & ClusterAnalyses;
type Failed = Extract<Result<never>, { ok: false }>;

/** A place on a cluster whose answers are laid down before; what it was asked is in `asked`. */
export class FakePlace implements ClusterPlace {
  readonly asked: string[] = [];
  readonly startedHere: string[] = [];
  /** How many look now. */
  looks = 0;
  readonly source: ExperimentSource;
  readonly cluster: ClusterConnection;
  state: SourceState = { kind: 'idle' };
  protection: Protection = 'none';
  /** What connecting comes to. */
  connecting: Failed | undefined;
  can: Partial<Actions> = {};
  objects: Partial<ClusterObjects> = {};
  readonly #listeners = new Set<ChangeListener>();

  constructor(context: string, namespace: string | undefined) {
    const id = `cluster:${context}/${namespace ?? ''}`;
    const place = this;
    this.source = {
      id,
      label: `${context} / ${namespace ?? 'all namespaces'}`,
      icon: 'cloud',
      get state() {
        return place.state;
      },
      find: experiment => this.#views.find(view => view.id === experiment),
      elapsed: () => 0,
      onChange: listener => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      open: () => {
        this.looks += 1;
        return () => {
          this.looks -= 1;
        };
      },
      close: () => undefined,
      retry: () => this.asked.push('retry the connection'),
      wasStartedHere: experiment => this.startedHere.includes(experiment),
    };
    this.cluster = {
      context,
      namespace,
      get protection() {
        return place.protection;
      },
      get isConnected() {
        return place.state.kind === 'ready';
      },
      get objects() {
        return place.state.kind === 'ready' ? { ...NO_OBJECTS, ...place.objects } : undefined;
      },
      async connect() {
        place.asked.push('connect');
        if (place.connecting === undefined) place.show({ kind: 'ready', experiments: [] });
        else place.show({ kind: 'failed', failure: place.connecting.failure });
        return place.connecting ?? succeed(undefined);
      },
      disconnect: () => this.show({ kind: 'idle' }),
    };
  }

  get actions(): Actions | undefined {
    if (this.protection === 'read-only' || this.state.kind !== 'ready') return undefined;
    return { ...NO_ACTIONS, ...this.can };
  }

  /** `rows`: those that are told as changed; its own unless said otherwise. */
  show(state: SourceState, rows: readonly string[] = [nodeId({ source: this.source.id })]): void {
    this.state = state;
    for (const listener of this.#listeners) listener(rows);
  }

  get #views(): readonly ExperimentView[] {
    return this.state.kind === 'ready' ? this.state.experiments : [];
  }
}

const unasked = async () => {
  throw new Error('nobody laid down an answer to this');
};
const NO_ACTIONS: Actions = {
  plan: unasked,
  start: unasked,
  run: unasked,
  terminate: unasked,
  delete: unasked,
  retry: unasked,
  rerun: unasked,
  terminateAnalysis: unasked,
  planAnalysis: unasked,
  tryAnalysis: unasked,
  startAnalysis: unasked,
};
const NO_OBJECTS: ClusterObjects = {
  read: unasked,
  events: unasked,
  containers: unasked,
  jobPods: unasked,
  log: unasked,
  print: object => `${JSON.stringify(object)}\n`,
};

export class FakeClusters implements Clusters {
  canConnect = true;
  places: readonly FakePlace[] = [];
  readonly #places: Places;
  config: Result<Contexts> = fail({ kind: 'no-config', files: ['kubeconfig'] });
  names: Result<readonly string[]> = succeed([]);

  constructor(places: Places) {
    this.#places = places;
  }

  async contexts(): Promise<Result<Contexts>> {
    return this.config;
  }

  async namespaces(): Promise<Result<readonly string[]>> {
    return this.names;
  }

  pin(context: string, namespace?: string): FakePlace {
    const place = new FakePlace(context, namespace);
    const known = this.places.find(({ source }) => source.id === place.source.id);
    this.places = [known ?? place, ...this.places.filter(other => other !== known)];
    this.#places.add(known ?? place);
    return known ?? place;
  }

  unpin(place: ClusterPlace): void {
    this.places = this.places.filter(other => other !== place);
    this.#places.remove(place);
  }
}
