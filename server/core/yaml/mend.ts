/**
 * Takes one broken line out of a text that does not parse. What it takes out is replaced by blanks of the same length, so
 * that every offset stays true. It knows the breaks that typing makes; for all others it answers nothing.
 */
import { lineAt } from '../text/line-map.ts';
import type { Range } from '../text/range.ts';

export interface Mended {
  readonly text: string;
  readonly range: Range;
  /** Code of the problem: the library's own, or `HALF_TYPED`, `TOO_DEEP_INDENT`. */
  readonly code: string;
  /** The line was a `...` that stands for left-out text. */
  readonly ellipsis?: true;
}

export function mend(text: string, code: string, range: Range): Mended | undefined {
  const ellipsis = findEllipsis(text, range);
  if (ellipsis) return { text: blank(text, ellipsis), range: ellipsis, code: 'ELLIPSIS', ellipsis: true };
  switch (code) {
    case 'TAB_AS_INDENT':
      return mendTabs(text, range);
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return mendKey(text, range);
    case 'OPEN_QUOTE':
    case 'BAD_SCALAR_START':
    case 'UNEXPECTED_TOKEN':
      return mendRestOfLine(text, code, range) ?? mendFlowOrLine(text, range);
    case 'MISSING_CHAR':
    case 'BAD_INDENT':
    case 'IMPOSSIBLE':
      return mendFlowOrLine(text, range);
    default:
      return undefined;
  }
}

/** A tab in indentation counts as one blank: the structure is then mostly the one that was meant. */
function mendTabs(text: string, range: Range): Mended {
  const line = lineAt(text, range.start);
  const indent = /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '';
  const tabs = { start: line.start + indent.indexOf('\t'), end: line.start + indent.length };
  const mended = text.slice(0, line.start) + indent.replaceAll('\t', ' ') + text.slice(line.start + indent.length);
  if (!indent.includes('\t')) return { text: blank(text, line), range: trimmed(text, line), code: 'TAB_AS_INDENT' };
  // A field with its value that then stands further left than the next line would take that line for its own.
  const next = nextLine(text, line.end);
  const isTorn =
    next &&
    indentOf(mended, next) > indent.length &&
    !/(:|-|[|>][-+\d]*)[ \t]*$/.test(text.slice(line.start, line.end));
  return { text: isTorn ? blank(text, line) : mended, range: tabs, code: 'TAB_AS_INDENT' };
}

/** Either a word without its colon (`dur` above `templates:`), or a line that is indented deeper than the one it follows. */
function mendKey(text: string, range: Range): Mended | undefined {
  const line = lineAt(text, range.start);
  const before = text.slice(line.start, range.start);
  const firstLineHasKey = /[^\s:][ \t]*:[ \t]+/.test(before);
  if (!firstLineHasKey) {
    const content = trimmed(text, line);
    const word = { start: Math.max(range.start, content.start), end: content.end };
    if (word.end <= word.start || text.slice(word.start, word.end).includes(': ')) return undefined;
    return { text: blank(text, word), range: word, code: 'HALF_TYPED' };
  }
  const next = nextLine(text, line.end);
  if (!next || text.slice(next.start, next.end).trim() === '' || indentOf(text, next) <= indentOf(text, line)) {
    return /:[ \t]/.test(text.slice(range.start, line.end))
      ? maskValue(text, { start: range.start, end: trimmed(text, line).end })
      : undefined;
  }
  const block = { start: next.start, end: endOfDeeper(text, next, indentOf(text, line)) };
  return { text: blank(text, block), range: trimmed(text, next), code: 'TOO_DEEP_INDENT' };
}

/** `key: a: b`: the value is taken out, the key stays. */
function maskValue(text: string, value: Range): Mended {
  return { text: blank(text, value), range: value, code: 'COLON_IN_VALUE' };
}

/** The end of the last line, from `first` on, that is indented deeper than `indent`. */
function endOfDeeper(text: string, first: Range, indent: number): number {
  let { end } = first;
  for (let line = nextLine(text, end); line; line = nextLine(text, line.end)) {
    const isBlank = text.slice(line.start, line.end).trim() === '';
    if (!isBlank && indentOf(text, line) <= indent) return end;
    end = line.end;
    if (end >= text.length) return end;
  }
  return end;
}

/** A value that cannot stand behind what the line holds before it: the line ends before it. */
function mendRestOfLine(text: string, code: string, range: Range): Mended | undefined {
  const line = lineAt(text, range.start);
  const rest = { start: range.start, end: trimmed(text, line).end };
  const isBehind = /:[ \t]|^[ \t]*-[ \t]/.test(text.slice(line.start, rest.start)) || code === 'OPEN_QUOTE';
  return rest.end > rest.start && isBehind ? { text: blank(text, rest), range: rest, code } : undefined;
}

/** A flow collection that is not closed ends at the end of its line, as far as the rest is concerned. */
function mendFlowOrLine(text: string, range: Range): Mended | undefined {
  const at = Math.min(range.start, text.length - 1);
  const line = lineAt(text, Math.max(0, at));
  const content = trimmed(text, line);
  if (content.end <= content.start) return undefined;
  const isWord = /^[\w.-]+$/.test(text.slice(content.start, content.end));
  return isWord ? { text: blank(text, content), range: content, code: 'HALF_TYPED' } : undefined;
}

function findEllipsis(text: string, range: Range): Range | undefined {
  let line = lineAt(text, Math.max(0, range.start - 1));
  if (line.start > 0) line = lineAt(text, line.start - 1);
  for (let looked = 0; looked < 6 && line.start <= range.end + 1; looked++) {
    const content = trimmed(text, line);
    if (text.slice(content.start, content.end) === '...') return content;
    const next = nextLine(text, line.end);
    if (!next) return undefined;
    line = next;
  }
  return undefined;
}

function nextLine(text: string, end: number): Range | undefined {
  if (end >= text.length) return undefined;
  const start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  return start > text.length ? undefined : lineAt(text, start);
}

function indentOf(text: string, line: Range): number {
  return trimmed(text, line).start - line.start;
}

function trimmed(text: string, line: Range): Range {
  const content = text.slice(line.start, line.end);
  const start = line.start + (content.length - content.trimStart().length);
  return { start: Math.min(start, line.end), end: Math.max(start, line.start + content.trimEnd().length) };
}

function blank(text: string, range: Range): string {
  return (
    text.slice(0, range.start) + text.slice(range.start, range.end).replace(/[^\r\n]/g, ' ') + text.slice(range.end)
  );
}
