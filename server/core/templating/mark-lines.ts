/** Where marks lie on their lines: alone or in a text, in a block scalar or outside. */
import type { Range } from '../text/range.ts';
import type { Mark } from './mark.ts';

/** The part of a mark on one line. */
export interface Piece {
  readonly mark: Mark;
  readonly range: Range;
}

export interface MarkedLine {
  readonly pieces: readonly Piece[];
  /** It holds marks and nothing else. */
  readonly isAlone: boolean;
  /** It belongs to the text of a block scalar. */
  readonly isInBlock: boolean;
  /** It holds something that is neither mark nor comment. */
  readonly hasContent: boolean;
  /** A mark of control comes before its first text. */
  readonly opensWithControl: boolean;
}

export function layOutLines(text: string, marks: readonly Mark[]): readonly MarkedLine[] {
  const lines: MarkedLine[] = [];
  let next = 0;
  /** The column that lines of the open block scalar must stand right of. */
  let block: number | undefined;
  for (const line of linesOf(text)) {
    const pieces: Piece[] = [];
    for (let mark = marks[next]; mark && mark.range.start < line.end; mark = marks[next]) {
      const range = { start: Math.max(mark.range.start, line.start), end: Math.min(mark.range.end, line.end) };
      if (range.end > range.start) pieces.push({ mark, range });
      if (mark.range.end > line.end) break;
      next++;
    }
    const written = text.slice(line.start, line.end);
    const rest = without(text, line, pieces);
    const isAlone = pieces.length > 0 && rest.trim() === '';
    const column = /\S/.exec(written)?.index ?? Number.POSITIVE_INFINITY;
    if (block !== undefined && !isAlone && column <= block) block = undefined;
    const isInBlock = block !== undefined && column > block;
    lines.push({
      pieces,
      isAlone,
      isInBlock,
      hasContent: !/^\s*(?:#.*|---(?:\s.*)?)?$/.test(rest),
      opensWithControl: !isAlone && !isInBlock && opensWithControl(text, line, pieces),
    });
    if (!isInBlock) block = openedBlock(rest) ?? block;
  }
  return lines;
}

function* linesOf(text: string): Iterable<Range> {
  let start = 0;
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    yield { start, end: index };
    start = index + lineBreak.length;
  }
  yield { start, end: text.length };
}

/** The line with blanks for its marks. */
function without(text: string, line: Range, pieces: readonly Piece[]): string {
  let rest = '';
  let end = line.start;
  for (const { range } of pieces) {
    rest += text.slice(end, range.start) + ' '.repeat(range.end - range.start);
    end = range.end;
  }
  return rest + text.slice(end, line.end);
}

function opensWithControl(text: string, line: Range, pieces: readonly Piece[]): boolean {
  const [first] = pieces;
  return first?.mark.kind === 'control' && /^[ \t]*(?:-[ \t]+)*$/.test(text.slice(line.start, first.range.start));
}

/** The column of the field or item whose text is a block scalar that opens on the line. */
function openedBlock(line: string): number | undefined {
  const header = /(?:^|[:\-?][ \t]+)(?:[&!]\S*[ \t]+)*[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?$/.exec(line);
  if (!header || /^\s*#/.test(line)) return undefined;
  const dashes = /^\s*(?:-[ \t]+)*/.exec(line)?.[0] ?? '';
  return dashes.length === header.index + 1 + (header[0].search(/[&!|>]/) - 1) && dashes.includes('-')
    ? dashes.lastIndexOf('-')
    : dashes.length;
}
