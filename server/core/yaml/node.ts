/**
 * The tree that everything above reads: YAML as the API server gets it, with positions. Offsets are UTF-16 offsets into
 * the text of the document, not of the file, so that a document that did not change keeps its tree when others move.
 */
import type { Range, TextEdit } from '../text/range.ts';
import { HARMLESS, type YamlProblemCode } from './problem.ts';

export type YamlNode = YamlMap | YamlSeq | YamlScalar | YamlAlias;

interface Placed {
  /** The value itself, without comments and without the anchor or tag before it. */
  readonly range: Range;
  readonly anchor?: string;
  /** An explicit tag, as written (`!!str`). */
  readonly tag?: string;
}

export interface YamlMap extends Placed {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly flow: boolean;
  /** One of the entries is `<<`. */
  readonly merges?: true;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
  /** From the key's start to the value's end. */
  readonly range: Range;
}

export interface YamlSeq extends Placed {
  readonly kind: 'seq';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
}

/** `empty`: nothing is written where a value could stand. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

export interface YamlScalar extends Placed {
  readonly kind: 'scalar';
  /** The value as Kubernetes' YAML reader understands it (YAML 1.1). */
  readonly value: string | number | boolean | null;
  /** The text after unquoting and folding, whatever its type. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** A map or list around it is in flow style. */
  readonly inFlow?: true;
}

export interface YamlAlias extends Placed {
  readonly kind: 'alias';
  readonly name: string;
  /** Absent: no such anchor before it. */
  readonly target?: YamlNode;
}

/** A problem of the text itself. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly range: Range;
  /** Edits that make of the text what was meant. */
  readonly fix?: readonly TextEdit[];
  /** What is read in one of several ways here: what else is found in it may only follow from that. */
  readonly guessed?: Range;
}

export interface YamlDocument {
  /** Absent: the document is empty or holds only comments. */
  readonly root?: YamlNode;
  readonly problems: readonly YamlProblem[];
  /** Lines `...` that stand for left-out text; they were read as if they were not there. */
  readonly ellipses: readonly Range[];
}

/** All of the text is in the tree, as it was meant: what is not there is missing. */
export function isAllRead({ problems, ellipses }: YamlDocument): boolean {
  return ellipses.length === 0 && problems.every(({ code }) => HARMLESS.has(code));
}

/** The node an alias stands for; any other node is itself. Undefined: an alias without anchor, or one that names itself. */
export function resolveAlias(node: YamlNode | undefined): Exclude<YamlNode, YamlAlias> | undefined {
  let current = node;
  for (let hops = 0; current?.kind === 'alias'; hops++) {
    if (hops > 20) return undefined;
    current = current.target;
  }
  return current;
}

/** Entries of a map in force: what is written further down takes the place of what is above, and so does what `<<` merges in. */
export function effectiveEntries(map: YamlMap): readonly YamlEntry[] {
  if (!map.merges) return map.entries;
  const seen = new Map<string, YamlEntry>();
  collectEntries(map, seen, 0);
  return [...seen.values()];
}

export function isMerge({ key }: YamlEntry): boolean {
  return isMergeKey(key);
}

export function isMergeKey({ text, style, tag }: YamlScalar): boolean {
  return text === '<<' && (tag === '!!merge' || tag === '!' || (tag === undefined && style === 'plain'));
}

/** The entry of a map in force under `key`; of duplicates the last, as Kubernetes' reader does. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  const map = resolveAlias(node);
  if (map?.kind !== 'map') return undefined;
  const entries = effectiveEntries(map);
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.key.text === key) return entry;
  }
  return undefined;
}

/** The value under a path of keys and indices, aliases followed. */
export function valueAt(
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): Exclude<YamlNode, YamlAlias> | undefined {
  let current = resolveAlias(node);
  for (const step of path) {
    if (typeof step === 'string') current = resolveAlias(entryOf(current, step)?.value);
    else current = current?.kind === 'seq' ? resolveAlias(current.items[step]) : undefined;
  }
  return current;
}

/** The items of the list under a path, aliases followed; no list: none. */
export function itemsAt(node: YamlNode | undefined, ...path: readonly (string | number)[]): readonly YamlNode[] {
  const list = valueAt(node, ...path);
  return list?.kind === 'seq' ? list.items : [];
}

/** The scalar under a path. Nothing written there (`key:`) counts as none. */
export function scalarAt(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlScalar | undefined {
  const scalar = valueAt(node, ...path);
  return scalar?.kind === 'scalar' && scalar.value !== null ? scalar : undefined;
}

export function stringAt(node: YamlNode | undefined, ...path: readonly (string | number)[]): string | undefined {
  const scalar = scalarAt(node, ...path);
  return typeof scalar?.value === 'string' ? scalar.value : undefined;
}

/** Entries that merging one map may look at in all: a few maps that merge each other can be more than any memory holds. */
const MAX_MERGED = 10_000;

function collectEntries(
  map: YamlMap,
  into: Map<string, YamlEntry>,
  depth: number,
  budget = { left: MAX_MERGED },
): void {
  budget.left -= map.entries.length;
  for (const entry of map.entries) {
    if (!isMerge(entry)) {
      into.set(entry.key.text, entry);
      continue;
    }
    const source = resolveAlias(entry.value);
    // Of several the first has the last word.
    for (const each of source?.kind === 'seq' ? source.items.toReversed() : [source]) {
      const merged = resolveAlias(each);
      if (merged?.kind === 'map' && depth <= 10 && budget.left > 0) collectEntries(merged, into, depth + 1, budget);
    }
  }
}
