/** Lines of a text that is being mended. */
import { lineAt } from '../../text/line-map.ts';
import type { Range, TextEdit } from '../../text/range.ts';

export interface Line extends Range {
  /** Column of the first character that is no blank. */
  readonly indent: number;
  /** What is written, without indentation, comment, and blanks at the end. */
  readonly content: Range;
  readonly text: string;
}

export function lineWith(text: string, offset: number): Line {
  const { start, end } = lineAt(text, offset);
  const own = text.slice(start, end);
  const indent = own.length - own.trimStart().length;
  const from = start + indent;
  return { start, end, indent, content: { start: from, end: Math.max(from, contentEnd(text, from, end)) }, text: own };
}

/** Where a comment or the blanks at the end begin. A `#` in quotes is none. */
function contentEnd(text: string, start: number, end: number): number {
  let quote = '';
  let last = start;
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === '#' && quote === '' && (at === start || /\s/.test(text.charAt(at - 1)))) return last;
    if (quote === '' && (char === '"' || char === "'") && /[\s[{,:]|^$/.test(text.charAt(at - 1))) quote = char;
    else if (char === quote) quote = '';
    if (!/\s/.test(char)) last = at + 1;
  }
  // An open quote may be an apostrophe, and then the comment is one.
  return quote === '' ? last : withoutComment(text, start, last);
}

function withoutComment(text: string, start: number, end: number): number {
  const comment = /\s#/.exec(text.slice(start, end));
  return comment ? start + text.slice(start, start + comment.index).trimEnd().length : end;
}

export function isBlankLine(line: Line): boolean {
  return line.content.end <= line.content.start;
}

export function nextLine(text: string, line: Range): Line | undefined {
  if (line.end >= text.length) return undefined;
  const start = line.end + (text.startsWith('\r\n', line.end) ? 2 : 1);
  return start > text.length ? undefined : lineWith(text, start);
}

export function previousLine(text: string, line: Range): Line | undefined {
  if (line.start === 0) return undefined;
  const end = line.start - (text.startsWith('\r\n', line.start - 2) ? 2 : 1);
  return lineWith(text, end);
}

/** Over empty lines and comments. */
export function nextFilled(text: string, from: Range): Line | undefined {
  let line = nextLine(text, from);
  while (line && isBlankLine(line)) line = nextLine(text, line);
  return line;
}

export function previousFilled(text: string, from: Range): Line | undefined {
  let line = previousLine(text, from);
  while (line && isBlankLine(line)) line = previousLine(text, line);
  return line;
}

/** Lines from one on, as long as they are filled and indented as deep as it, or deeper; empty ones between them too. */
export function blockFrom(text: string, first: Line): readonly Line[] {
  const lines = [first];
  for (let line = nextFilled(text, first); line && line.indent >= first.indent; line = nextFilled(text, line)) {
    lines.push(line);
    if (lines.length >= MOST_LINES) break;
  }
  return lines;
}

/** Of one repair. */
const MOST_LINES = 2000;

export function blank(text: string, range: Range): TextEdit {
  return { range, newText: text.slice(range.start, range.end).replace(/[^\r\n]/g, ' ') };
}

export function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** The lines begin so many columns further right, or left. */
export function shift(lines: readonly Line[], by: number): readonly TextEdit[] {
  return lines.map(({ start, indent }) =>
    by >= 0 ? insert(start, ' '.repeat(by)) : { range: { start, end: start + Math.min(indent, -by) }, newText: '' },
  );
}
