/** The roots of the tree, as they come and go. */
import type { Place } from '../ports/source.ts';

/** `ids` and `place`: rows of this place differ now (`node-id.ts`). Neither: a place came or went. */
export type PlacesListener = (ids: readonly string[] | undefined, place: Place | undefined) => void;

export class Places {
  readonly #places = new Map<Place, () => void>();
  readonly #listeners = new Set<PlacesListener>();

  constructor(places: readonly Place[] = []) {
    for (const place of places) this.#follow(place);
  }

  /** In the order in which they came. */
  get all(): readonly Place[] {
    return [...this.#places.keys()];
  }

  /** One whose source has the same id stays as it is. */
  add(place: Place): void {
    if (this.all.some(({ source }) => source.id === place.source.id)) return;
    this.#follow(place);
    this.#tell(undefined, undefined);
  }

  remove(place: Place): void {
    this.#places.get(place)?.();
    if (this.#places.delete(place)) this.#tell(undefined, undefined);
  }

  /** Answers the way to stop listening. */
  onChange(listener: PlacesListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #follow(place: Place): void {
    this.#places.set(
      place,
      place.source.onChange(ids => this.#tell(ids, place)),
    );
  }

  #tell(ids: readonly string[] | undefined, place: Place | undefined): void {
    for (const listener of [...this.#listeners]) listener(ids, place);
  }
}
