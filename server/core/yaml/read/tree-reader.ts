/** From tokens to the tree. Ends at the first thing that kubectl's reader does not take. */
import type { Range } from '../../text/range.ts';
import {
  isMerge,
  type ScalarStyle,
  type YamlEntry,
  type YamlNode,
  type YamlProblem,
  type YamlScalar,
} from '../node.ts';
import type { YamlProblemCode } from '../problem.ts';
import { Anchors } from './anchors.ts';
import { ReadFailure, type Surroundings } from './failure.ts';
import { checkKey, checkMerge, readKey } from './keys.ts';
import { resolveScalar } from './resolve.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';

/** Deeper than anything that Argo's resources hold. */
const MAX_DEPTH = 200;

/** Where a value stands. */
interface Place {
  /** Outside of all brackets. */
  readonly isBlock: boolean;
  /** A list may stand at the column of the key that it is the value of. */
  readonly mayLackIndent: boolean;
}

interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

export interface ReadTree {
  readonly root?: YamlNode;
  /** What kubectl makes an error of although the text can be read: an alias of nothing, a map as a key. */
  readonly problems: readonly YamlProblem[];
  /** Where the text goes on behind its only value: nobody reads it. */
  readonly rest?: number;
}

const OPENS: ReadonlySet<TokenKind> = new Set(['block-seq', 'block-map', 'flow-seq', 'flow-map']);
const CLOSES: ReadonlySet<TokenKind> = new Set(['block-end', 'flow-seq-end', 'flow-map-end']);
const NO_PROPERTIES: Properties = {};

/** Throws a {@link ReadFailure}. */
export function readTree(text: string): ReadTree {
  const reader = new TreeReader(text);
  try {
    return reader.read();
  } catch (error) {
    throw error instanceof ReadFailure ? error.within(reader.surroundings) : error;
  }
}

class TreeReader {
  readonly #text: string;
  /** Of the text as it was given: nothing ends behind it. */
  readonly #length: number;
  readonly #scanner: Scanner;
  readonly #anchors = new Anchors();
  readonly #problems: YamlProblem[] = [];
  #isTooDeep = false;
  /** Maps and lists in flow style that are open. */
  #flows = 0;

  constructor(text: string) {
    // kubectl ends every line with a line break, the last one too.
    this.#text = /\n$/.test(text) ? text : `${text}\n`;
    this.#length = text.length;
    this.#scanner = new Scanner(this.#text);
  }

  get surroundings(): Surroundings {
    return this.#scanner.surroundings;
  }

  read(): ReadTree {
    const isMarked = this.#is('document-start');
    if (isMarked) this.#scanner.take();
    const isEmpty = this.#is('end', 'document-start') || (isMarked && this.#is('document-end'));
    const root = isEmpty ? undefined : this.#content({ isBlock: true, mayLackIndent: false }, 0);
    const { kind, start } = this.#scanner.peek();
    return { ...(root ? { root } : {}), problems: this.#problems, ...(kind === 'end' ? {} : { rest: start }) };
  }

  #is(...kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.#scanner.peek().kind);
  }

  #problem(code: YamlProblemCode, range: Range): void {
    this.#problems.push({ code, range });
  }

  /** What is no key: JSON has a number for it, or kubectl refuses it. */
  #content(place: Place, depth: number): YamlNode {
    const node = this.#node(place, depth);
    if (node.kind === 'scalar' && typeof node.value === 'number' && !Number.isFinite(node.value))
      this.#problem('NOT_A_NUMBER', node.range);
    return node;
  }

  #node(place: Place, depth: number): YamlNode {
    const first = this.#scanner.peek();
    if (first.kind === 'alias') {
      this.#scanner.take();
      return this.#anchors.alias(first.text, { start: first.start, end: first.end }, this.#problems);
    }
    const { properties, end } = this.#properties();
    const token = this.#scanner.peek();
    const opened = properties.anchor === undefined ? undefined : this.#anchors.open(properties.anchor);
    const node = this.#value(token, place, depth, properties) ?? this.#without(token, properties, first.start, end);
    opened?.close(node);
    return node;
  }

  /** Nothing is written where a value could stand; that is one only with an anchor or a tag. */
  #without(token: Token, properties: Properties, start: number, end: number): YamlScalar {
    if (properties === NO_PROPERTIES)
      throw new ReadFailure('VALUE_EXPECTED', { start: token.start, end: token.end }, start);
    return this.#scalar('', 'empty', { start: end, end }, properties);
  }

  /** An anchor and a tag, each once, in any order. */
  #properties(): { readonly properties: Properties; readonly end: number } {
    let properties = NO_PROPERTIES;
    let { start: end } = this.#scanner.peek();
    for (let next = this.#scanner.peek(); isNew(next, properties); next = this.#scanner.peek()) {
      this.#scanner.take();
      properties = { ...properties, [next.kind]: next.text };
      end = next.end;
    }
    return { properties, end };
  }

  #value(token: Token, { isBlock, mayLackIndent }: Place, depth: number, properties: Properties): YamlNode | undefined {
    const { kind } = token;
    if (kind === 'scalar') {
      this.#scanner.take();
      return this.#scalar(token.text, token.style, { start: token.start, end: this.#within(token.end) }, properties);
    }
    const isBlockStart = kind === 'block-seq' || kind === 'block-map';
    const opens = isBlockStart ? isBlock : OPENS.has(kind) || (mayLackIndent && kind === 'dash');
    if (!opens) return undefined;
    if (depth >= MAX_DEPTH) return this.#skip(token);
    switch (kind) {
      case 'block-seq':
        return this.#blockSeq(depth + 1, properties);
      case 'block-map':
        return this.#blockMap(depth + 1, properties);
      case 'flow-seq':
        return this.#flowSeq(depth + 1, properties);
      case 'flow-map':
        return this.#flowMap(depth + 1, properties);
      default:
        return this.#seqAtKey(depth + 1, properties);
    }
  }

  #scalar(text: string, style: ScalarStyle, range: Range, properties: Properties): YamlScalar {
    const { value, problem } = resolveScalar(text, style, properties.tag);
    if (problem !== undefined) this.#problem(problem, range);
    const inFlow = this.#flows > 0 ? ({ inFlow: true } as const) : {};
    return { kind: 'scalar', value, text, style, range, ...inFlow, ...properties };
  }

  #empty(at: number): YamlScalar {
    return { kind: 'scalar', value: null, text: '', style: 'empty', range: { start: at, end: at } };
  }

  /** A collection that is too deep, to its end. */
  #skip({ start }: Token): YamlScalar {
    if (!this.#isTooDeep) this.#problem('TOO_DEEP', { start, end: start + 1 });
    this.#isTooDeep = true;
    // What has no token of its own at its end is a list of dashes at the column of its key.
    if (this.#is('dash')) {
      while (this.#is('dash')) this.#skipItem();
      return this.#empty(start);
    }
    let open = 0;
    do {
      const { kind } = this.#scanner.take();
      if (OPENS.has(kind)) open += 1;
      if (CLOSES.has(kind)) open -= 1;
      if (kind === 'end') return this.#empty(start);
    } while (open > 0);
    return this.#empty(start);
  }

  #skipItem(): void {
    this.#scanner.take();
    for (let open = 0; ; ) {
      const { kind } = this.#scanner.peek();
      if (kind === 'end' || (open === 0 && (kind === 'dash' || kind === 'key' || CLOSES.has(kind)))) return;
      this.#scanner.take();
      if (OPENS.has(kind)) open += 1;
      if (CLOSES.has(kind)) open -= 1;
    }
  }

  #blockSeq(depth: number, properties: Properties): YamlNode {
    const { start } = this.#scanner.take();
    const items: YamlNode[] = [];
    while (this.#is('dash')) items.push(this.#item(depth, 'dash', 'block-end'));
    this.#close('block-end', 'DASH_EXPECTED', start);
    return { kind: 'seq', items, flow: false, range: this.#block(start, items.at(-1)), ...properties };
  }

  #seqAtKey(depth: number, properties: Properties): YamlNode {
    const { start } = this.#scanner.peek();
    const items: YamlNode[] = [];
    while (this.#is('dash')) items.push(this.#item(depth, 'dash', 'key', 'value', 'block-end'));
    return { kind: 'seq', items, flow: false, range: this.#block(start, items.at(-1)), ...properties };
  }

  /** `next`: what shows that nothing stands behind the dash. */
  #item(depth: number, ...next: readonly TokenKind[]): YamlNode {
    const { end } = this.#scanner.take();
    return this.#is(...next) ? this.#empty(end) : this.#content({ isBlock: true, mayLackIndent: false }, depth);
  }

  /** Of a block collection, which ends behind the last line of what it holds. */
  #block(start: number, last: YamlNode | YamlEntry | undefined): Range {
    return { start, end: this.#within(behindLine(this.#text, Math.max(start, last?.range.end ?? start))) };
  }

  #within(offset: number): number {
    return Math.min(offset, this.#length);
  }

  #close(kind: TokenKind, failure: 'DASH_EXPECTED' | 'KEY_EXPECTED' | 'COMMA_EXPECTED', start: number): Token {
    const token = this.#scanner.peek();
    if (token.kind !== kind) throw new ReadFailure(failure, { start: token.start, end: token.end }, start);
    return this.#scanner.take();
  }

  #blockMap(depth: number, properties: Properties): YamlNode {
    const { start } = this.#scanner.take();
    const entries: YamlEntry[] = [];
    const ends: readonly TokenKind[] = ['key', 'value', 'block-end'];
    const at = { isBlock: true, mayLackIndent: true };
    while (this.#is('key')) {
      const { end } = this.#scanner.take();
      const key = this.#is(...ends) ? this.#empty(end) : this.#node(at, depth);
      entries.push(this.#entry(key, this.#is('value') ? this.#behindColon(ends, at, depth) : undefined));
    }
    this.#close('block-end', 'KEY_EXPECTED', start);
    return this.#map(entries, false, this.#block(start, entries.at(-1)), properties);
  }

  /** Behind a colon. */
  #behindColon(ends: readonly TokenKind[], place: Place, depth: number): YamlNode {
    const { end } = this.#scanner.take();
    return this.#is(...ends) ? this.#empty(end) : this.#content(place, depth);
  }

  #entry(written: YamlNode, value: YamlNode | undefined): YamlEntry {
    const key = readKey(written);
    const filled = value ?? this.#empty(key.range.end);
    const problem = checkKey(written, this.#text) ?? checkMerge(key, filled);
    if (problem) {
      // Of a name in a name the outer one is told.
      while (isWithin(this.#problems.at(-1), problem)) this.#problems.pop();
      this.#problems.push(problem);
    }
    return {
      key,
      value: filled,
      range: { start: key.range.start, end: Math.max(key.range.end, filled.range.end) },
    };
  }

  #map(entries: readonly YamlEntry[], flow: boolean, range: Range, properties: Properties): YamlNode {
    const merges = entries.some(isMerge) ? ({ merges: true } as const) : {};
    return { kind: 'map', entries, flow, ...merges, range, ...properties };
  }

  #flowSeq(depth: number, properties: Properties): YamlNode {
    const { start } = this.#scanner.take();
    this.#flows += 1;
    const items: YamlNode[] = [];
    while (!this.#is('flow-seq-end')) {
      if (items.length > 0) {
        this.#close('comma', 'COMMA_EXPECTED', start);
        if (this.#is('flow-seq-end')) break;
      }
      items.push(this.#is('key') ? this.#pair(depth) : this.#content({ isBlock: false, mayLackIndent: false }, depth));
    }
    const { end } = this.#scanner.take();
    this.#flows -= 1;
    return { kind: 'seq', items, flow: true, range: { start, end }, ...properties };
  }

  /** A map of one entry, without braces. */
  #pair(depth: number): YamlNode {
    const { start } = this.#scanner.take();
    const ends: readonly TokenKind[] = ['comma', 'flow-seq-end'];
    const at = { isBlock: false, mayLackIndent: false };
    // kubectl's reader drops what stands where the key is missing.
    const key = this.#is('value', ...ends) ? this.#empty(this.#scanner.take().end) : this.#node(at, depth);
    const entry = this.#entry(key, this.#is('value') ? this.#behindColon(ends, at, depth) : undefined);
    return this.#map([entry], true, { start, end: entry.range.end }, NO_PROPERTIES);
  }

  #flowMap(depth: number, properties: Properties): YamlNode {
    const { start } = this.#scanner.take();
    this.#flows += 1;
    const entries: YamlEntry[] = [];
    while (!this.#is('flow-map-end')) {
      if (entries.length > 0) {
        this.#close('comma', 'COMMA_EXPECTED', start);
        if (this.#is('flow-map-end')) break;
      }
      entries.push(this.#flowEntry(depth));
    }
    const { end } = this.#scanner.take();
    this.#flows -= 1;
    return this.#map(entries, true, { start, end }, properties);
  }

  #flowEntry(depth: number): YamlEntry {
    const ends: readonly TokenKind[] = ['comma', 'flow-map-end'];
    const at = { isBlock: false, mayLackIndent: false };
    if (!this.#is('key')) return this.#entry(this.#node(at, depth), undefined);
    this.#scanner.take();
    const key = this.#is('value', ...ends) ? this.#empty(this.#scanner.peek().start) : this.#node(at, depth);
    return this.#entry(key, this.#is('value') ? this.#behindColon(ends, at, depth) : undefined);
  }
}

function isWithin(inner: YamlProblem | undefined, outer: YamlProblem): boolean {
  return inner?.code === 'BAD_KEY' && inner.range.start >= outer.range.start && inner.range.end <= outer.range.end;
}

/** Where the line ends on which a value does; a block scalar or collection has ended behind a line already. */
function behindLine(text: string, end: number): number {
  if (/[\r\n]/.test(text.charAt(end - 1))) return end;
  LINE_END.lastIndex = end;
  return LINE_END.test(text) ? LINE_END.lastIndex : end;
}

const LINE_END = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)/y;

function isNew({ kind }: Token, properties: Properties): boolean {
  return (kind === 'anchor' && properties.anchor === undefined) || (kind === 'tag' && properties.tag === undefined);
}
