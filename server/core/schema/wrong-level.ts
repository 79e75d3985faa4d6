/** Where else in the object a field of this name exists, and its value fits. */
import { entryOf, valueAt, type YamlNode } from '../yaml/node.ts';
import { hasShapeOf, shareOfKnownFields } from './fits.ts';
import type { Schema } from './schema.ts';
import type { SchemaProblem } from './validate.ts';
import type { PathStep, SchemaWalker } from './walk.ts';

type Unknown = SchemaProblem & { readonly code: 'unknown-field' };

/** Levels up or down at which a field is looked for. */
const REACH = 3;
/** An object of whose fields fewer are known in a place does not belong there. */
const MIN_SHARE = 0.5;

interface Place {
  /** Of the object that has the field. */
  readonly path: readonly PathStep[];
  readonly schema: Schema;
  readonly distance: number;
}

interface Ranked extends Place {
  /** How many of the value's own fields are known there. */
  readonly share: number;
  /** The object is in the document. */
  readonly exists: boolean;
  /** It has such a field already. */
  readonly isTaken: boolean;
}

export type WrongLevel =
  | { readonly is: 'level'; readonly path: readonly PathStep[] }
  | { readonly is: 'within'; readonly name: string };

/** The best place above, beside or below; one that would have to be made only right here. */
export function findLevel(
  { path, parent, entry }: Unknown,
  root: Schema,
  walker: SchemaWalker,
  document: YamlNode | undefined,
): WrongLevel | undefined {
  const key = entry.key.text;
  const here = path.slice(0, -1);
  const places = [...above(root, here, key, walker), ...below(parent, here, key, walker)];
  const ranked = places.flatMap((place): readonly Ranked[] => {
    const property = walker.property(place.schema, key);
    const share = hasShapeOf(entry.value, property) ? shareOfKnownFields(entry.value, property, walker) : 0;
    if (share < MIN_SHARE || isBesideOthers(document, here, place.path)) return [];
    const node = valueAt(document, ...place.path);
    const isTaken = node?.kind === 'map' && entryOf(node, key) !== undefined;
    return [{ ...place, share, exists: node?.kind === 'map', isTaken }];
  });
  const [best] = ranked.toSorted(compare);
  if (!best) return undefined;
  const name = best.path.at(-1);
  const isRightHere = best.path.length === here.length + 1 && typeof name === 'string';
  return best.exists || !isRightHere ? { is: 'level', path: best.path } : { is: 'within', name };
}

/** The one list here whose items have the field: a field that items of several lists have says nothing. */
export function findItem(
  { path, parent, entry }: Unknown,
  walker: SchemaWalker,
): { readonly is: 'item'; readonly path: readonly PathStep[] } | undefined {
  const key = entry.key.text;
  const lists = Object.keys(walker.resolve(parent).properties ?? {}).filter(name => {
    const list = walker.property(parent, name);
    const item = list && walker.item(list);
    return item && hasField(item, key) && hasShapeOf(entry.value, walker.property(item, key));
  });
  const [only] = lists;
  return only !== undefined && lists.length === 1 ? { is: 'item', path: [...path.slice(0, -1), only] } : undefined;
}

/** An object on the way to the place is written, and leads to others instead: another provider is meant. */
function isBesideOthers(document: YamlNode | undefined, here: readonly PathStep[], path: readonly PathStep[]): boolean {
  for (let length = here.length + 1; length < path.length; length++) {
    const node = valueAt(document, ...path.slice(0, length));
    if (node?.kind === 'map' && !entryOf(node, String(path[length]))) return true;
  }
  return false;
}

function compare(a: Ranked, b: Ranked): number {
  return (
    b.share - a.share ||
    Number(a.isTaken) - Number(b.isTaken) ||
    Number(b.exists) - Number(a.exists) ||
    a.distance - b.distance
  );
}

function* above(root: Schema, path: readonly PathStep[], key: string, walker: SchemaWalker): Iterable<Place> {
  let distance = 0;
  for (let length = path.length - 1; length >= 0 && distance < REACH; length--) {
    const here = path.slice(0, length);
    const schema = walker.at(root, here);
    if (schema?.type !== 'object') continue;
    distance++;
    if (hasField(schema, key)) yield { path: here, schema, distance };
  }
}

/** Only into objects, never into lists: a field of one item among many has no one place. Labels are everywhere. */
function* below(
  schema: Schema,
  path: readonly PathStep[],
  key: string,
  walker: SchemaWalker,
  distance = 1,
): Iterable<Place> {
  const isLabels = key === 'labels' || key === 'annotations';
  for (const name of Object.keys(walker.resolve(schema).properties ?? {})) {
    const child = walker.property(schema, name);
    const isMetadata = name === 'metadata';
    if (child?.type !== 'object' || name === 'status' || (isMetadata ? distance > 1 : isLabels)) continue;
    const here = [...path, name];
    if (hasField(child, key)) yield { path: here, schema: child, distance };
    if (distance < REACH && !isMetadata) yield* below(child, here, key, walker, distance + 1);
  }
}

function hasField(schema: Schema, key: string): boolean {
  return Object.hasOwn(schema.properties ?? {}, key);
}
