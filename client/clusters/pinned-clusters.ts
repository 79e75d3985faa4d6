/** The places on clusters that belong to this workspace: remembered from window to window, connected only when asked. */

import { fail, type Result } from '../experiments/failures/failure.ts';
import type { PlaceFacts } from '../experiments/objects/cluster-facts.ts';
import type { Places } from '../experiments/places/places.ts';
import type { Clusters, Contexts } from '../experiments/ports/clusters.ts';
import { protectionOf } from '../experiments/ports/protection.ts';
import { isMap, readList, readText } from '../experiments/values/json.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import type { KubeCluster, Kubernetes } from '../kube/connect.ts';
import { type Spot, spotId } from './cluster-source.ts';
import { PinnedPlace } from './pinned-place.ts';

export interface PinnedClustersPorts {
  readonly places: Places;
  /** Loads what speaks with clusters. */
  readonly load: () => Promise<Kubernetes>;
  readonly isTrusted: () => boolean;
  /** The setting about protected contexts, as it is now. */
  readonly protection: () => unknown;
  /** What was remembered of this workspace; anything. */
  readonly recall: () => unknown;
  readonly remember: (spots: readonly Spot[]) => Promise<void>;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
}

export class PinnedClusters implements Clusters {
  readonly canConnect = true;
  readonly #ports: PinnedClustersPorts;
  /** Last used first. */
  #places: readonly PinnedPlace[] = [];
  #kubernetes: Promise<Kubernetes> | undefined;
  /** Connections by context, shared by all namespaces of it. */
  readonly #clusters = new Map<string, Promise<Result<KubeCluster>>>();
  readonly #factListeners = new Set<() => void>();
  #print: Kubernetes['print'] | undefined;

  constructor(ports: PinnedClustersPorts) {
    this.#ports = ports;
    this.#places = readSpots(ports.recall()).map(spot => this.#placeFor(spot));
    for (const place of this.#places) ports.places.add(place);
  }

  get places(): readonly PinnedPlace[] {
    return this.#places;
  }

  get facts(): readonly PlaceFacts[] {
    return this.#places.flatMap(({ facts }) => facts ?? []);
  }

  async contexts(): Promise<Result<Contexts>> {
    if (!this.#ports.isTrusted()) return fail({ kind: 'untrusted' });
    return await (await this.#load()).contexts();
  }

  async namespaces(context: string): Promise<Result<readonly string[]>> {
    const cluster = await this.#open(context);
    if (!cluster.ok) return cluster;
    const names = await cluster.value.namespaces();
    if (!this.#places.some(place => place.context === context && place.isConnected)) this.#close(context);
    return names;
  }

  pin(context: string, namespace?: string): PinnedPlace {
    const spot: Spot = namespace === undefined ? { context } : { context, namespace };
    const known = this.#places.find(({ source }) => source.id === spotId(spot));
    const place = known ?? this.#placeFor(spot);
    this.#putFirst(place);
    this.#ports.places.add(place);
    return place;
  }

  unpin(place: { readonly source: { readonly id: string } }): void {
    const pinned = this.#places.find(({ source }) => source.id === place.source.id);
    if (pinned === undefined) return;
    pinned.disconnect();
    this.#places = this.#places.filter(each => each !== pinned);
    this.#ports.places.remove(pinned);
    this.#save();
  }

  dispose(): void {
    for (const place of this.#places) place.disconnect();
    for (const context of [...this.#clusters.keys()]) this.#close(context);
  }

  #placeFor(spot: Spot): PinnedPlace {
    const place: PinnedPlace = new PinnedPlace(spot, {
      openCluster: context => this.#open(context),
      print: object => this.#print?.(object) ?? '',
      protectionOf: context => protectionOf(context, this.#ports.protection()),
      release: () => {
        if (!this.#places.some(other => other.context === spot.context && other.isConnected)) this.#close(spot.context);
      },
      use: () => this.#putFirst(place),
      factsChanged: () => this.#tellFacts(),
      l10n: this.#ports.l10n,
      log: this.#ports.log,
    });
    return place;
  }

  /** What is known of some place may be otherwise, or another one is the first. Answers the way to stop listening. */
  onFacts(listener: () => void): () => void {
    this.#factListeners.add(listener);
    return () => this.#factListeners.delete(listener);
  }

  #tellFacts(): void {
    for (const listener of this.#factListeners) listener();
  }

  #putFirst(place: PinnedPlace): void {
    if (this.#places[0] === place) return;
    this.#places = [place, ...this.#places.filter(other => other !== place)];
    this.#save();
    this.#tellFacts();
  }

  #save(): void {
    this.#ports
      .remember(this.#places.map(({ spot }) => spot))
      .catch(error => this.#ports.log(`remembering places: ${String(error)}`));
  }

  #open(context: string): Promise<Result<KubeCluster>> {
    const known = this.#clusters.get(context);
    if (known !== undefined) return known;
    const opening = this.#openNow(context);
    this.#clusters.set(context, opening);
    return opening;
  }

  /** A failure is not kept: next time the kubeconfig may be another. */
  async #openNow(context: string): Promise<Result<KubeCluster>> {
    if (!this.#ports.isTrusted()) {
      this.#clusters.delete(context);
      return fail({ kind: 'untrusted' });
    }
    const kubernetes = await this.#load();
    const cluster = await kubernetes.cluster(context);
    if (!cluster.ok) this.#clusters.delete(context);
    return cluster;
  }

  #close(context: string): void {
    const opening = this.#clusters.get(context);
    this.#clusters.delete(context);
    opening
      ?.then(cluster => {
        if (cluster.ok) cluster.value.close();
      })
      .catch(error => this.#ports.log(`closing ${context}: ${String(error)}`));
  }

  async #load(): Promise<Kubernetes> {
    this.#kubernetes ??= this.#ports.load();
    const kubernetes = await this.#kubernetes;
    this.#print = object => kubernetes.print(object);
    return kubernetes;
  }
}

/** Whatever was remembered: what is no place is left out. */
function readSpots(value: unknown): readonly Spot[] {
  const spots = readList(value)
    .filter(isMap)
    .flatMap(({ context, namespace }): readonly Spot[] => {
      if (readText(context) === '') return [];
      return typeof namespace === 'string' && namespace !== ''
        ? [{ context: readText(context), namespace }]
        : [{ context: readText(context) }];
    });
  return [...new Map(spots.map(spot => [spotId(spot), spot])).values()];
}
