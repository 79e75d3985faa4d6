/**
 * JSONPath as Kubernetes reads it: paths stand in braces (`{$.data.ok}`), text outside of them is taken as it is. Only the
 * form is checked; what a path finds is known to the measurement alone.
 */
import type { Range } from '../text/range.ts';

export interface JsonPathProblem {
  readonly range: Range;
  /** The library's own words, or ours where it only fails when it is used. */
  readonly message: string;
}

export interface ParsedJsonPath {
  /** The first problem; the library stops there. */
  readonly problem?: JsonPathProblem;
  /** Text before the first brace. It is the first thing that is found, so it hides all paths behind it. */
  readonly leadingText?: Range;
  readonly hasPath: boolean;
  /** A path ends in a dot (`{$.}`): it asks for a field without a name, which nothing has. */
  readonly endsEmpty?: true;
}

export function parseJsonPath(text: string): ParsedJsonPath {
  const open = text.indexOf('{');
  const leading = open < 0 ? text.length : open;
  const ending = /(?<!\.)\.\s*\}/.test(text) ? ({ endsEmpty: true } as const) : {};
  const leadingText = leading > 0 ? { leadingText: { start: 0, end: leading } } : {};
  try {
    for (let at = open; at >= 0; ) {
      const end = new Action(text, at + 1, 0).read();
      at = text.indexOf('{', end);
    }
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const { range, message } = error;
    return { problem: { range, message }, hasPath: true, ...ending, ...leadingText };
  }
  return { hasPath: open >= 0, ...ending, ...leadingText };
}

class JsonPathError extends Error {
  readonly range: Range;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.range = { start, end };
  }
}

/** Filters in filters are followed this deep; below that nothing is said. */
const MAX_DEPTH = 20;
const TERMINATOR = /[\s.,[\]$@{}]/;
const LINE_END = /[\r\n]/;
const DICT_KEY = /^'([^']*)'$/;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const FILTER = /^([^!<>=]+)([!<>=]+)(.+?)$/s;
const FILTER_OPERATORS: ReadonlySet<string> = new Set(['<', '>', '==', '!=', '<=', '>=']);

/** One path in braces, or a part of a filter or union, which ends with the text. */
class Action {
  readonly #text: string;
  readonly #depth: number;
  readonly #end: number | undefined;
  readonly #start: number;
  #at: number;

  /** `end`: a part ends there; absent: it ends with its closing brace. */
  constructor(text: string, start: number, depth: number, end?: number) {
    this.#text = text;
    this.#start = start;
    this.#at = start;
    this.#depth = depth;
    this.#end = end;
  }

  /** Answers the offset behind it. */
  read(): number {
    for (;;) {
      const char = this.#peek();
      if (this.#end !== undefined && this.#at >= this.#end) return this.#at;
      if (char === '' || LINE_END.test(char)) throw new JsonPathError('unclosed action', this.#start - 1, this.#at);
      // A part that closes the braces itself is read no further.
      if (char === '}') return this.#end ?? this.#at + 1;
      this.#step(char);
    }
  }

  #step(char: string): void {
    const from = this.#at;
    if (this.#text.startsWith('[?(', from)) this.#filter();
    else if (this.#text.startsWith('..', from)) this.#descent();
    else if (char === ' ' || char === '@' || char === '$') this.#at++;
    else if (char === '[') this.#array();
    else if (char === '"' || char === "'") this.#quote(char);
    else if (char === '.') this.#field();
    else if (/[-+\d]/.test(char)) this.#number();
    else if (/[\p{L}\p{Nd}_]/u.test(char)) this.#identifier();
    else throw new JsonPathError(`unrecognized character in action: ${unicode(char)}`, from, from + char.length);
  }

  #peek(): string {
    const limit = this.#end ?? this.#text.length;
    return this.#at < limit ? String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0) : '';
  }

  #field(): void {
    this.#at++;
    this.#word();
  }

  /** To the next character that ends a name; a backslash takes the next one in. */
  #word(): string {
    const from = this.#at;
    for (let char = this.#peek(); char !== '' && !TERMINATOR.test(char); char = this.#peek())
      this.#at += char === '\\' ? 2 : char.length;
    this.#at = Math.min(this.#at, this.#end ?? this.#text.length);
    return this.#text.slice(from, this.#at);
  }

  #descent(): void {
    this.#at += 2;
    if (/[\p{L}\p{Nd}_]/u.test(this.#peek())) this.#word();
  }

  #identifier(): void {
    const from = this.#at;
    const name = this.#word();
    if (['true', 'false', 'range', 'end'].includes(name)) return;
    throw new JsonPathError(`unrecognized identifier ${name}`, from, this.#at);
  }

  #number(): void {
    const from = this.#at;
    this.#at++;
    while (/[.\d]/.test(this.#peek())) this.#at++;
    const number = this.#text.slice(from, this.#at);
    if (!/^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(number))
      throw new JsonPathError(`cannot parse number ${number}`, from, this.#at);
  }

  #quote(quote: string): void {
    const from = this.#at;
    this.#at++;
    for (;;) {
      const char = this.#peek();
      if (char === '' || char === '\n') throw new JsonPathError('unterminated quoted string', from, this.#at);
      this.#at += char.length;
      if (char === quote && this.#text.charAt(this.#at - 2) !== '\\') return;
    }
  }

  #array(): void {
    const from = this.#at;
    const close = this.#text.slice(0, this.#end).indexOf(']', from);
    const lineEnd = this.#text.indexOf('\n', from);
    if (close < 0 || (lineEnd >= 0 && lineEnd < close)) throw new JsonPathError('unterminated array', from, from + 1);
    const inside = this.#text.slice(from + 1, close);
    this.#at = close + 1;
    if (inside === '*') return;
    let start = from + 1;
    for (const written of inside.split(',')) {
      const part = inside.includes(',') ? written.trim() : written;
      if (DICT_KEY.test(part)) this.#key(start + written.indexOf("'") + 1, part.length - 2);
      start += written.length + 1;
      if (DICT_KEY.test(part) || part === '*') continue;
      if (!SLICE.test(part) || part.split(':').includes('-'))
        throw new JsonPathError(`invalid array index ${part}`, from + 1, Math.max(close, from + 2));
    }
  }

  /** A name in brackets is read as if it stood behind a dot. */
  #key(start: number, length: number): void {
    if (this.#depth >= MAX_DEPTH) return;
    const key = new Action(this.#text, start, this.#depth + 1, start + length);
    key.#word();
    key.read();
  }

  #filter(): void {
    const from = this.#at;
    const close = this.#filterEnd(from);
    const start = from + 3;
    const inside = this.#text.slice(start, close);
    this.#at = close + 2;
    if (this.#text.charAt(close + 1) !== ']')
      throw new JsonPathError('unclosed array expect ]', from, Math.min(close + 1, this.#text.length));
    if (this.#depth >= MAX_DEPTH) return;
    const [, left, operator = '', right] = FILTER.exec(inside) ?? [];
    if (left === undefined || right === undefined) {
      new Action(this.#text, start, this.#depth + 1, close).read();
      return;
    }
    new Action(this.#text, start, this.#depth + 1, start + left.length).read();
    const behind = start + left.length + operator.length;
    new Action(this.#text, behind, this.#depth + 1, close).read();
    if (!FILTER_OPERATORS.has(operator))
      throw new JsonPathError(`unrecognized filter operator ${operator}`, start + left.length, behind);
  }

  /** The `)` that closes a filter: the first one outside its quotes. */
  #filterEnd(from: number): number {
    const limit = this.#end ?? this.#text.length;
    let quote = '';
    let isClosed = false;
    for (let at = from + 3; at < limit; at++) {
      const char = this.#text.charAt(at);
      if (char === '\n') break;
      if (char === '"' || char === "'") {
        if (quote === '') quote = char;
        else if (char === quote && this.#text.charAt(at - 1) !== '\\') isClosed = true;
      } else if (char === ')' && (quote !== '') === isClosed) return at;
    }
    throw new JsonPathError('unterminated filter', from, from + 3);
  }
}

/** As Go prints a character: `U+002C ','`. */
function unicode(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${char}'`;
}
