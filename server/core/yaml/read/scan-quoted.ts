/** Scalars in quotes. */
import { type Characters, code, END, isBlank, isBreak, isSpace } from './characters.ts';
import { ReadFailure } from './failure.ts';
import { Fold } from './fold.ts';

const BACKSLASH = code('\\');
const SINGLE = code("'");
const DOUBLE = code('"');

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
/** How many digits follow. */
const HEX: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The text; the source stands behind the closing quote then. */
export function scanQuoted(source: Characters): string {
  const start = source.offset;
  const quote = source.at();
  const isSingle = quote === SINGLE;
  source.skip();
  let text = '';
  for (;;) {
    if (source.isDocumentMark() || source.at() === END)
      throw new ReadFailure('OPEN_QUOTE', { start, end: source.offset }, start);
    const fold = new Fold();
    text += isSingle ? takeSingle(source) : takeDouble(source, fold);
    if (source.at() === quote) break;
    while (isBlank(source.at()) || isBreak(source.at())) fold.take(source);
    text += fold.text;
  }
  source.skip();
  return text;
}

/** A word; two quotes are one. */
function takeSingle(source: Characters): string {
  let text = '';
  for (let char = source.at(); !isSpace(char); char = source.at()) {
    if (char === SINGLE) {
      if (source.at(1) !== SINGLE) return text;
      source.skip();
    }
    text += source.text.charAt(source.offset);
    source.skip();
  }
  return text;
}

/** A word; at an escaped line break it ends, and `fold` knows of the break. */
function takeDouble(source: Characters, fold: Fold): string {
  let text = '';
  for (let char = source.at(); !isSpace(char); char = source.at()) {
    if (char === DOUBLE) return text;
    if (char !== BACKSLASH) {
      text += source.text.charAt(source.offset);
      source.skip();
    } else if (isBreak(source.at(1))) {
      source.skip();
      fold.takeEscapedBreak(source);
      return text;
    } else text += takeEscape(source);
  }
  return text;
}

function takeEscape(source: Characters): string {
  const start = source.offset;
  const name = source.text.charAt(start + 1);
  const digits = HEX.get(name);
  const known = ESCAPES.get(name);
  source.skip(2);
  if (known !== undefined) return known;
  const hex = digits === undefined ? '' : source.text.slice(source.offset, source.offset + digits);
  const value = hex.length === digits && /^[0-9a-f]+$/i.test(hex) ? Number.parseInt(hex, 16) : undefined;
  const isHalf = value !== undefined && value >= 0xd800 && value <= 0xdfff;
  if (value === undefined || value > 0x10ffff || isHalf)
    throw new ReadFailure('BAD_ESCAPE', { start, end: Math.min(source.text.length, start + 2) });
  source.skip(hex.length);
  return String.fromCodePoint(value);
}
