/** Lines that begin at a column where nothing open has one. */
import type { ReadFailure } from '../read/failure.ts';
import {
  beginsLikeItemAbove,
  mendFirstDash,
  mendLoneDash,
  mendNextDash,
  mendStrayDash,
  mendStrayDashAbove,
  nameOf,
} from './dashes.ts';
import { blockFrom, type Line, lineWith, previousFilled, shift } from './lines.ts';
import { meant, type Repair } from './repair.ts';

/** A value, or the start of one, where a key or a dash of the collection must come. */
export function mendLevel(text: string, { range: { start } }: ReadFailure): readonly Repair[] {
  const line = lineWith(text, start);
  if (/^\s*-\s*$/.test(line.text)) {
    const isBelowItem = /^\s*-\s/.test(previousFilled(text, line)?.text ?? '');
    return [...(isBelowItem ? reindent(text, line, 'WRONG_INDENT') : []), mendLoneDash(text, line)];
  }
  const moved = reindent(text, line, 'WRONG_INDENT');
  if (/^\s*-\s/.test(line.text))
    return [...reindentToDashes(text, line), ...mendStrayDash(text, line), ...mendFirstDash(text, line), ...moved];
  const dashed = [...mendStrayDashAbove(text, line), ...mendNextDash(text, line)];
  return beginsLikeItemAbove(text, line)
    ? [...dashed, ...moved]
    : [...mendStrayDashAbove(text, line), ...moved, ...dashed];
}

/**
 * The line at each column that is open above it, the nearest first, and of two that are as near the deeper: by itself where what follows
 * is deeper all the same, else with all that follows at its column or deeper.
 */
export function reindent(text: string, line: Line, code: 'TOO_DEEP_INDENT' | 'WRONG_INDENT'): readonly Repair[] {
  const block = blockFrom(text, line);
  const next = block[1];
  const columns = openColumns(text, line).filter(column => column !== line.indent);
  const sorted = columns.toSorted((a, b) => Math.abs(a - line.indent) - Math.abs(b - line.indent) || b - a).slice(0, 4);
  const isAlone = (column: number): boolean => next !== undefined && next.indent > line.indent && next.indent > column;
  const alone = sorted.filter(isAlone).map(column => meant(code, line.content, shift([line], column - line.indent)));
  const whole = sorted.map(column => meant(code, line.content, shift(block, column - line.indent)));
  return [...alone, ...whole];
}

/** An item goes to the nearest dash above that is a few columns off. */
function reindentToDashes(text: string, line: Line): readonly Repair[] {
  let above = previousFilled(text, line);
  for (let looked = 0; above && looked < 200; above = previousFilled(text, above), looked++) {
    const by = above.indent - line.indent;
    if (/^\s*-\s/.test(above.text) && by !== 0 && Math.abs(by) <= 3 && nameOf(above) === nameOf(line)) {
      const repair = meant('WRONG_INDENT', line.content, shift(blockFrom(text, line), by));
      return [repair];
    }
    if (above.indent < line.indent - 3) return [];
  }
  return [];
}

/** A field that stands further left than the fields right above and right below it. */
export function mendOutdented(text: string, line: Line, below: Line): readonly Repair[] {
  const above = previousFilled(text, line);
  const opens = above && /:$/.test(text.slice(above.start, above.content.end));
  const isAmong = above && (above.indent === below.indent || (opens && above.indent === line.indent));
  if (!isAmong || below.indent <= line.indent) return [];
  return [meant('WRONG_INDENT', line.content, shift([line], below.indent - line.indent))];
}

/** The lines above one that stands further left than all of them, at its column; undefined: they do not. */
export function mendFirstLines(text: string, rest: number): Repair | undefined {
  const line = lineWith(text, rest);
  const above: Line[] = [];
  for (let each = previousFilled(text, line); each; each = previousFilled(text, each)) above.unshift(each);
  const [first] = above;
  const by = first ? first.indent - line.indent : 0;
  if (!first || by <= 0 || rest !== line.content.start || !/^\s*[\w"'./-]+:(\s|$)/.test(line.text)) return undefined;
  const edits = shift(above, -by);
  return { code: 'TEXT_DROPPED', range: line.content, edits, fix: edits, guessed: line.content };
}

/** Columns of fields and dashes in the lines above, from the nearest outwards. */
function openColumns(text: string, line: Line): readonly number[] {
  const columns = new Set<number>();
  let limit = Number.POSITIVE_INFINITY;
  let above = previousFilled(text, line);
  for (let looked = 0; above && limit > 0 && looked < 200; above = previousFilled(text, above), looked++) {
    if (above.indent >= limit && limit !== Number.POSITIVE_INFINITY) continue;
    const dashes = /^\s*((?:- +)*)/.exec(above.text)?.[1]?.length ?? 0;
    for (const column of dashes > 0 ? [above.indent + dashes, above.indent] : [above.indent])
      if (column < limit) columns.add(column);
    limit = Math.min(limit, above.indent);
  }
  return [...columns];
}
