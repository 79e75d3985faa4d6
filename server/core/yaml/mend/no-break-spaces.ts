/** Blanks that come with text from web pages: they look like blanks, and are letters to YAML. */
import type { Range } from '../../text/range.ts';
import type { YamlProblem } from '../node.ts';

const OTHER_SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
/** What the blanks of an indentation stand before: a field, an item, a comment, a bracket that closes. */
const STARTS = /(?:-(?:\s|$)|["'\w./-]{1,200}:(?:\s|$)|#|[\]}])/y;
const INDENT = /(?<=^|\n)[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;
const NAME = /["'\w./-]{1,200}:/y;

export interface WithoutSpaces {
  /** As long as the source: blanks are in their place. */
  readonly text: string;
  /** One for all of them. */
  readonly problem?: YamlProblem;
}

/** Those before a field, an item or a comment, and behind a colon or a dash. */
export function replaceSpaces(source: string): WithoutSpaces {
  if (!OTHER_SPACE.test(source)) return { text: source };
  const found: Range[] = [];
  for (let start = 0; start < source.length; ) {
    const end = source.indexOf('\n', start) < 0 ? source.length : source.indexOf('\n', start);
    findInLine(source, start, end, found);
    start = end + 1;
  }
  if (found.length === 0) return { text: source };
  // Lines of texts came from the same page.
  const starts = new Set(found.map(({ start }) => start));
  for (const { 0: spaces, index } of source.matchAll(INDENT)) {
    if (OTHER_SPACE.test(spaces) && !starts.has(index)) found.push({ start: index, end: index + spaces.length });
  }
  found.sort((a, b) => a.start - b.start);
  const [first] = found;
  if (!first) return { text: source };
  const fix = found.map(range => ({ range, newText: ' '.repeat(range.end - range.start) }));
  let text = '';
  let from = 0;
  for (const { range, newText } of fix) {
    text += source.slice(from, range.start) + newText;
    from = range.end;
  }
  return { text: text + source.slice(from), problem: { code: 'NO_BREAK_SPACE', range: first, fix } };
}

function findInLine(source: string, start: number, end: number, found: Range[]): void {
  let at = spacesEnd(source, start, end);
  if (!isMatch(STARTS, source, at)) return;
  addSpaces(source, { start, end: at }, found);
  while (source.charAt(at) === '-' && at + 1 < end) {
    const next = spacesEnd(source, at + 1, end);
    if (next === at + 1) return;
    addSpaces(source, { start: at + 1, end: next }, found);
    at = next;
  }
  NAME.lastIndex = at;
  if (!NAME.test(source)) return;
  addSpaces(source, { start: NAME.lastIndex, end: spacesEnd(source, NAME.lastIndex, end) }, found);
}

function isMatch(pattern: RegExp, source: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(source);
}

function spacesEnd(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && (/[ \t]/.test(source.charAt(at)) || OTHER_SPACE.test(source.charAt(at)))) at += 1;
  return at;
}

function addSpaces(source: string, range: Range, found: Range[]): void {
  if (OTHER_SPACE.test(source.slice(range.start, range.end))) found.push(range);
}
