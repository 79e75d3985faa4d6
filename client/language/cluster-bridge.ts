/** Tells the language server of the connected cluster: what changed, a little later than it changes, and all to a new one. */
import { CLUSTER, type ClusterHead, type ClusterParams, type KindFacts } from '../../server/protocol.ts';
import { joinKinds, type PlaceFacts } from '../experiments/objects/cluster-facts.ts';
import type { Timers } from '../experiments/ports/timers.ts';

/** Changes that come together are told together. */
const REST_MS = 300;

export interface ClusterBridgePorts {
  /** What is known of each place that is connected, the one used last first. */
  readonly facts: () => readonly PlaceFacts[];
  /** Whether a language server is there to be told. */
  readonly isRunning: () => boolean;
  readonly notify: (method: string, params: ClusterParams) => Promise<void>;
  readonly timers: Timers;
  /** `undefined`: no cluster is connected. */
  readonly show: (cluster: ClusterHead | undefined) => void;
  readonly log: (message: string) => void;
}

/** What the places of one context know: the parts of each kind, to be joined when they are told. */
interface Told {
  readonly cluster: ClusterHead;
  readonly kinds: ReadonlyMap<string, readonly KindFacts[]>;
}

export class ClusterBridge {
  readonly #ports: ClusterBridgePorts;
  #told: Told | undefined;
  #cancel: (() => void) | undefined;

  constructor(ports: ClusterBridgePorts) {
    this.#ports = ports;
  }

  /** Something may have changed. */
  look(): void {
    this.#cancel ??= this.#ports.timers.after(REST_MS, () => {
      this.#cancel = undefined;
      this.#tell();
    });
  }

  /** A new server knows nothing. */
  startOver(): void {
    this.#told = undefined;
    this.#tell();
  }

  dispose(): void {
    this.#cancel?.();
  }

  #tell(): void {
    const { facts, isRunning, notify, show, log } = this.#ports;
    const now = gather(facts());
    show(now?.cluster);
    if (!isRunning()) return;
    const params = difference(this.#told, now);
    this.#told = now;
    if (params === undefined) return;
    notify(CLUSTER, params).catch((error: unknown) => {
      // The next server, or the next change, brings everything.
      this.#told = undefined;
      log(`telling of the cluster: ${String(error)}`);
    });
  }
}

/** Of several contexts the first counts: it was used last. */
function gather(places: readonly PlaceFacts[]): Told | undefined {
  const [first] = places;
  if (first === undefined) return undefined;
  const { kinds: _, ...cluster } = first;
  const kinds = new Map<string, KindFacts[]>();
  for (const place of places.filter(({ context }) => context === first.context)) {
    for (const [kind, facts] of Object.entries(place.kinds)) kinds.set(kind, [...(kinds.get(kind) ?? []), facts]);
  }
  return { cluster, kinds };
}

/** Undefined: there is nothing new. */
function difference(before: Told | undefined, now: Told | undefined): ClusterParams | undefined {
  if (now === undefined) return before && { cluster: null, kinds: {} };
  const known =
    before?.cluster.context === now.cluster.context ? before.kinds : new Map<string, readonly KindFacts[]>();
  const kinds: Record<string, KindFacts | null> = {};
  for (const kind of new Set([...known.keys(), ...now.kinds.keys()])) {
    const [old, parts] = [known.get(kind), now.kinds.get(kind)];
    if (parts === undefined) kinds[kind] = null;
    else if (old?.length !== parts.length || parts.some((part, index) => part !== old[index]))
      kinds[kind] = joinKinds(parts) ?? null;
  }
  const isSameHead = JSON.stringify(before?.cluster) === JSON.stringify(now.cluster);
  return isSameHead && Object.keys(kinds).length === 0 ? undefined : { cluster: now.cluster, kinds };
}
