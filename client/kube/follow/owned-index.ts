/** Objects of one kind, found by their own uid and by that of their owner. */
import type { ObjectIdentity } from '../../experiments/objects/objects.ts';

export class OwnedIndex<T extends ObjectIdentity> {
  readonly #objects = new Map<string, T>();
  readonly #byOwner = new Map<string, Map<string, T>>();

  get size(): number {
    return this.#objects.size;
  }

  get(uid: string): T | undefined {
    return this.#objects.get(uid);
  }

  values(): IterableIterator<T> {
    return this.#objects.values();
  }

  ownedBy(owner: string): readonly T[] {
    return [...(this.#byOwner.get(owner)?.values() ?? [])];
  }

  /** Takes in an object, unless a newer state of it is known: an action's answer may overtake the watch. */
  put(object: T): boolean {
    const known = this.#objects.get(object.uid);
    if (known !== undefined && isNewer(known.resourceVersion, object.resourceVersion)) return false;
    if (known !== undefined) this.#unlink(known);
    this.#objects.set(object.uid, object);
    const owner = ownerOf(object);
    const siblings = this.#byOwner.get(owner) ?? new Map<string, T>();
    this.#byOwner.set(owner, siblings.set(object.uid, object));
    return true;
  }

  /** The object that was there. */
  remove(uid: string): T | undefined {
    const known = this.#objects.get(uid);
    if (known === undefined) return undefined;
    this.#objects.delete(uid);
    this.#unlink(known);
    return known;
  }

  /** Makes it hold just these, as of `version`; what is newer than that stays. Answers what came, changed or went. */
  replace(objects: readonly T[], version: string): readonly T[] {
    const here = new Set(objects.map(({ uid }) => uid));
    const gone = [...this.#objects.values()].filter(
      ({ uid, resourceVersion }) => !here.has(uid) && !isNewer(resourceVersion, version),
    );
    for (const { uid } of gone) this.remove(uid);
    const changed = objects.filter(object => {
      const known = this.#objects.get(object.uid);
      return known?.resourceVersion !== object.resourceVersion && this.put(object);
    });
    return [...gone, ...changed];
  }

  clear(): void {
    this.#objects.clear();
    this.#byOwner.clear();
  }

  #unlink(object: T): void {
    const owner = ownerOf(object);
    const siblings = this.#byOwner.get(owner);
    siblings?.delete(object.uid);
    if (siblings?.size === 0) this.#byOwner.delete(owner);
  }
}

function ownerOf({ owner }: ObjectIdentity): string {
  return owner?.uid ?? '';
}

/** Versions are counted up by the store of Kubernetes; where they are no numbers nothing is known about their order. */
function isNewer(a: string, b: string): boolean {
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a > b : a.length > b.length;
}
