/**
 * What the language server wants to know of a cluster, followed for as long as a place there is connected. It is a
 * by-product: whatever may not be read is unknown, without a word to anybody.
 */
import type { ClusterHead, ClusterObject, ControllerFacts, KindFacts } from '../../../server/protocol.ts';
import {
  type PlaceFacts,
  readControllers,
  readReleaseLine,
  reduceObject,
} from '../../experiments/objects/cluster-facts.ts';
import { HASH_LABEL, type ObjectIdentity, present, readIdentity } from '../../experiments/objects/objects.ts';
import type { Timers } from '../../experiments/ports/timers.ts';
import { readList, readMap, readTexts } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import {
  ANALYSIS_TEMPLATES,
  apiVersionOf,
  CLUSTER_ANALYSIS_TEMPLATES,
  EXPERIMENTS,
  REPLICA_SETS,
  type Resource,
  ROLLOUTS,
  SERVICES,
} from '../reach/resource.ts';
import { Recovery } from './recovery.ts';
import { Follower } from './watch.ts';

const CONFIG_MAPS: Resource = { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap' };
const DEPLOYMENTS: Resource = { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment' };
const INGRESSES: Resource = { group: 'networking.k8s.io', version: 'v1', plural: 'ingresses', kind: 'Ingress' };
const VIRTUAL_SERVICES: Resource = {
  group: 'networking.istio.io',
  version: 'v1beta1',
  plural: 'virtualservices',
  kind: 'VirtualService',
};
/** The schemas of all kinds of Argo, which everybody may read who may log in. */
const OPENAPI: Resource = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'openapi',
  kind: 'OpenAPI',
  clusterScoped: true,
  path: '/openapi/v3/apis/argoproj.io/v1alpha1',
};

interface Followed {
  readonly resource: Resource;
  /** What is kept beside name and owners. */
  readonly paths: readonly string[];
  readonly labelSelector?: string;
  /** Only some objects of the kind are followed: what is not among them may exist all the same. */
  readonly isPartial?: true;
  /** Kubernetes' own kinds have too many objects to follow those of all namespaces. */
  readonly isMany?: true;
}

const FOLLOWED: readonly Followed[] = [
  { resource: ANALYSIS_TEMPLATES, paths: ['spec'] },
  { resource: CLUSTER_ANALYSIS_TEMPLATES, paths: ['spec'] },
  // Those of Rollouts carry the label, and names that nobody writes.
  {
    resource: EXPERIMENTS,
    paths: ['spec', 'status.phase'],
    labelSelector: `!${HASH_LABEL}`,
    isPartial: true,
  },
  { resource: ROLLOUTS, paths: ['spec.selector'] },
  { resource: SERVICES, paths: ['spec'], isMany: true },
  { resource: INGRESSES, paths: ['spec'], isMany: true },
  { resource: VIRTUAL_SERVICES, paths: ['spec'], isMany: true },
  { resource: DEPLOYMENTS, paths: [], isMany: true },
  { resource: REPLICA_SETS, paths: [], labelSelector: HASH_LABEL, isPartial: true, isMany: true },
];

/** More objects of one kind are not told of: the kind is unknown. */
const MOST_OBJECTS = 5000;

export interface KubeFactsPorts {
  readonly connection: Connection;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: (message: string) => void;
}

interface Fact extends ObjectIdentity {
  readonly object: ClusterObject;
  /** As JSON. */
  readonly text: string;
}

export class KubeFacts {
  readonly #ports: KubeFactsPorts;
  readonly #recovery: Recovery;
  #lines: readonly KindLine[] = [];
  #head: Pick<ClusterHead, 'argoVersion' | 'controller'> = {};
  #running: AbortController | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(ports: KubeFactsPorts) {
    this.#ports = ports;
    this.#recovery = new Recovery(ports.timers, ports.random);
  }

  /** Undefined: nothing is followed. */
  get known(): PlaceFacts | undefined {
    if (this.#running === undefined) return undefined;
    const { connection, namespace = connection.namespace } = this.#ports;
    const kinds = this.#lines.flatMap(line => (line.known ? [[line.kind, line.known] as const] : []));
    return { context: connection.context, namespace, ...this.#head, kinds: Object.fromEntries(kinds) };
  }

  /** Called whenever `known` may be another; it must not take long. Answers the way to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    const { namespace, log } = this.#ports;
    const wanted = FOLLOWED.filter(({ isMany }) => namespace !== undefined || isMany !== true);
    this.#lines = wanted.map(each => new KindLine(each, this.#ports, this.#recovery, () => this.#changed()));
    for (const line of this.#lines) line.start();
    this.#changed();
    this.#readHead(running.signal).catch((error: unknown) => log(`facts: ${String(error)}`));
  }

  stop(): void {
    if (this.#running === undefined) return;
    this.#running.abort();
    this.#running = undefined;
    for (const line of this.#lines) line.stop();
    this.#lines = [];
    this.#head = {};
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  async #readHead(signal: AbortSignal): Promise<void> {
    const { connection } = this.#ports;
    const get = { verb: 'get', method: 'GET', signal } as const;
    const label = { labelSelector: 'app.kubernetes.io/name=argo-rollouts' };
    const listed = await connection.request({ ...get, verb: 'list', resource: DEPLOYMENTS, place: {}, query: label });
    const controller = listed.ok ? readControllers(readList(readMap(listed.value.body).items)) : undefined;
    let argoVersion = controller?.argoVersion;
    if (argoVersion === undefined) {
      const schema = await connection.request({ ...get, resource: OPENAPI, place: {}, seconds: SCHEMA_SECONDS });
      argoVersion = schema.ok ? readReleaseLine(schema.value.body) : undefined;
    }
    let facts: ControllerFacts | undefined;
    if (controller) {
      const place = { namespace: controller.namespace, name: 'argo-rollouts-config' };
      const read = await connection.request({ ...get, resource: CONFIG_MAPS, place });
      const isAbsent = !read.ok && read.failure.kind === 'not-found';
      const config = read.ok ? readTexts(readMap(read.value.body).data) : isAbsent ? {} : undefined;
      facts = { instanceId: controller.instanceId, ...present('config', config) };
    }
    if (signal.aborted) return;
    this.#head = { ...present('argoVersion', argoVersion), ...present('controller', facts) };
    this.#changed();
  }
}

/** The schemas of Argo are some megabytes. */
const SCHEMA_SECONDS = 30;

/** The objects of one kind. */
class KindLine {
  readonly kind: string;
  readonly #namespaces: KindFacts['namespaces'];
  readonly #changed: () => void;
  readonly #follower: Follower<Fact>;
  readonly #facts = new Map<string, Fact>();
  #isKnown = false;
  #known: KindFacts | undefined;

  constructor(
    { resource, paths, labelSelector, isPartial }: Followed,
    ports: KubeFactsPorts,
    recovery: Recovery,
    changed: () => void,
  ) {
    const { connection, namespace, timers, random, log } = ports;
    this.kind = resource.kind;
    this.#changed = changed;
    const everywhere = resource.clusterScoped === true || namespace === undefined;
    this.#namespaces = isPartial ? [] : everywhere ? 'all' : [namespace];
    const apiVersion = apiVersionOf(resource);
    this.#follower = new Follower<Fact>({
      connection,
      resource,
      namespace: resource.clusterScoped ? undefined : namespace,
      ...present('labelSelector', labelSelector),
      ...present('metadataOnly', paths.length === 0 ? (true as const) : undefined),
      timers,
      random,
      recovery,
      onBug: error => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      read: value => {
        const identity = readIdentity(value);
        if (identity === undefined) return undefined;
        const object = reduceObject(value, apiVersion, resource.kind, paths);
        return { ...identity, object, text: JSON.stringify(object) };
      },
      sink: {
        reset: facts => {
          this.#facts.clear();
          for (const fact of facts) this.#facts.set(fact.uid, fact);
          this.#touch();
        },
        upsert: fact => {
          const isSame = this.#facts.get(fact.uid)?.text === fact.text;
          this.#facts.set(fact.uid, fact);
          if (!isSame) this.#touch();
        },
        remove: uid => {
          if (this.#facts.delete(uid)) this.#touch();
        },
        stateChanged: () => {
          const isKnown = this.#follower.isSynced && this.#follower.lost === undefined;
          if (isKnown === this.#isKnown) return;
          this.#isKnown = isKnown;
          this.#touch();
        },
      },
    });
  }

  /** The same object until something changes. Undefined: not known, or no longer. */
  get known(): KindFacts | undefined {
    if (!this.#isKnown || this.#facts.size > MOST_OBJECTS) return undefined;
    this.#known ??= { namespaces: this.#namespaces, objects: [...this.#facts.values()].map(({ object }) => object) };
    return this.#known;
  }

  start(): void {
    this.#follower.start();
  }

  stop(): void {
    this.#follower.stop();
  }

  #touch(): void {
    this.#known = undefined;
    this.#changed();
  }
}
