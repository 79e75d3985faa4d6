/**
 * Text to tokens. Total: what cannot be read becomes a token of kind `bad` and a problem. Placeholders (`{{args.x}}`) are tokens of
 * their own; glued to letters or digits the whole clump is one opaque token.
 */

import type { ExprVersion } from '../builtins/version.ts';
import { isIdentifierPart, isSpace } from './characters.ts';
import { readEscape } from './escape.ts';

export type TokenKind = 'number' | 'string' | 'identifier' | 'operator' | 'bracket' | 'placeholder' | 'bad' | 'eof';

export interface Token {
  readonly kind: TokenKind;
  /** Decoded text of a string, else the text as written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** A string that holds a placeholder. */
  readonly open?: boolean;
}

export type LexicalReason =
  | 'unknown-character'
  | 'unterminated-string'
  | 'bad-escape'
  | 'bad-number'
  | 'unclosed-comment'
  | 'raw-string-version'
  | 'escape-version';

export interface LexicalProblem {
  readonly reason: LexicalReason;
  readonly start: number;
  readonly end: number;
  /** The library's own words. */
  readonly message: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Lexed {
  /** Ends with `eof`. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Span[];
  /** Every `{{...}}`, also those inside strings and comments. */
  readonly placeholders: readonly Span[];
  readonly problems: readonly LexicalProblem[];
}

const WORD_OPERATORS = new Set(['not', 'in', 'or', 'and', 'matches', 'contains', 'startsWith', 'endsWith', 'let']);
const DIGITS = '0123456789';

export function lex(text: string, version: ExprVersion): Lexed {
  return new Lexer(text, version).run();
}

class Lexer {
  private readonly text: string;
  private readonly version: ExprVersion;
  private readonly tokens: Token[] = [];
  private readonly comments: Span[] = [];
  private readonly placeholders: Span[] = [];
  private readonly problems: LexicalProblem[] = [];
  private at = 0;

  constructor(text: string, version: ExprVersion) {
    this.text = text;
    this.version = version;
  }

  run(): Lexed {
    while (this.at < this.text.length) this.next();
    const end = this.text.length;
    this.tokens.push({ kind: 'eof', value: '', start: end, end });
    return { tokens: this.tokens, comments: this.comments, placeholders: this.placeholders, problems: this.problems };
  }

  private next(): void {
    const start = this.at;
    const char = this.text.charAt(start);
    const code = this.text.codePointAt(start) ?? 0;
    const length = this.operatorLength(char);
    if (this.text.startsWith('{{', start)) this.placeholder(start);
    else if (isSpace(code)) this.at++;
    else if (char === "'" || char === '"') this.quoted(start, char);
    else if (char === '`') this.raw(start);
    else if (DIGITS.includes(char)) this.number(start);
    else if (char === '/') this.slash(start);
    else if (char === '#') this.pointer(start);
    else if (char === '.') this.dot(start);
    else if ('([{)]}'.includes(char)) this.emit('bracket', start, start + 1);
    else if (length > 0) this.emit('operator', start, start + length);
    else if (isIdentifierPart(code)) this.word(start);
    else this.unknown(start, code);
  }

  private unknown(start: number, code: number): void {
    const end = start + String.fromCodePoint(code).length;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    this.problem('unknown-character', start, end, `unrecognized character: U+${hex} '${this.text.slice(start, end)}'`);
    this.emit('bad', start, end);
  }

  private operatorLength(char: string): number {
    const after = this.text.charAt(this.at + 1);
    if (',;%+-^'.includes(char)) return 1;
    if ('&!=*<>'.includes(char)) return after !== '' && '&=*'.includes(after) ? 2 : 1;
    if (char === '?') return after === '.' || after === '?' ? 2 : 1;
    if (char === '|') return after === '|' ? 2 : 1;
    if (char === ':') return after === ':' && this.version === '1.17' ? 2 : 1;
    return 0;
  }

  private emit(kind: TokenKind, start: number, end: number, value = this.text.slice(start, end), open = false): void {
    this.at = end;
    this.tokens.push(open ? { kind, value, start, end, open } : { kind, value, start, end });
  }

  private problem(reason: LexicalReason, start: number, end: number, message: string): void {
    this.problems.push({ reason, start, end, message });
  }

  /** End of the `{{...}}` that starts at `at`; one that is never closed runs to the end of the text. */
  private placeholderEnd(at: number): number {
    const close = this.text.indexOf('}}', at + 2);
    return close < 0 ? this.text.length : close + 2;
  }

  private placeholder(start: number): void {
    let end = start;
    for (;;) {
      if (this.text.startsWith('{{', end)) {
        const close = this.placeholderEnd(end);
        this.placeholders.push({ start: end, end: close });
        end = close;
      } else if (isIdentifierPart(this.text.codePointAt(end) ?? 0)) {
        end += String.fromCodePoint(this.text.codePointAt(end) ?? 0).length;
      } else break;
    }
    // Letters or digits directly before belong to the same word, whatever it will be.
    const last = this.tokens.at(-1);
    const glued = last && last.end === start && (last.kind === 'identifier' || last.kind === 'number');
    if (glued) this.tokens.pop();
    this.emit('placeholder', glued ? last.start : start, end);
  }

  private quoted(start: number, quote: string): void {
    let at = start + 1;
    let value = '';
    let open = false;
    for (;;) {
      const char = this.text.charAt(at);
      if (char === quote) break;
      if (char === '' || char === '\n') {
        // A placeholder that is never closed swallows the quote: then it is the placeholder that has to be reported.
        const swallowed = open && this.placeholders.at(-1)?.end === at && !this.text.startsWith('}}', at - 2);
        if (!swallowed) this.problem('unterminated-string', start, at, 'literal not terminated');
        break;
      }
      if (char === '\\') {
        const read = readEscape(this.text, at, quote);
        if (read.braced && this.version === '1.15') {
          this.problem('escape-version', at, read.end, 'invalid char escape');
        } else if (read.error) {
          this.problem('bad-escape', at, read.end, read.error);
        }
        value += read.value;
        at = read.end;
      } else if (this.text.startsWith('{{', at)) {
        const end = Math.min(this.placeholderEnd(at), this.lineEnd(at));
        this.placeholders.push({ start: at, end });
        value += this.text.slice(at, end);
        open = true;
        at = end;
      } else if (char === '\r') {
        value += '\n';
        at++;
      } else {
        value += char;
        at++;
      }
    }
    this.emit('string', start, Math.min(at + (this.text.charAt(at) === quote ? 1 : 0), this.text.length), value, open);
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private raw(start: number): void {
    let at = start + 1;
    let value = '';
    let closed = false;
    while (at < this.text.length) {
      if (this.text.charAt(at) !== '`') {
        value += this.text.charAt(at++);
      } else if (this.text.charAt(at + 1) === '`') {
        value += '`';
        at += 2;
      } else {
        closed = true;
        at++;
        break;
      }
    }
    const before = this.placeholders.length;
    this.placeholdersIn(start, at);
    if (this.version === '1.15') {
      this.problem('raw-string-version', start, at, "unrecognized character: U+0060 '`'");
    } else if (!closed) this.problem('unterminated-string', start, at, 'literal not terminated');
    this.emit('string', start, at, value, this.placeholders.length > before);
  }

  private placeholdersIn(start: number, end: number): void {
    for (let at = this.text.indexOf('{{', start); at >= 0 && at < end; at = this.text.indexOf('{{', at)) {
      const close = Math.min(this.placeholderEnd(at), end);
      this.placeholders.push({ start: at, end: close });
      at = close;
    }
  }

  private skip(at: number, allowed: string): number {
    while (at < this.text.length && allowed.includes(this.text.charAt(at))) at++;
    return at;
  }

  private number(start: number): void {
    let digits = `${DIGITS}_`;
    let at = start;
    if (this.text.charAt(at) === '0') {
      at++;
      const prefix = this.text.charAt(at).toLowerCase();
      if (prefix === 'x') digits = '0123456789abcdefABCDEF_';
      else if (prefix === 'o') digits = '01234567_';
      else if (prefix === 'b') digits = '01_';
      if (prefix !== '' && 'xob'.includes(prefix)) at++;
    }
    at = this.skip(at, digits);
    if (this.text.charAt(at) === '.') {
      if (this.text.charAt(at + 1) === '.') {
        this.emit('number', start, at);
        return;
      }
      at = this.skip(at + 1, digits);
    }
    if (this.text.charAt(at) === 'e' || this.text.charAt(at) === 'E') {
      at++;
      if (this.text.charAt(at) === '+' || this.text.charAt(at) === '-') at++;
      at = this.skip(at, digits);
    }
    const after = at;
    while (isIdentifierPart(this.text.codePointAt(at) ?? 0)) at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (at > after && !this.text.startsWith('{{', at)) {
      const seen = this.text.slice(start, after + ((this.text.codePointAt(after) ?? 0) > 0xffff ? 2 : 1));
      this.problem('bad-number', start, at, `bad number syntax: ${JSON.stringify(seen)}`);
    }
    this.emit('number', start, at);
  }

  private dot(start: number): void {
    const after = this.text.charAt(start + 1);
    if (after !== '' && DIGITS.includes(after)) this.fraction(start);
    else this.emit('operator', start, after === '.' ? start + 2 : start + 1);
  }

  /** `.5`: a number whose first character is its dot. */
  private fraction(start: number): void {
    this.at = start;
    this.number(start + 1);
    const token = this.tokens.pop();
    if (token) this.tokens.push({ ...token, start, value: this.text.slice(start, token.end) });
  }

  private word(start: number): void {
    let at = start;
    while (at < this.text.length) {
      const code = this.text.codePointAt(at) ?? 0;
      if (!isIdentifierPart(code)) break;
      at += code > 0xffff ? 2 : 1;
    }
    const value = this.text.slice(start, at);
    const conditional = this.version === '1.17' && (value === 'if' || value === 'else');
    this.emit(WORD_OPERATORS.has(value) || conditional ? 'operator' : 'identifier', start, at);
  }

  private slash(start: number): void {
    const after = this.text.charAt(start + 1);
    if (after !== '/' && after !== '*') {
      this.emit('operator', start, start + 1);
      return;
    }
    let end: number;
    if (after === '/') end = this.lineEnd(start);
    else {
      const close = this.text.indexOf('*/', start + 2);
      end = close < 0 ? this.text.length : close + 2;
      if (close < 0) this.problem('unclosed-comment', start, end, 'unclosed comment');
    }
    this.placeholdersIn(start, end);
    this.comments.push({ start, end });
    this.at = end;
  }

  private pointer(start: number): void {
    const end = this.text.charAt(start + 1) === '#' ? start + 2 : start + 1;
    this.emit('operator', start, end);
    let at = end;
    while (at < this.text.length && isIdentifierPart(this.text.codePointAt(at) ?? 0)) {
      at += (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    // What follows the sign directly is a name, even when the word is an operator elsewhere.
    if (at > end) this.emit('identifier', end, at);
  }
}
