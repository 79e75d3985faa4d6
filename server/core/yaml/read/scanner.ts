/**
 * From characters to tokens, as the YAML 1.1 reader of kubectl takes them. Two things make YAML's scanner more than a table of
 * characters: columns open and close collections, and only a later `: ` shows that what came before it was a key.
 */

import type { Range } from '../../text/range.ts';
import { Characters, code, END, isBreak, isSpace, isWord, SPACE, TAB } from './characters.ts';
import { type FailureCode, ReadFailure, type Surroundings } from './failure.ts';
import { scanBlock } from './scan-block.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import { scanTag } from './scan-tag.ts';
import type { Token, TokenKind } from './token.ts';

/** What may turn out to be a key: the token that would be one, if a colon follows on the same line. */
interface MaybeKey {
  /** Number of the token, counted from the start of the text. */
  readonly token: number;
  readonly start: number;
  readonly column: number;
  readonly line: number;
  /** At this place nothing but a key can stand. */
  readonly isRequired: boolean;
}

/** A colon further behind the start of a key does not make it one. */
const LONGEST_KEY = 1024;
/** Tokens after which those that were taken are let go. */
const MOST_KEPT = 500;
/** Behind the name of an anchor. */
const AFTER_ANCHOR = new Set('?:,]}%@`'.split('').map(code));
const HASH = code('#');

export class Scanner {
  readonly #source: Characters;
  /** Tokens from the one with the number `#kept` on; those before `#taken` are done with. */
  #queue: Token[] = [];
  #kept = 0;
  #taken = 0;
  /** Columns of the open block collections; the last is the innermost. */
  readonly #columns: number[] = [];
  /** One for each open bracket, and the first for what is outside of all. */
  readonly #keys: (MaybeKey | undefined)[] = [undefined];
  /** Where in that list the key is that begins with a token. */
  readonly #levels = new Map<number, number>();
  /** Where the brackets that are open begin. */
  readonly #brackets: number[] = [];
  #quoted: Range | undefined;
  #lastScalar: Token | undefined;
  /** A key may begin here. */
  #isKeyAllowed = true;

  constructor(text: string) {
    this.#source = new Characters(text);
  }

  /** The next token; it stays where it is. Throws a {@link ReadFailure}. */
  peek(): Token {
    for (;;) {
      const next = this.#queue[this.#taken - this.#kept];
      if (next && !this.#mayBecomeKey()) return next;
      this.#scan();
    }
  }

  /** What is open where the scanner is. */
  get surroundings(): Surroundings {
    return { brackets: [...this.#brackets], quoted: this.#quoted };
  }

  take(): Token {
    const token = this.peek();
    this.#taken += 1;
    if (this.#taken - this.#kept >= MOST_KEPT) {
      this.#queue = this.#queue.slice(this.#taken - this.#kept);
      this.#kept = this.#taken;
    }
    return token;
  }

  /** Between brackets. */
  get isInFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** Column of the innermost block collection. */
  get #indent(): number {
    return this.#columns.at(-1) ?? -1;
  }

  /** The token at the head may be a key: it is not known yet whether a `key` comes before it. */
  #mayBecomeKey(): boolean {
    const level = this.#levels.get(this.#taken);
    const key = level === undefined ? undefined : this.#keys[level];
    if (level === undefined || !key) return false;
    if (!this.#isOver(key)) return true;
    if (key.isRequired) throw this.#noColon(key);
    this.#setKey(level, undefined);
    return false;
  }

  #isOver({ line, start }: MaybeKey): boolean {
    return line < this.#source.line || start + LONGEST_KEY < this.#source.offset;
  }

  #noColon({ start }: MaybeKey): ReadFailure {
    return new ReadFailure('NO_COLON', { start, end: this.#source.offset }, start);
  }

  #scan(): void {
    const source = this.#source;
    this.#skipToToken();
    this.#closeDeeperThan(source.column);
    const char = source.at();
    if (char === END) this.#scanEnd();
    else if (source.column === 0 && char === code('%'))
      throw new ReadFailure('BAD_DIRECTIVE', { start: source.offset, end: source.offset + 1 });
    else if (source.isMark('---')) this.#scanMark('document-start');
    else if (source.isMark('...')) this.#scanMark('document-end');
    else this.#scanIndicator(String.fromCharCode(char));
  }

  /** Blanks, comments and line breaks. A tab is a blank where no indentation can be. */
  #skipToToken(): void {
    const source = this.#source;
    for (;;) {
      while (source.at() === SPACE || (source.at() === TAB && (this.isInFlow || !this.#isKeyAllowed))) source.skip();
      if (source.at() === HASH) source.skipLine();
      if (source.at() === END || !isBreak(source.at())) return;
      source.takeBreak();
      if (!this.isInFlow) this.#isKeyAllowed = true;
    }
  }

  #scanIndicator(char: string): void {
    if (this.#scanBracket(char)) return;
    const isAlone = isSpace(this.#source.at(1));
    const { isInFlow } = this;
    if (char === '*' || char === '&') this.#scanAnchor(char === '*' ? 'alias' : 'anchor');
    else if (char === '!') this.#scanTag();
    else if (char === '"' || char === "'") this.#scanQuoted(char === '"' ? 'double' : 'single');
    else if (char === '-' && isAlone) this.#scanDash();
    else if (char === '?' && (isAlone || isInFlow)) this.#scanKey();
    else if (char === ':' && (isAlone || isInFlow)) this.#scanValue();
    else if ((char === '|' || char === '>') && !isInFlow) this.#scanBlock(char === '|' ? 'literal' : 'folded');
    else if (char === '\t') throw this.#unexpected('UNEXPECTED_TAB');
    else if ('|>#%@`'.includes(char)) throw this.#unexpected('UNEXPECTED_START');
    else this.#scanPlain();
  }

  /** False: it is none of brackets, braces and commas. */
  #scanBracket(char: string): boolean {
    if (char === '[' || char === '{') this.#openFlow(char === '[' ? 'flow-seq' : 'flow-map');
    else if (char === ']' || char === '}') this.#closeFlow(char === ']' ? 'flow-seq-end' : 'flow-map-end');
    else if (char === ',') this.#scanComma();
    else return false;
    return true;
  }

  #scanComma(): void {
    this.#dropKey();
    this.#isKeyAllowed = true;
    this.#addIndicator('comma');
  }

  #unexpected(failure: FailureCode, opened?: number): ReadFailure {
    const { offset } = this.#source;
    return new ReadFailure(failure, { start: offset, end: offset + 1 }, opened);
  }

  #add(kind: TokenKind, start: number, end: number, text = '', style: Token['style'] = 'plain'): void {
    const token = { kind, start, end, text, style };
    this.#queue.push(token);
    this.#lastScalar = kind === 'scalar' ? token : undefined;
  }

  /** Of one character. */
  #addIndicator(kind: TokenKind): void {
    const { offset } = this.#source;
    this.#source.skip();
    this.#add(kind, offset, offset + 1);
  }

  /** Before the token of that number. */
  #insert(token: number, kind: TokenKind, at: number): void {
    this.#queue.splice(token - this.#kept, 0, { kind, start: at, end: at, text: '', style: 'plain' });
  }

  get #next(): number {
    return this.#kept + this.#queue.length;
  }

  /** A block collection begins at a column further right than the one it stands in. */
  #open(kind: 'block-seq' | 'block-map', column: number, token: number, at: number): void {
    if (this.isInFlow || this.#indent >= column) return;
    this.#columns.push(column);
    this.#insert(token, kind, at);
  }

  #closeDeeperThan(column: number): void {
    if (this.isInFlow) return;
    const { offset } = this.#source;
    while (this.#indent > column) {
      this.#add('block-end', offset, offset);
      this.#columns.pop();
    }
  }

  /** What comes next may be a key. */
  #keepKey(): void {
    if (!this.#isKeyAllowed) return;
    this.#dropKey();
    const { offset: start, column, line } = this.#source;
    const isRequired = !this.isInFlow && this.#indent === column;
    this.#setKey(this.#keys.length - 1, { token: this.#next, start, column, line, isRequired });
  }

  #setKey(level: number, key: MaybeKey | undefined): void {
    const before = this.#keys[level];
    if (before) this.#levels.delete(before.token);
    if (key) this.#levels.set(key.token, level);
    this.#keys[level] = key;
  }

  /** What came before is no key. */
  #dropKey(): void {
    const key = this.#keys.at(-1);
    if (key?.isRequired) throw this.#noColon(key);
    this.#setKey(this.#keys.length - 1, undefined);
  }

  #scanEnd(): void {
    // No colon can follow on the last line.
    this.#source.line += 1;
    this.#closeDeeperThan(-1);
    this.#dropKey();
    this.#isKeyAllowed = false;
    this.#add('end', this.#source.offset, this.#source.offset);
  }

  #scanMark(kind: 'document-start' | 'document-end'): void {
    this.#closeDeeperThan(-1);
    this.#dropKey();
    this.#isKeyAllowed = false;
    const { offset } = this.#source;
    this.#source.skip(3);
    this.#add(kind, offset, offset + 3);
  }

  #openFlow(kind: 'flow-seq' | 'flow-map'): void {
    this.#keepKey();
    this.#brackets.push(this.#source.offset);
    this.#keys.push(undefined);
    this.#isKeyAllowed = true;
    this.#addIndicator(kind);
  }

  #closeFlow(kind: 'flow-seq-end' | 'flow-map-end'): void {
    this.#dropKey();
    if (this.isInFlow) this.#keys.pop();
    this.#brackets.pop();
    this.#isKeyAllowed = false;
    this.#addIndicator(kind);
  }

  #scanDash(): void {
    const { offset, column } = this.#source;
    if (!this.isInFlow) {
      if (!this.#isKeyAllowed) throw this.#unexpected('UNEXPECTED_DASH');
      this.#open('block-seq', column, this.#next, offset);
    }
    this.#dropKey();
    this.#isKeyAllowed = true;
    this.#addIndicator('dash');
  }

  #scanKey(): void {
    const { offset, column } = this.#source;
    if (!this.isInFlow) {
      if (!this.#isKeyAllowed) throw this.#unexpected('UNEXPECTED_KEY');
      this.#open('block-map', column, this.#next, offset);
    }
    this.#dropKey();
    this.#isKeyAllowed = !this.isInFlow;
    this.#addIndicator('key');
  }

  #scanValue(): void {
    const key = this.#keys.at(-1);
    if (key && !this.#isOver(key)) {
      this.#insert(key.token, 'key', key.start);
      this.#open('block-map', key.column, key.token, key.start);
      this.#setKey(this.#keys.length - 1, undefined);
      this.#isKeyAllowed = false;
    } else {
      if (key?.isRequired) throw this.#noColon(key);
      this.#scanLoneValue();
    }
    this.#addIndicator('value');
  }

  /** A colon with no key on its line. */
  #scanLoneValue(): void {
    const { offset, column } = this.#source;
    if (!this.isInFlow) {
      if (!this.#isKeyAllowed) throw this.#unexpected('UNEXPECTED_COLON', this.#lastScalar?.start);
      this.#open('block-map', column, this.#next, offset);
    }
    this.#isKeyAllowed = !this.isInFlow;
  }

  #scanAnchor(kind: 'anchor' | 'alias'): void {
    this.#keepKey();
    this.#isKeyAllowed = false;
    const source = this.#source;
    const start = source.offset;
    source.skip();
    while (isWord(source.at())) source.skip();
    const name = source.text.slice(start + 1, source.offset);
    if (name === '' || !(isSpace(source.at()) || AFTER_ANCHOR.has(source.at())))
      throw new ReadFailure('BAD_ANCHOR', { start, end: Math.max(start + 1, source.offset) });
    this.#add(kind, start, source.offset, name);
  }

  #scanTag(): void {
    this.#keepKey();
    this.#isKeyAllowed = false;
    const start = this.#source.offset;
    const tag = scanTag(this.#source);
    this.#add('tag', start, this.#source.offset, tag);
  }

  #scanQuoted(style: 'single' | 'double'): void {
    this.#keepKey();
    this.#isKeyAllowed = false;
    const start = this.#source.offset;
    const { line } = this.#source;
    const text = scanQuoted(this.#source);
    if (this.#source.line > line) this.#quoted = { start, end: this.#source.offset };
    this.#add('scalar', start, this.#source.offset, text, style);
  }

  #scanPlain(): void {
    this.#keepKey();
    this.#isKeyAllowed = false;
    const start = this.#source.offset;
    const { text, end, endsLine } = scanPlain(this.#source, this.#indent + 1, this.isInFlow);
    if (endsLine) this.#isKeyAllowed = true;
    this.#add('scalar', start, end, text);
  }

  #scanBlock(style: 'literal' | 'folded'): void {
    this.#dropKey();
    this.#isKeyAllowed = true;
    const start = this.#source.offset;
    const { text, end } = scanBlock(this.#source, this.#indent);
    this.#add('scalar', start, end, text, style);
  }
}
