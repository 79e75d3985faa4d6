/** The ways to make a text readable from where it is not, the likeliest first. */
import type { FailureCode, ReadFailure } from '../read/failure.ts';
import { mendBrackets } from './brackets.ts';
import { mendColon, mendHalfName, mendNoColon, mendNoColonBeforeBracket } from './colons.ts';
import { mendLevel } from './indentation.ts';
import { blank, insert, type Line, lineWith, nextFilled, previousFilled } from './lines.ts';
import { closeQuote, mendAdjacentQuotes, mendLongQuote, mendTextBehind, quoteValue } from './quotes.ts';
import { meant, type Repair } from './repair.ts';
import { mendTab, mendTabs } from './tabs.ts';

type Mend = (text: string, failure: ReadFailure) => readonly Repair[];

const MENDS: Readonly<Record<FailureCode, Mend>> = {
  CONTROL_CHARACTER: (_, { range }) => [meant('CONTROL_CHARACTER', range, [{ range, newText: ' ' }])],
  BAD_SEPARATOR: mendSeparator,
  BAD_DIRECTIVE: (text, { range }) => {
    const { start, end } = lineWith(text, range.start);
    return [
      {
        code: 'BAD_DIRECTIVE',
        range: { start, end },
        edits: [blank(text, { start, end })],
        fix: [removeLine(text, start, end)],
      },
    ];
  },
  OPEN_QUOTE: (text, failure) => [
    ...closeQuote(text, failure.range.start, isInBrackets(failure)),
    ...mendHalfName(text, failure.range.start),
  ],
  BAD_ESCAPE: (_, { range }) => [meant('BAD_ESCAPE', range, [insert(range.start, '\\')])],
  BAD_BLOCK_HEADER: (text, { range, opened }) => [
    { code: 'BAD_BLOCK_HEADER', range, edits: [blank(text, range)] },
    ...quoteValue(text, 'NEEDS_QUOTES', opened ?? range.start),
  ],
  BAD_ANCHOR: (text, { range }) => quoteValue(text, 'BAD_ANCHOR', range.start),
  BAD_TAG: (text, { range }) => quoteValue(text, 'BAD_TAG', range.start),
  NO_COLON: (text, failure) => [...mendLongQuote(text, failure), ...mendNoColon(text, failure.range.start)],
  UNEXPECTED_COLON: (text, failure) => [...mendLongQuote(text, failure), ...mendColon(text, failure)],
  UNEXPECTED_DASH: mendDash,
  UNEXPECTED_KEY: (text, { range }) => quoteValue(text, 'NEEDS_QUOTES', range.start),
  UNEXPECTED_START: (text, failure) => [
    ...(failure.around.brackets.length > 0 ? mendBrackets(text, failure) : []),
    ...quoteValue(text, 'NEEDS_QUOTES', failure.range.start),
  ],
  UNEXPECTED_TAB: (text, { range }) => [...mendTabs(text), mendTab(range.start)],
  UNEXPECTED_NODE: () => [],
  KEY_EXPECTED: mendExpected,
  DASH_EXPECTED: mendExpected,
  COMMA_EXPECTED: (text, failure) => [
    ...mendLongQuote(text, failure),
    ...mendAdjacentQuotes(text, failure.range.start),
    ...mendBrackets(text, failure),
  ],
  VALUE_EXPECTED: (text, failure) =>
    isInBrackets(failure) ? mendBrackets(text, failure) : mendExpected(text, failure),
};

export function repairsOf(text: string, failure: ReadFailure): readonly Repair[] {
  return [...leaveOut(text, failure), ...MENDS[failure.code](text, failure), ...clearLine(text, failure)];
}

/** A line `...` between what was open and what does not fit. */
function leaveOut(text: string, { range: { start }, opened = start }: ReadFailure): readonly Repair[] {
  const first = lineWith(text, Math.min(opened, start));
  let line: Line | undefined = previousFilled(text, first) ?? first;
  for (let looked = 0; line && line.start <= start && looked < 6; line = nextFilled(text, line), looked++) {
    if (text.slice(line.content.start, line.content.end) === '...')
      return [{ code: 'ELLIPSIS', range: line.content, edits: [blank(text, line.content)] }];
  }
  return [];
}

function isInBrackets({ around }: ReadFailure): boolean {
  return around.brackets.length > 0;
}

/** `-----` is a separator that was meant; anything else on the line of one is the document's own. */
function mendSeparator(text: string, { range }: ReadFailure): readonly Repair[] {
  const own = text.slice(range.start, range.end);
  const dashes = /^-+\s*$/.test(own) ? own.length : 3;
  const fix = dashes > 3 ? { range, newText: '---' } : insert(range.start + 3, '\n');
  const edits = [blank(text, { start: range.start, end: range.start + dashes })];
  return [{ code: 'BAD_SEPARATOR', range, edits, fix: [fix] }];
}

/** A list that begins on the line of its key. */
function mendDash(text: string, { range: { start } }: ReadFailure): readonly Repair[] {
  const { content } = lineWith(text, start);
  const range = { start, end: Math.max(start + 1, content.end) };
  return [{ code: 'LIST_IN_VALUE', range, edits: [blank(text, range)] }, ...quoteValue(text, 'NEEDS_QUOTES', start)];
}

/** Something stands where the next field or item must begin. */
function mendExpected(text: string, failure: ReadFailure): readonly Repair[] {
  const { start } = failure.range;
  const char = text.charAt(start);
  const range = { start, end: start + 1 };
  const line = lineWith(text, start);
  const isFirst = start <= line.content.start;
  const stray = ']}'.includes(char) && char !== '' ? [meant('STRAY_BRACKET', range, [{ range, newText: '' }])] : [];
  const comma = char === ',' ? quoteValue(text, 'NEEDS_QUOTES', start) : [];
  const behind = isFirst
    ? mendLevel(text, failure)
    : [...mendAdjacentQuotes(text, start), ...mendTextBehind(text, start)];
  const colon = stray.length > 0 ? mendNoColonBeforeBracket(text, start) : [];
  return [...mendLongQuote(text, failure), ...colon, ...stray, ...comma, ...behind];
}

function removeLine(text: string, start: number, end: number) {
  const next = Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1));
  return { range: { start, end: next }, newText: '' };
}

/** Nothing else is known to help: the line is taken out, or what is left of it. */
function clearLine(text: string, { range }: ReadFailure): readonly Repair[] {
  const line = lineWith(text, Math.min(range.start, text.length - 1));
  const rest = { start: Math.max(line.content.start, Math.min(range.start, line.content.end)), end: line.content.end };
  const places = [rest, line.content].filter(({ start, end }) => end > start);
  return places.map(place => ({ code: 'UNREADABLE', range: place, edits: [blank(text, place)] }));
}
