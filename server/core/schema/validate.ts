/**
 * The API server's verdict on a document's structure: its structural schema together with strict field validation.
 * A field without a value (`key:`) counts as absent, because the API server prunes such nulls before it looks.
 * Source: Kubernetes' structural schemas; docs/controller/checks.md.
 */

import type { Range } from '../text/range.ts';
import {
  effectiveEntries,
  entryOf,
  isMerge,
  resolveAlias,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { fits, isDateTime } from './fits.ts';
import type { ArgoVersion, Schema, SchemaType } from './schema.ts';
import { isInVersion, type PathStep, requiredNames, type SchemaWalker } from './walk.ts';

interface AtPath {
  readonly path: readonly PathStep[];
  readonly range: Range;
}

export type SchemaProblem = AtPath &
  (
    | {
        readonly code: 'unknown-field';
        readonly entry: YamlEntry;
        readonly parent: Schema;
        readonly parentMap: YamlMap;
      }
    | { readonly code: 'field-version'; readonly entry: YamlEntry; readonly schema: Schema }
    | {
        readonly code: 'duplicate-key';
        readonly entry: YamlEntry;
        readonly last: YamlEntry;
        readonly parentMap: YamlMap;
      }
    | {
        readonly code: 'wrong-type';
        readonly node: Exclude<YamlNode, { kind: 'alias' }>;
        readonly schema: Schema;
        readonly expected: SchemaType;
      }
    | { readonly code: 'null-item' }
    | {
        readonly code: 'required';
        readonly key: string;
        readonly schema: Schema;
        readonly map: YamlMap;
        readonly empty?: YamlEntry;
      }
    | { readonly code: 'enum'; readonly node: YamlScalar; readonly schema: Schema }
    | { readonly code: 'range'; readonly node: YamlScalar; readonly schema: Schema }
    /** API servers before Kubernetes 1.36 take it, and readers of the object cut it to 32 bits. */
    | { readonly code: 'int32'; readonly node: YamlScalar & { readonly value: number } }
    | { readonly code: 'pattern'; readonly node: YamlScalar; readonly schema: Schema }
    | { readonly code: 'date-time'; readonly node: YamlScalar }
    | { readonly code: 'list-map-key'; readonly first: Range; readonly keys: readonly string[] }
  );

/** Aliases may make a small text a huge tree: after so many nodes the rest is left unjudged. */
const MAX_NODES = 100_000;

export function validate(
  root: YamlNode,
  schema: Schema,
  walker: SchemaWalker,
  version: ArgoVersion,
): readonly SchemaProblem[] {
  const validator = new Validator(walker, version);
  validator.value(root, schema, [], entryOf(root, 'kind')?.value.range ?? firstLeaf(root));
  return validator.problems;
}

class Validator {
  readonly problems: SchemaProblem[] = [];
  readonly #walker: SchemaWalker;
  readonly #version: ArgoVersion;
  /** Nodes judged under a schema: an alias does not judge its target again. */
  readonly #judged = new Map<YamlNode, Schema | Set<Schema>>();
  #nodes = 0;

  constructor(walker: SchemaWalker, version: ArgoVersion) {
    this.#walker = walker;
    this.#version = version;
  }

  /** `owner` is underlined when something is missing in the value: its key, or its first field in a list. */
  value(written: YamlNode, reference: Schema, path: readonly PathStep[], owner: Range): void {
    const node = resolveAlias(written);
    const schema = this.#walker.resolve(reference);
    if (!node || schema.unchecked || ++this.#nodes > MAX_NODES || this.#isJudged(node, schema)) return;
    if (!this.#type(node, schema, path, owner)) return;
    if (node.kind === 'map') this.#map(node, schema, path, owner);
    else if (node.kind === 'seq') this.#seq(node.items, schema, path);
    else this.#scalar(node, schema, path);
  }

  #isJudged(node: YamlNode, schema: Schema): boolean {
    const before = this.#judged.get(node);
    if (before === undefined) this.#judged.set(node, schema);
    else if (before instanceof Set) {
      if (before.has(schema)) return true;
      before.add(schema);
    } else if (before === schema) return true;
    else this.#judged.set(node, new Set([before, schema]));
    return false;
  }

  #type(node: Exclude<YamlNode, { kind: 'alias' }>, schema: Schema, path: readonly PathStep[], owner: Range): boolean {
    if (schema.type === undefined || fits(node, schema.type)) return true;
    if (node.kind === 'scalar' && node.value === null) return false;
    // A value that is no scalar may have many lines: its name stands for it.
    const range = node.kind === 'scalar' ? node.range : owner;
    this.problems.push({ code: 'wrong-type', node, schema, expected: schema.type, path, range });
    return false;
  }

  #map(map: YamlMap, schema: Schema, path: readonly PathStep[], owner: Range): void {
    const dropped = this.#duplicates(map, path);
    const entries = effectiveEntries(map);
    const isOpen = schema.type === undefined || schema.preserveUnknownFields === true;
    for (const entry of entries) {
      if (dropped.has(entry)) continue;
      const key = entry.key.text;
      const property = this.#walker.property(schema, key);
      const here = [...path, key];
      if (!property) {
        if (!isOpen)
          this.problems.push({
            code: 'unknown-field',
            entry,
            parent: schema,
            parentMap: map,
            path: here,
            range: entry.key.range,
          });
        continue;
      }
      if (!isInVersion(property, this.#version)) {
        this.problems.push({ code: 'field-version', entry, schema: property, path: here, range: entry.key.range });
      }
      const before = this.problems.length;
      this.value(entry.value, property, here, entry.key.range);
      if (property.subresource) this.problems.push(...this.problems.splice(before).filter(isFoundByDecoder));
    }
    this.#required(map, entries, schema, path, owner);
  }

  #required(
    map: YamlMap,
    entries: readonly YamlEntry[],
    schema: Schema,
    path: readonly PathStep[],
    owner: Range,
  ): void {
    for (const key of requiredNames(schema, this.#version)) {
      const entry = entries.findLast(each => each.key.text === key);
      const value = resolveAlias(entry?.value);
      if (entry && !(value?.kind === 'scalar' && value.value === null)) continue;
      const property = this.#walker.property(schema, key);
      if (!property || property.nullable || !isInVersion(property, this.#version)) continue;
      const range = entry?.key.range ?? owner;
      this.problems.push({
        code: 'required',
        key,
        schema: property,
        map,
        path,
        range,
        ...(entry ? { empty: entry } : {}),
      });
    }
  }

  /** Answers the entries that a later one of the same key takes the place of. */
  #duplicates(map: YamlMap, path: readonly PathStep[]): ReadonlySet<YamlEntry> {
    if (areDistinct(map.entries)) return NONE;
    const dropped = new Set<YamlEntry>();
    const last = new Map<string, YamlEntry>();
    for (const entry of map.entries) if (!isMerge(entry)) last.set(entry.key.text, entry);
    for (const entry of map.entries) {
      const winner = last.get(entry.key.text);
      if (winner && winner !== entry && entry.key.style !== 'empty') {
        dropped.add(entry);
        this.problems.push({
          code: 'duplicate-key',
          entry,
          last: winner,
          parentMap: map,
          path: [...path, entry.key.text],
          range: entry.key.range,
        });
      }
    }
    return dropped;
  }

  #seq(items: readonly YamlNode[], schema: Schema, path: readonly PathStep[]): void {
    const itemSchema = this.#walker.item(schema);
    if (!itemSchema) return;
    const seen = new Map<string, Range>();
    for (const [index, item] of items.entries()) {
      const node = resolveAlias(item);
      const here = [...path, index];
      if (node?.kind === 'scalar' && node.value === null) {
        if (!itemSchema.nullable && itemSchema.type)
          this.problems.push({ code: 'null-item', path: here, range: item.range });
        continue;
      }
      this.value(item, itemSchema, here, firstLeaf(item));
      if (schema.listMapKeys && node?.kind === 'map') this.#listKey(node, schema.listMapKeys, itemSchema, seen, here);
    }
  }

  /** Two items of a keyed list with the same key are refused; a key field left out counts with its default. */
  #listKey(
    item: YamlMap,
    keys: readonly string[],
    itemSchema: Schema,
    seen: Map<string, Range>,
    path: readonly PathStep[],
  ): void {
    const entries = effectiveEntries(item);
    const values = keys.map(key => {
      const value = resolveAlias(entries.findLast(entry => entry.key.text === key)?.value);
      const written = value?.kind === 'scalar' ? value.value : undefined;
      return written ?? this.#walker.property(itemSchema, key)?.default;
    });
    if (values.some(value => value === undefined || value === null)) return;
    const id = JSON.stringify(values);
    const first = seen.get(id);
    const range = entries.find(entry => entry.key.text === keys[0])?.value.range ?? item.range;
    if (first) this.problems.push({ code: 'list-map-key', keys, first, path, range });
    else seen.set(id, range);
  }

  #scalar(node: YamlScalar, schema: Schema, path: readonly PathStep[]): void {
    if (node.value === null) return;
    const problem = { node, schema, path, range: node.range };
    if (schema.enum && typeof node.value === 'string' && !schema.enum.includes(node.value)) {
      this.problems.push({ code: 'enum', ...problem });
    }
    if (typeof node.value === 'number') {
      const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
      if (node.value < minimum || node.value > maximum) this.problems.push({ code: 'range', ...problem });
      else if (schema.format === 'int32' && Math.trunc(node.value) !== (node.value | 0))
        this.problems.push({ code: 'int32', path, range: node.range, node: { ...node, value: node.value } });
    }
    if (schema.pattern && typeof node.value === 'string' && !new RegExp(schema.pattern, 'u').test(node.value)) {
      this.problems.push({ code: 'pattern', ...problem });
    }
    if (schema.format === 'date-time' && typeof node.value === 'string' && !isDateTime(node.value)) {
      this.problems.push({ code: 'date-time', ...problem });
    }
  }
}

const NONE: ReadonlySet<YamlEntry> = new Set();

/** Whether no two entries have one key. Most maps are small. */
function areDistinct(entries: readonly YamlEntry[]): boolean {
  if (entries.length > 16) return new Set(entries.map(({ key }) => key.text)).size === entries.length;
  return entries.every(({ key }, index) => {
    for (let i = 0; i < index; i++) if (entries[i]?.key.text === key.text) return false;
    return true;
  });
}

/** What is found before the API server throws away a status. */
function isFoundByDecoder(problem: SchemaProblem): boolean {
  if (problem.code === 'wrong-type') return holdsFields(problem.node);
  return ['unknown-field', 'field-version', 'duplicate-key'].includes(problem.code);
}

/** Where no object belongs, its fields are unknown. */
function holdsFields(node: YamlNode): boolean {
  return node.kind === 'map' ? node.entries.length > 0 : node.kind === 'seq' && node.items.some(holdsFields);
}

/** The first key or scalar in a node: what is underlined when the whole would be too much. */
function firstLeaf(node: YamlNode): Range {
  let current = node;
  while (current.kind === 'seq') {
    const [item] = current.items;
    if (!item) break;
    current = item;
  }
  return (current.kind === 'map' ? current.entries[0]?.key.range : undefined) ?? current.range;
}

/** Whether something stands in `range` that the API server refuses or drops. */
export function hasProblemBelow(problems: readonly SchemaProblem[], { start, end }: Range): boolean {
  return problems.some(({ range }) => start <= range.start && range.end <= end);
}
