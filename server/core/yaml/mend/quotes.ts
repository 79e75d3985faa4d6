/** Quotes that are not closed, and values that need some. */
import type { Range } from '../../text/range.ts';
import type { YamlProblemCode } from '../problem.ts';
import type { ReadFailure } from '../read/failure.ts';
import { blank, insert, lineWith } from './lines.ts';
import { meant, type Repair } from './repair.ts';

/** The quote at `start` is closed on its own line: in brackets before the next comma or bracket, else at the end. */
export function closeQuote(text: string, start: number, isInBrackets: boolean): readonly Repair[] {
  const line = lineWith(text, start);
  const quote = text.charAt(start);
  const end = Math.max(start + 1, line.content.end);
  const places = isInBrackets ? closings(text, start, end) : [end];
  return places.map(at => meant('OPEN_QUOTE', { start, end: at }, [insert(at, quote)]));
}

/** Before the commas and brackets behind a quote, the next first; and the end. */
function closings(text: string, start: number, end: number): readonly number[] {
  const own = text.slice(start + 1, end);
  const places = [...own.matchAll(/\s*[,\]}]/g)].slice(0, 4).map(({ index }) => start + 1 + index);
  return [...places, end];
}

/** A text in quotes that goes over several lines, and behind which nothing fits: it was meant to end on its first. */
export function mendLongQuote(text: string, { range, around: { quoted, brackets } }: ReadFailure): readonly Repair[] {
  if (!quoted || range.start < quoted.end) return [];
  const isNear = lineWith(text, range.start).start <= lineWith(text, quoted.end).start;
  return isNear ? closeQuote(text, quoted.start, brackets.length > 0) : [];
}

/** Two texts in quotes with one of theirs missing between them: `"a, "b"`. */
export function mendAdjacentQuotes(text: string, at: number): readonly Repair[] {
  const before = /(["'])(?:(?!\1)[^\\\r\n]|\\.)*\1$/.exec(text.slice(lineWith(text, at).start, at));
  const [quoted, quote] = before ?? [];
  if (quoted === undefined || quote === undefined) return [];
  const start = at - quoted.length;
  return [...quoted.matchAll(/\s*,\s*/g)].map(({ index }) =>
    meant('OPEN_QUOTE', { start, end: start + index }, [insert(start + index, quote)]),
  );
}

/** All of the value that the line holds at an offset, in quotes. */
export function quoteValue(text: string, code: YamlProblemCode, offset: number): readonly Repair[] {
  const value = valueAt(text, offset);
  if (!value) return [];
  const own = text.slice(value.start, value.end);
  if (!/["\\]/.test(own)) return [meant(code, value, [insert(value.start, '"'), insert(value.end, '"')])];
  if (!own.includes("'")) return [meant(code, value, [insert(value.start, "'"), insert(value.end, "'")])];
  return [meant(code, value, [{ range: value, newText: `'${own.replaceAll("'", "''")}'` }])];
}

/** Behind the first colon of the line, or its dashes. */
export function valueAt(text: string, offset: number): Range | undefined {
  const { start, text: own, content } = lineWith(text, offset);
  const lead =
    /^\s*(?:-\s+)*(?:(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[\]{}&*!|>@`,?:-][^#]*?|-[^\s#][^#]*?)\s*:\s+)?/.exec(
      own,
    )?.[0] ?? '';
  const from = start + lead.length;
  return from < content.end && offset >= from ? { start: from, end: content.end } : undefined;
}

/** What stands behind a value that is over. */
export function mendTextBehind(text: string, at: number): readonly Repair[] {
  const { content } = lineWith(text, at);
  const range = { start: at, end: Math.max(at + 1, content.end) };
  return [{ code: 'TEXT_BEHIND_VALUE', range, edits: [blank(text, range)] }];
}
