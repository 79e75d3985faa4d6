/** Escapes inside quoted strings. */

export interface Escape {
  /** The character meant; empty when the escape is none. */
  readonly value: string;
  readonly end: number;
  readonly error?: string;
  /** `\u{...}`, which only the newer language has. */
  readonly braced?: boolean;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const BAD = 'invalid char escape';
const UNREADABLE = 'unable to unescape string';

/** Reads the escape whose backslash stands at `at`. */
export function readEscape(text: string, at: number, quote: string): Escape {
  const char = text.charAt(at + 1);
  const simple = SIMPLE[char];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (char === quote) return { value: quote, end: at + 2 };
  if (char >= '0' && char <= '7') return octal(text, at);
  if (text.startsWith('u{', at + 1)) return braced(text, at);
  const length = HEX_LENGTH[char];
  if (length === undefined) return { value: '', end: char === '' || char === '\n' ? at + 1 : at + 2, error: BAD };
  const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, at + 2 + length))?.[0] ?? '';
  if (digits.length < length) return { value: '', end: at + 2 + digits.length, error: BAD };
  return fromCode(Number.parseInt(digits, 16), at + 2 + length);
}

function octal(text: string, at: number): Escape {
  const digits = /^[0-7]{0,3}/.exec(text.slice(at + 1, at + 4))?.[0] ?? '';
  const end = at + 1 + digits.length;
  if (digits.length < 3) return { value: '', end, error: BAD };
  if (digits.charAt(0) > '3') return { value: '', end, error: UNREADABLE };
  return fromCode(Number.parseInt(digits, 8), end);
}

function braced(text: string, at: number): Escape {
  const match = /^[0-9a-fA-F]{1,6}\}/.exec(text.slice(at + 3, at + 10));
  if (!match) return { value: '', end: at + 3, error: BAD, braced: true };
  return { ...fromCode(Number.parseInt(match[0], 16), at + 3 + match[0].length), braced: true };
}

/** Go writes half a surrogate pair as the replacement character. */
function fromCode(code: number, end: number): Escape {
  if (code > 0x10ffff) return { value: '', end, error: UNREADABLE };
  return { value: code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code), end };
}
