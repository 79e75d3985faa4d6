/** JSON, which kubectl reads as what it is where a text begins with a brace: some of it is no YAML. */
import type { YamlEntry, YamlNode, YamlScalar } from '../node.ts';

export interface ReadJson {
  readonly root: YamlNode;
  /** Behind the value. */
  readonly end: number;
  readonly isTooDeep: boolean;
}

const MAX_DEPTH = 200;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SPACE = /[ \t\r\n]*/y;
const OTHER = /[^\s,\]}]+/y;

/** The JSON object with which the text begins; undefined: it begins with none. */
export function readJson(text: string): ReadJson | undefined {
  const start = skip(text, text.startsWith('\ufeff') ? 1 : 0);
  const end = text.charAt(start) === '{' ? endOfJson(text, start) : undefined;
  if (end === undefined || !isJson(text.slice(start, end))) return undefined;
  const reader = new JsonReader(text, start);
  return { root: reader.value(0), end, isTooDeep: reader.isTooDeep };
}

/** Behind the brace that closes the one at `start`; undefined: none does. */
function endOfJson(text: string, start: number): number | undefined {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = skipString(text, at) - 1;
    else if (char === '{' || char === '[') open += 1;
    else if (char === '}' || char === ']') {
      open -= 1;
      if (open === 0) return at + 1;
    }
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    // Nesting beyond the stack is a RangeError: no JSON for anybody.
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}

function skip(text: string, at: number): number {
  return match(SPACE, text, at);
}

function skipString(text: string, at: number): number {
  const end = match(STRING, text, at);
  return end > at ? end : text.length;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Reads what is known to be JSON. */
class JsonReader {
  readonly #text: string;
  #at: number;
  isTooDeep = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(depth: number): YamlNode {
    const start = this.#at;
    switch (this.#text.charAt(start)) {
      case '{':
      case '[':
        if (depth >= MAX_DEPTH) return this.#tooDeep();
        return this.#text.charAt(start) === '{' ? this.#map(depth + 1) : this.#seq(depth + 1);
      case '"':
        return this.#string();
      default: {
        const text = this.#text.slice(start, match(OTHER, this.#text, start));
        this.#at = start + text.length;
        // The text is JSON, and of its values none is left but numbers, booleans and null.
        const value = JSON.parse(text) as number | boolean | null;
        return { kind: 'scalar', value, text, style: 'plain', inFlow: true, range: { start, end: this.#at } };
      }
    }
  }

  #string(): YamlScalar {
    const start = this.#at;
    this.#at = skipString(this.#text, start);
    // As Go reads it: half a surrogate pair is no character.
    const text = String(JSON.parse(this.#text.slice(start, this.#at))).replaceAll(/\p{Surrogate}/gu, '\ufffd');
    return { kind: 'scalar', value: text, text, style: 'double', inFlow: true, range: { start, end: this.#at } };
  }

  #map(depth: number): YamlNode {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    while (this.#next('}')) {
      const key = this.#string();
      this.#at = skip(this.#text, this.#at) + 1;
      this.#at = skip(this.#text, this.#at);
      const value = this.value(depth);
      entries.push({ key, value, range: { start: key.range.start, end: value.range.end } });
    }
    return { kind: 'map', entries, flow: true, range: { start, end: this.#at } };
  }

  #seq(depth: number): YamlNode {
    const start = this.#at;
    const items: YamlNode[] = [];
    while (this.#next(']')) items.push(this.value(depth));
    return { kind: 'seq', items, flow: true, range: { start, end: this.#at } };
  }

  /** To the next item, over the bracket or comma before it; false: the collection ends. */
  #next(close: string): boolean {
    this.#at = skip(this.#text, this.#at);
    if (this.#text.charAt(this.#at) === close) {
      this.#at += 1;
      return false;
    }
    this.#at = skip(this.#text, this.#at + 1);
    if (this.#text.charAt(this.#at) !== close) return true;
    this.#at += 1;
    return false;
  }

  #tooDeep(): YamlNode {
    const start = this.#at;
    this.isTooDeep = true;
    this.#at = endOfJson(this.#text, start) ?? this.#text.length;
    return { kind: 'scalar', value: null, text: '', style: 'empty', range: { start, end: start } };
  }
}
