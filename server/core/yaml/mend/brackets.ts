/** Brackets and braces that are not closed, or were never opened. */
import type { ReadFailure } from '../read/failure.ts';
import { insert, type Line, lineWith, nextFilled } from './lines.ts';
import { valueAt } from './quotes.ts';
import { meant, type Repair } from './repair.ts';

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}' };
const one = (start: number) => ({ start, end: start + 1 });

/** In brackets. */
export function mendBrackets(text: string, { code, range: { start }, opened, around }: ReadFailure): readonly Repair[] {
  const outer = Math.min(around.brackets[0] ?? opened ?? start, opened ?? start);
  const char = text.charAt(start);
  const open = openBrackets(text, outer, start);
  const isCloser = char === ']' || char === '}';
  const inside = isCloser
    ? mendCloser(text, start, open)
    : code === 'COMMA_EXPECTED' && start < text.length
      ? mendComma(text, start)
      : char === ','
        ? [meant('STRAY_COMMA', one(start), [{ range: one(start), newText: '' }])]
        : [];
  const isSameLine = lineWith(text, start).start === lineWith(text, outer).start;
  const ends = closeAll(text, outer);
  return isCloser || isSameLine ? [...inside, ...ends] : [...ends, ...inside];
}

/** A bracket that closes another one than the last that was opened. */
function mendCloser(text: string, at: number, open: readonly number[]): readonly Repair[] {
  const char = text.charAt(at);
  const missing: string[] = [];
  for (const start of open.toReversed()) {
    const closer = CLOSERS[text.charAt(start)] ?? '';
    if (closer === char && missing.length > 0)
      return [
        meant('OPEN_BRACKET', one(open.at(-1) ?? at), [insert(at, missing.join(''))]),
        meant('STRAY_BRACKET', one(at), [{ range: one(at), newText: '' }]),
      ];
    missing.push(closer);
  }
  const [right] = missing;
  const other = right === undefined ? [] : [meant('STRAY_BRACKET', one(at), [{ range: one(at), newText: right }])];
  const opened = openBefore(text, at, char === ']' ? '[' : '{');
  return [...opened, meant('STRAY_BRACKET', one(at), [{ range: one(at), newText: '' }]), ...other];
}

/** The bracket was left out behind the last colon before the one that closes it. */
function openBefore(text: string, at: number, opener: string): readonly Repair[] {
  const line = lineWith(text, at);
  const colon = text.slice(line.start, at).lastIndexOf(': ');
  const inner = text.slice(line.start + colon + 2, at);
  if (colon < 0 || inner.trim() === '' || /[[\]{}]/.test(inner)) return [];
  return [meant('STRAY_BRACKET', one(at), [insert(line.start + colon + 2, opener)])];
}

/** Two items with nothing between them: in the middle of the line, or from one line to the next. */
function mendComma(text: string, at: number): readonly Repair[] {
  const isColon = text.charAt(at) === ':';
  // A colon came too late: the item before it is a value and a key.
  const key = isColon ? wordBefore(text, at) : at;
  const before = text.slice(0, key).trimEnd().length;
  return [meant('NO_COMMA', { start: before, end: Math.max(before + 1, key) }, [insert(before, ',')])];
}

function wordBefore(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_WORD);
  const word = /[^\s,[\]{}]+\s*$/.exec(text.slice(from, at));
  return word ? from + word.index : at;
}

const LONGEST_WORD = 200;

/** At the end of the line on which the outermost opens, or of the last line that belongs to it. */
function closeAll(text: string, outer: number): readonly Repair[] {
  const first = lineWith(text, outer);
  const last = lastLine(text, first);
  return [...new Set([last.content.end, first.content.end])].flatMap(end => {
    const open = openBrackets(text, outer, end);
    if (open.length === 0) return [];
    const closers = open.toReversed().map(start => CLOSERS[text.charAt(start)] ?? '');
    // A comma at the end is one too many.
    const isComma = text.charAt(end - 1) === ',';
    const edit = { range: { start: isComma ? end - 1 : end, end }, newText: closers.join('') };
    return [meant('OPEN_BRACKET', one(open[0] ?? outer), [edit])];
  });
}

/** Lines that are indented deeper than the one with the bracket, or begin with one that closes. */
function lastLine(text: string, first: Line): Line {
  let last = first;
  for (let line = nextFilled(text, first); line; line = nextFilled(text, line)) {
    const isCloser = /^\s*[\]}]/.test(line.text);
    if (!isCloser && (line.indent <= first.indent || /^\s*(- |[\w./-]+:(\s|$))/.test(line.text))) break;
    last = line;
  }
  return last;
}

/** A value that closes more brackets than it opens. */
export function mendUnopened(text: string, at: number): readonly Repair[] {
  const value = valueAt(text, at);
  if (!value) return [];
  const openers = unopened(text, value.start, value.end);
  if (openers === '') return [];
  const last = value.end - 1;
  return [meant('STRAY_BRACKET', { start: last, end: value.end }, [insert(value.start, openers)])];
}

/** What opens the brackets that are closed between two offsets and not opened there, the outermost first. */
function unopened(text: string, from: number, to: number): string {
  let openers = '';
  const open: string[] = [];
  for (const { 0: char } of text
    .slice(from, to)
    .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
    .matchAll(/[[\]{}]/g)) {
    if (char === '[' || char === '{') open.push(char);
    else if (open.length > 0) open.pop();
    else openers = (char === ']' ? '[' : '{') + openers;
  }
  return openers;
}

/** Brackets between two offsets that are open at the second, the outermost first. Quotes hide what is in them, comments too. */
export function openBrackets(text: string, from: number, to: number): readonly number[] {
  const open: number[] = [];
  let quote = '';
  for (let at = from; at < to; at++) {
    const char = text.charAt(at);
    const before = text.charAt(at - 1);
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"') at += 1;
    } else if ((char === '"' || char === "'") && /[\s[{,:]/.test(before)) quote = char;
    else if (char === '#' && /\s/.test(before)) at = lineWith(text, at).end;
    else if (char === '[' || char === '{') open.push(at);
    else if ((char === ']' || char === '}') && CLOSERS[text.charAt(open.at(-1) ?? at)] === char) open.pop();
  }
  return open;
}
