/**
 * A document as it would be with its fields under the names, and at the places, that were most likely meant. What a rule finds in the
 * document and not in this follows from the wrong field alone, and the wrong field is told already.
 */
import type { Schema } from '../../schema/schema.ts';
import { classifyUnknownField, type FieldPlace, KNOWN_MISTAKES, meantSibling } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import type { PathStep, SchemaWalker } from '../../schema/walk.ts';
import type { Range } from '../../text/range.ts';
import { isInside, overlaps } from '../../text/range.ts';
import type { KubeDocument } from '../../workspace/file.ts';
import { entryOf, valueAt, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/node.ts';

import type { Rule } from './rule.ts';

export interface Corrected {
  readonly document: KubeDocument;
  /** Where the mistakes are: what is told there is told of them. */
  readonly mistakes: readonly Range[];
  /** Objects with a field of which nobody can tell what was meant: any other may be missing in them for that. */
  readonly unclear: readonly YamlMap[];
}

/** Undefined: every field is one that the schema knows, where it knows it. */
export function correct(
  document: KubeDocument,
  structure: readonly SchemaProblem[],
  schema: Schema | undefined,
  schemas: SchemaWalker,
): Corrected | undefined {
  const { root } = document.content.yaml;
  const wrong = structure.filter(problem => problem.code === 'unknown-field' || isLoneItem(problem));
  if (!root || !schema || wrong.length === 0) return undefined;
  const changes = new Changes({ schema, schemas, root });
  for (const problem of wrong) changes.mend(root, problem);
  const { content } = document;
  const corrected = { ...content, yaml: { ...content.yaml, root: changes.apply(root) } };
  return {
    document: { ...document, content: corrected },
    mistakes: wrong.map(({ range }) => range),
    unclear: changes.unclear,
  };
}

/** The structure without fields that are there under another name, or elsewhere. */
export function withoutMisplaced(
  structure: readonly SchemaProblem[],
  corrected: readonly SchemaProblem[],
): readonly SchemaProblem[] {
  const missing = new Set(corrected.flatMap(problem => (problem.code === 'required' ? requiredAt(problem) : [])));
  return structure.filter(problem => problem.code !== 'required' || missing.has(requiredAt(problem)));
}

function requiredAt({ path, key }: SchemaProblem & { readonly code: 'required' }): string {
  return JSON.stringify([...path, key]);
}

/** It only follows from a mistake, as far as can be told. */
export function isConsequence(
  { range, rule }: { readonly range: Range; readonly rule: Rule },
  isLeft: boolean,
  corrected: Corrected,
): boolean {
  const judgesFields = rule.needs === 'value' || KNOWN_MISTAKES.has(rule.id);
  if (judgesFields && corrected.mistakes.some(each => overlaps(each, range))) return false;
  return !isLeft || corrected.unclear.some(map => isAbout(map, range));
}

/** It lies in the object, and in nothing that the object holds. */
function isAbout(map: YamlMap, range: Range): boolean {
  if (!isInside(range, map.range)) return false;
  return !map.entries.some(({ value }) => value.kind !== 'scalar' && isInside(range, value.range));
}

/** The only item of a list, without its dash. */
function isLoneItem(problem: SchemaProblem): boolean {
  return problem.code === 'wrong-type' && problem.expected === 'array' && problem.node.kind === 'map';
}

class Changes {
  readonly #entries = new Map<YamlEntry, YamlEntry | undefined>();
  readonly #nodes = new Map<YamlNode, YamlNode>();
  readonly #added = new Map<YamlMap, YamlEntry[]>();
  readonly #place: FieldPlace;
  readonly unclear: YamlMap[] = [];

  constructor(place: FieldPlace) {
    this.#place = place;
  }

  mend(root: YamlNode, problem: SchemaProblem): void {
    if (problem.code === 'wrong-type') {
      const { node } = problem;
      this.#nodes.set(node, { kind: 'seq', items: [node], flow: false, range: node.range });
    }
    if (problem.code !== 'unknown-field') return;
    const { entry, parentMap, path } = problem;
    const found = classifyUnknownField(problem, this.#place);
    this.#entries.set(entry, undefined);
    if (found.is === 'level') this.#move(root, entry, found.path);
    else if (found.is === 'within') this.#move(root, entry, [...path.slice(0, -1), found.name]);
    else if (found.is === 'item') this.#addItem(parentMap, entry, String(found.path.at(-1)));
    else {
      const name = meantSibling(found);
      if (name === undefined) this.unclear.push(parentMap);
      else if (!entryOf(parentMap, name)) this.#entries.set(entry, renamed(entry, name));
    }
  }

  #addItem(map: YamlMap, entry: YamlEntry, name: string): void {
    if (entryOf(map, name)) return;
    const item: YamlMap = { kind: 'map', entries: [entry], flow: false, range: entry.range };
    const list: YamlNode = { kind: 'seq', items: [item], flow: false, range: entry.range };
    this.#added.set(map, [...(this.#added.get(map) ?? []), { ...renamed(entry, name), value: list }]);
  }

  /** Into the object at the path, as far as that is there; the rest of the path is written around it. */
  #move(root: YamlNode, entry: YamlEntry, path: readonly PathStep[]): void {
    for (let length = path.length; length >= 0; length--) {
      const target = valueAt(root, ...path.slice(0, length));
      if (!target) continue;
      if (target.kind === 'scalar' && target.value === null && length > 0) {
        this.#nodes.set(target, { kind: 'map', entries: [entry], flow: false, range: entry.range });
        return;
      }
      if (target.kind !== 'map') return;
      const [first] = path.slice(length);
      if (this.#join(target, path.slice(length), entry) || entryOf(target, String(first ?? entry.key.text))) return;
      const inner = path.slice(length).reduceRight<YamlEntry>((value, step) => within(String(step), value), entry);
      this.#added.set(target, [...(this.#added.get(target) ?? []), inner]);
      return;
    }
  }

  /** Into the object that a field before it has made there. */
  #join(target: YamlMap, path: readonly PathStep[], entry: YamlEntry): boolean {
    const [name] = path;
    const made = path.length === 1 ? this.#added.get(target)?.find(({ key }) => key.text === name) : undefined;
    if (made?.value.kind !== 'map') return false;
    const grown = { ...made, value: { ...made.value, entries: [...made.value.entries, entry] } };
    this.#added.set(
      target,
      (this.#added.get(target) ?? []).map(each => (each === made ? grown : each)),
    );
    return true;
  }

  apply(node: YamlNode): YamlNode {
    const changed = this.#nodes.get(node);
    if (changed?.kind === 'map') return changed;
    if (changed?.kind === 'seq') return { ...changed, items: changed.items.map(item => this.#inside(item)) };
    return this.#inside(node);
  }

  #inside(node: YamlNode): YamlNode {
    if (node.kind === 'seq') return { ...node, items: node.items.map(item => this.apply(item)) };
    if (node.kind !== 'map') return node;
    const own = node.entries.flatMap(entry => {
      const changed = this.#entries.has(entry) ? this.#entries.get(entry) : entry;
      return changed ? [{ ...changed, value: this.apply(changed.value) }] : [];
    });
    return { ...node, entries: [...own, ...(this.#added.get(node) ?? [])] };
  }
}

function renamed(entry: YamlEntry, name: string): YamlEntry {
  return { ...entry, key: { ...entry.key, text: name, value: name } };
}

/** A field that holds an object with one field. */
function within(name: string, entry: YamlEntry): YamlEntry {
  const { range } = entry;
  const key: YamlScalar = { kind: 'scalar', value: name, text: name, style: 'plain', range: entry.key.range };
  return { key, value: { kind: 'map', entries: [entry], flow: false, range }, range };
}
