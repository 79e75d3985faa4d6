/** One context and namespace that a person has chosen: its source, and what can be done there once it is connected. */

import { type Result, succeed } from '../experiments/failures/failure.ts';
import type { PlaceFacts } from '../experiments/objects/cluster-facts.ts';
import type { ClusterConnection, ClusterObjects } from '../experiments/ports/cluster-connection.ts';
import type { ClusterAnalyses, ClusterPlace, ClusterRuns } from '../experiments/ports/clusters.ts';
import type { Protection } from '../experiments/ports/protection.ts';
import type { ClusterActions } from '../experiments/ports/source.ts';
import type { Json } from '../experiments/values/json.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import type { KubeCluster, KubePlace } from '../kube/connect.ts';
import { ClusterSource, type Spot } from './cluster-source.ts';

export interface PinnedPlacePorts {
  /** Opens the context; contacts nothing yet. */
  readonly openCluster: (context: string) => Promise<Result<KubeCluster>>;
  readonly print: (object: Json) => string;
  readonly protectionOf: (context: string) => Protection;
  /** The place lets go of its context. */
  readonly release: () => void;
  /** Something is done there: it is the one used last. */
  readonly use: () => void;
  /** `facts` may be others. */
  readonly factsChanged: () => void;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
}

type Actions = ClusterActions & ClusterRuns & ClusterAnalyses;

interface Line {
  readonly cluster: KubeCluster;
  readonly place: KubePlace;
  readonly actions: Actions;
  readonly objects: ClusterObjects;
}

export class PinnedPlace implements ClusterPlace, ClusterConnection {
  readonly cluster = this;
  readonly source: ClusterSource;
  readonly spot: Spot;
  readonly #ports: PinnedPlacePorts;
  #line: Line | undefined;
  #connecting: Promise<Result<void>> | undefined;
  /** Attempts of before a `disconnect` no longer count. */
  #era = 0;

  constructor(spot: Spot, ports: PinnedPlacePorts) {
    this.spot = spot;
    this.#ports = ports;
    const retry = () => {
      this.connect().catch(error => ports.log(`connecting ${spot.context}: ${String(error)}`));
    };
    this.source = new ClusterSource(spot, ports.l10n, retry);
  }

  get context(): string {
    return this.spot.context;
  }

  get namespace(): string | undefined {
    return this.spot.namespace;
  }

  get protection(): Protection {
    return this.#ports.protectionOf(this.context);
  }

  get isConnected(): boolean {
    return this.#line !== undefined;
  }

  get actions(): Actions | undefined {
    return this.protection === 'read-only' ? undefined : this.#line?.actions;
  }

  get objects(): ClusterObjects | undefined {
    return this.#line?.objects;
  }

  get facts(): PlaceFacts | undefined {
    return this.#line?.place.facts.known;
  }

  connect(): Promise<Result<void>> {
    this.#connecting ??= this.#connectNow().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  disconnect(): void {
    this.#era += 1;
    const wasConnected = this.#line !== undefined;
    this.#line?.place.facts.stop();
    this.#line = undefined;
    this.source.close();
    if (wasConnected) this.#ports.release();
  }

  async #connectNow(): Promise<Result<void>> {
    // Whoever asks again has perhaps mended it: a new login, another kubeconfig.
    if (this.#line !== undefined && this.source.state.kind === 'failed') this.disconnect();
    const line = this.#line ?? (await this.#openLine());
    if ('ok' in line) return line;
    const lookAway = line.place.source.open();
    try {
      const failure = await line.place.source.settle();
      if (failure === undefined && this.#line === line) line.place.facts.start();
      return failure === undefined ? succeed(undefined) : { ok: false, failure };
    } finally {
      lookAway();
    }
  }

  async #openLine(): Promise<Line | Extract<Result<void>, { ok: false }>> {
    const era = this.#era;
    this.source.showConnecting();
    const opened = await this.#ports.openCluster(this.context);
    if (era !== this.#era) return { ok: false, failure: { kind: 'cancelled' } };
    if (!opened.ok) {
      this.source.showFailure(opened.failure);
      return opened;
    }
    const cluster = opened.value;
    const place = cluster.place(this.namespace);
    place.facts.onChange(() => this.#ports.factsChanged());
    const line = { cluster, place, actions: this.#actionsOf(place), objects: this.#objectsOf(cluster) };
    this.#line = line;
    this.#ports.use();
    this.source.attach(place.source);
    return line;
  }

  /** Whatever begins here is news here when it ends. */
  #actionsOf({ actions }: KubePlace): Actions {
    const noted = async (start: Promise<Result<string>>): Promise<Result<string>> => {
      const started = await start;
      if (started.ok) this.source.noteStart(started.value);
      this.#ports.use();
      return started;
    };
    return {
      plan: (runnable, options) => actions.plan(runnable, options),
      start: (plan, choices, origin) => noted(actions.start(plan, choices, origin)),
      planAnalysis: from => actions.planAnalysis(from),
      tryAnalysis: (plan, values, signal) => actions.tryAnalysis(plan, values, signal),
      startAnalysis: (plan, values, origin, signal) => noted(actions.startAnalysis(plan, values, origin, signal)),
      run: request => noted(actions.run(request)),
      rerun: (experiment, name) => noted(actions.rerun(experiment, name)),
      async retry(experiment) {
        const done = await actions.retry(experiment);
        if (done.ok) await noted(Promise.resolve(succeed(experiment)));
        return done;
      },
      terminate: experiment => actions.terminate(experiment),
      terminateAnalysis: (experiment, analysis) => actions.terminateAnalysis(experiment, analysis),
      delete: experiment => actions.delete(experiment),
    };
  }

  #objectsOf(cluster: KubeCluster): ClusterObjects {
    return {
      print: this.#ports.print,
      read: object => cluster.read(object),
      async events(object) {
        const read = await cluster.read(object);
        if (!read.ok) return read;
        return await cluster.events({ namespace: object.namespace, uid: uidOf(read.value) });
      },
      async containers(pod) {
        const listed = await cluster.containers(pod);
        return listed.ok ? succeed(listed.value.map(({ name }) => name)) : listed;
      },
      jobPods: job => cluster.jobPods(job),
      log: request => cluster.log(request),
    };
  }
}

function uidOf(object: Json): string {
  const { metadata } = object;
  const uid: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'uid') : undefined;
  return typeof uid === 'string' ? uid : '';
}
