/** The syntax of Go's regular expressions (RE2): text to a tree, or Go's reason to refuse it. */

import { type CharacterTest, folded, PERL, POSIX, unicodeClass } from './regexp-characters.ts';

export type Pattern =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly of: 'begin' | 'end' | 'line-begin' | 'line-end' | 'word' | 'no-word' }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly body: Pattern; readonly min: number; readonly max: number };

export class PatternError extends Error {}
/** A pattern Go may know and we do not. */
export class UnknownPatternError extends Error {}

interface Flags {
  readonly fold: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

const MAX_REPEAT = 1000;
const MAX_DEPTH = 200;

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

export function parsePattern(text: string): Pattern {
  return new PatternParser(text).run();
}

class PatternParser {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  /** Greatest number of copies that a pattern stands for through nested counts. */
  private readonly copies = new Map<Pattern, number>();

  constructor(text: string) {
    this.text = text;
  }

  run(): Pattern {
    const pattern = this.choice({ fold: false, multiline: false, dotAll: false });
    if (this.at < this.text.length) this.refuse('unexpected )', this.text);
    return pattern;
  }

  private refuse(what: string, where: string): never {
    throw new PatternError(`error parsing regexp: ${what}: \`${where}\``);
  }

  private choice(flags: Flags): Pattern {
    if (++this.depth > MAX_DEPTH) throw new UnknownPatternError();
    const parts: Pattern[] = [];
    let current = flags;
    do {
      if (parts.length > 0) this.at++;
      const [part, after] = this.sequence(current);
      parts.push(part);
      current = after;
    } while (this.text.charAt(this.at) === '|');
    this.depth--;
    const [only] = parts;
    return this.noted(parts.length === 1 && only ? only : { kind: 'choice', parts }, parts);
  }

  private noted(pattern: Pattern, parts: readonly Pattern[], times = 1): Pattern {
    this.copies.set(pattern, times * Math.max(1, ...parts.map(part => this.copies.get(part) ?? 1)));
    return pattern;
  }

  /** Flags set within (`(?i)`) hold until the group ends, so they are handed back. */
  private sequence(flags: Flags): [Pattern, Flags] {
    const parts: Pattern[] = [];
    let current = flags;
    while (this.at < this.text.length && !'|)'.includes(this.text.charAt(this.at))) {
      const start = this.at;
      if (this.text.startsWith('\\Q', this.at)) {
        parts.push(...this.quotation(current));
        continue;
      }
      const atom = this.atom(current);
      if ('fold' in atom) current = atom;
      else parts.push(this.repeated(atom, start));
    }
    return [this.noted({ kind: 'sequence', parts }, parts), current];
  }

  private quotation(flags: Flags): Pattern[] {
    const close = this.text.indexOf('\\E', this.at + 2);
    const inner = this.text.slice(this.at + 2, close < 0 ? undefined : close);
    this.at = close < 0 ? this.text.length : close + 2;
    return [...inner].map(char => literal(char.codePointAt(0) ?? 0, flags));
  }

  private atom(flags: Flags): Pattern | Flags {
    const char = this.text.charAt(this.at);
    switch (char) {
      case '(':
        return this.group(flags);
      case '[':
        return this.characterClass(flags);
      case '\\':
        return this.escape(flags);
      case '.':
        this.at++;
        return { kind: 'character', test: flags.dotAll ? () => true : code => code !== 0x0a };
      case '^':
        this.at++;
        return { kind: 'assertion', of: flags.multiline ? 'line-begin' : 'begin' };
      case '$':
        this.at++;
        return { kind: 'assertion', of: flags.multiline ? 'line-end' : 'end' };
      case '*':
      case '+':
      case '?':
        return this.refuse('missing argument to repetition operator', char);
      default: {
        if (char === '{' && this.count()) return this.refuse('missing argument to repetition operator', char);
        const code = this.text.codePointAt(this.at) ?? 0;
        this.at += code > 0xffff ? 2 : 1;
        return literal(code, flags);
      }
    }
  }

  private group(flags: Flags): Pattern | Flags {
    const start = this.at;
    let inner = flags;
    if (this.text.startsWith('(?', start)) {
      const named = /^\(\?P?<([^>]*)>/.exec(this.text.slice(start));
      if (named) this.nameGroup(named[0], named[1] ?? '');
      else {
        const read = this.flags(flags, start);
        if (read.closed) return read.flags;
        inner = read.flags;
      }
    } else this.at++;
    const body = this.choice(inner);
    if (this.text.charAt(this.at) !== ')') this.refuse('missing closing )', this.text);
    this.at++;
    return body;
  }

  private nameGroup(text: string, name: string): void {
    if (!/^\w+$/.test(name)) this.refuse('invalid named capture', text);
    this.at += text.length;
  }

  private flags(flags: Flags, start: number): { flags: Flags; closed: boolean } {
    const match = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(this.text.slice(start));
    if (!match) {
      const end = this.text.slice(start).search(/[:)]/);
      const shown = this.text.slice(start, end < 0 ? undefined : start + Math.min(end + 1, 3));
      return this.refuse('invalid or unsupported Perl syntax', shown);
    }
    const [text, on = '', off = '', close] = match;
    this.at = start + text.length;
    const has = (flag: string, before: boolean): boolean => (before || on.includes(flag)) && !off.includes(flag);
    return {
      flags: { fold: has('i', flags.fold), multiline: has('m', flags.multiline), dotAll: has('s', flags.dotAll) },
      closed: close === ')',
    };
  }

  /** `{2}`, `{2,}` or `{2,3}` at the current place; anything else there is text. */
  private count(): { length: number; min: number; max: number } | undefined {
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.text.slice(this.at, this.at + 40));
    if (!match) return undefined;
    const [text, least = '', comma, most] = match;
    if (/^0\d/.test(least) || (most !== undefined && /^0\d/.test(most))) return undefined;
    const min = Number(least);
    const max = comma === undefined ? min : most === '' || most === undefined ? Number.POSITIVE_INFINITY : Number(most);
    return { length: text.length, min, max };
  }

  private repeated(atom: Pattern, start: number): Pattern {
    const from = this.at;
    const char = this.text.charAt(this.at);
    let bounds: { min: number; max: number } | undefined;
    if (char === '*') bounds = { min: 0, max: Number.POSITIVE_INFINITY };
    else if (char === '+') bounds = { min: 1, max: Number.POSITIVE_INFINITY };
    else if (char === '?') bounds = { min: 0, max: 1 };
    const counted = char === '{' ? this.count() : undefined;
    if (!bounds && !counted) return this.noted(atom, [atom]);
    this.at += counted ? counted.length : 1;
    if (this.text.charAt(this.at) === '?') this.at++;
    const { min, max } = counted ?? bounds ?? { min: 1, max: 1 };
    const operator = this.text.slice(from, this.at);
    if (counted && (min > MAX_REPEAT || (max !== Number.POSITIVE_INFINITY && (max > MAX_REPEAT || max < min)))) {
      this.refuse('invalid repeat count', operator);
    }
    const after = this.text.charAt(this.at);
    if ((after !== '' && '*+?'.includes(after)) || (after === '{' && this.count())) {
      this.refuse('invalid nested repetition operator', operator + after);
    }
    const times = max === Number.POSITIVE_INFINITY ? Math.max(min, 1) : Math.max(max, 1);
    const repeat = this.noted({ kind: 'repeat', body: atom, min, max }, [atom], counted ? times : 1);
    if ((this.copies.get(repeat) ?? 1) > MAX_REPEAT)
      this.refuse('invalid repeat count', this.text.slice(start, this.at));
    return repeat;
  }

  private escape(flags: Flags): Pattern {
    const char = this.text.charAt(this.at + 1);
    const assertion = { A: 'begin', z: 'end', b: 'word', B: 'no-word' } as const;
    if (Object.hasOwn(assertion, char)) {
      this.at += 2;
      return { kind: 'assertion', of: assertion[char as keyof typeof assertion] };
    }
    const test = this.classEscape();
    if (test) return { kind: 'character', test: flags.fold ? folded(test) : test };
    return literal(this.characterEscape(), flags);
  }

  /** `\d`, `\PL`, `\p{Greek}` and the like. */
  private classEscape(): CharacterTest | undefined {
    const char = this.text.charAt(this.at + 1);
    const perl = Object.hasOwn(PERL, char.toLowerCase()) ? PERL[char.toLowerCase()] : undefined;
    if (perl) {
      this.at += 2;
      return char === char.toLowerCase() ? perl : code => !perl(code);
    }
    if (char !== 'p' && char !== 'P') return undefined;
    const match = /^\\[pP](?:\{(\^?)([^}]*)\}|(.))/su.exec(this.text.slice(this.at));
    if (!match) return this.refuse('invalid character class range', this.text.slice(this.at));
    this.at += match[0].length;
    const test = unicodeClass(match[2] ?? match[3] ?? '');
    if (!test) return this.refuse('invalid character class range', match[0]);
    return (char === 'P') !== (match[1] === '^') ? code => !test(code) : test;
  }

  private characterEscape(): number {
    const rest = this.text.slice(this.at + 1, this.at + 14);
    const char = rest.charAt(0);
    if (char === '') return this.refuse('trailing backslash at end of expression', '');
    const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const hex = /^x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(rest);
    const code = this.text.codePointAt(this.at + 1) ?? 0;
    let value: number;
    let length = 1;
    if (octal) {
      value = Number.parseInt(octal[0], 8);
      length = octal[0].length;
    } else if (hex) {
      value = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      length = hex[0].length;
    } else if (Object.hasOwn(CONTROL, char)) value = CONTROL[char] ?? 0;
    else if (code < 0x80 && !/[0-9A-Za-z]/.test(char)) value = code;
    else value = Number.POSITIVE_INFINITY;
    if (value > 0x10ffff) this.refuse('invalid escape sequence', `\\${char}`);
    this.at += 1 + length;
    return value;
  }

  private characterClass(flags: Flags): Pattern {
    const start = this.at;
    this.at++;
    const negated = this.text.charAt(this.at) === '^';
    if (negated) this.at++;
    const tests: CharacterTest[] = [];
    let first = true;
    while (first || this.text.charAt(this.at) !== ']') {
      if (this.at >= this.text.length) this.refuse('missing closing ]', this.text.slice(start));
      tests.push(this.classItem());
      first = false;
    }
    this.at++;
    const any: CharacterTest = code => tests.some(test => test(code));
    const test = flags.fold ? folded(any) : any;
    return { kind: 'character', test: negated ? code => !test(code) : test };
  }

  private classItem(): CharacterTest {
    const posix = /^\[:(\^?)([^\]:]*):\]/.exec(this.text.slice(this.at));
    if (posix) {
      const set = Object.hasOwn(POSIX, posix[2] ?? '') ? POSIX[posix[2] ?? ''] : undefined;
      if (set === undefined) this.refuse('invalid character class range', posix[0]);
      this.at += posix[0].length;
      const expression = new RegExp(`^[${set}]$`, 'u');
      return code => expression.test(String.fromCodePoint(code)) !== (posix[1] === '^');
    }
    if (this.text.charAt(this.at) === '\\') {
      const test = this.classEscape();
      if (test) return test;
    }
    const start = this.at;
    const low = this.classCharacter();
    let high = low;
    if (this.text.charAt(this.at) === '-' && this.text.charAt(this.at + 1) !== ']' && this.at + 1 < this.text.length) {
      this.at++;
      high = this.classCharacter();
      if (high < low) this.refuse('invalid character class range', this.text.slice(start, this.at));
    }
    return code => code >= low && code <= high;
  }

  private classCharacter(): number {
    if (this.at >= this.text.length) this.refuse('missing closing ]', this.text);
    if (this.text.charAt(this.at) === '\\') return this.characterEscape();
    const code = this.text.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }
}

function literal(code: number, flags: Flags): Pattern {
  const test: CharacterTest = other => other === code;
  return { kind: 'character', test: flags.fold ? folded(test) : test };
}
