/**
 * A document with its marks taken out, so that the rest can be read as YAML. Offsets stay true: a mark inside a line becomes as
 * many characters that occur in no text, a line that holds nothing else becomes blank.
 */
import type { Range } from '../text/range.ts';
import type { Mark } from './mark.ts';
import { layOutLines, type MarkedLine, type Piece } from './mark-lines.ts';

/**
 * How much of the document is unknown before the tool has run. `nothing`: whatever the tool writes is in the file already.
 * `values`: every line is there, and some values are not known. `structure`: lines may be left out, or more may be written.
 */
export type Unknown = 'nothing' | 'values' | 'structure';

export interface Masked {
  /** As long as the document. */
  readonly text: string;
  /** The text of a scalar that was read from `text`, with the marks at its range put back. */
  readonly restore: (scalar: string, range: Range) => Restored;
}

export interface Restored {
  readonly text: string;
  /** No mark of it stands for an unknown text. */
  readonly isKnown: boolean;
}

export interface MaskedDocument extends Masked {
  readonly unknown: Unknown;
}

/** Characters for private use, which mean nothing to YAML: the first that the document does not hold fills the marks. */
const FIRST_FILLER = 0xe000;
const LAST_FILLER = 0xf8ff;

export function mask(text: string, marks: readonly Mark[]): MaskedDocument {
  const lines = layOutLines(text, marks);
  const filler = fillerFor(text);
  const known = literalsOf(marks, text);
  const fillers: Piece[] = [];
  let masked = '';
  let end = 0;
  for (const line of lines) {
    for (const piece of line.pieces) {
      const { start } = piece.range;
      const isBlank = piece.mark.kind === 'note' || (line.isAlone && !line.isInBlock);
      const written = text.slice(start, piece.range.end);
      masked += text.slice(end, start);
      masked += isBlank ? ' '.repeat(written.length) : filler.repeat(written.length);
      if (!isBlank) fillers.push(piece);
      end = piece.range.end;
    }
  }
  return {
    text: masked + text.slice(end),
    unknown: unknownOf(lines, known),
    restore: (scalar, range) => restore(scalar, range, text, filler, fillers, known),
  };
}

function fillerFor(text: string): string {
  for (let code = FIRST_FILLER; code < LAST_FILLER; code++) {
    const filler = String.fromCharCode(code);
    if (!text.includes(filler)) return filler;
  }
  return String.fromCharCode(LAST_FILLER);
}

/** Literals that are the same text in every place: no quotes, and no brace where a value begins. */
function literalsOf(marks: readonly Mark[], text: string): ReadonlyMap<Mark, string> {
  const known = new Map<Mark, string>();
  for (const mark of marks) {
    if (mark.text === undefined || !/^[\w./@{} -]*$/.test(mark.text)) continue;
    const before = text.slice(Math.max(0, mark.range.start - 200), mark.range.start);
    const opensValue = /(?:^|\n)[ \t]*$|[:\-,[{][ \t]*$/.test(before);
    if (!opensValue || /^[\w./]/.test(mark.text)) known.set(mark, mark.text);
  }
  return known;
}

/** Each filler in a scalar is one character of the document: the next one that was filled from the scalar's start on. */
function restore(
  scalar: string,
  range: Range,
  text: string,
  filler: string,
  fillers: readonly Piece[],
  known: ReadonlyMap<Mark, string>,
): Restored {
  if (!scalar.includes(filler)) return { text: scalar, isKnown: true };
  let index = firstFrom(fillers, range.start);
  let used = 0;
  let isKnown = true;
  let restored = '';
  for (const char of scalar) {
    const piece = char === filler ? fillers[index] : undefined;
    if (!piece) {
      restored += char;
      continue;
    }
    const literal = known.get(piece.mark);
    if (literal === undefined) {
      isKnown = false;
      restored += text.charAt(piece.range.start + used);
    } else if (used === 0 && piece.range.start === piece.mark.range.start) restored += literal;
    used++;
    if (used < piece.range.end - piece.range.start) continue;
    index++;
    used = 0;
  }
  return { text: restored, isKnown };
}

function firstFrom(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.range.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function unknownOf(lines: readonly MarkedLine[], known: ReadonlyMap<Mark, string>): Unknown {
  const first = lines.findIndex(({ hasContent }) => hasContent);
  const last = lines.findLastIndex(({ hasContent }) => hasContent);
  let unknown: Unknown = 'nothing';
  for (const [index, line] of lines.entries()) {
    const open = line.pieces.filter(({ mark }) => mark.kind !== 'note');
    if (open.length === 0) continue;
    const isAlone = line.isAlone && !line.isInBlock;
    // A document that is written as a whole or not at all is itself where it is written.
    const isAround = index < first || index > last;
    if (isAlone && isAround && open.every(({ mark }) => mark.kind === 'control')) continue;
    if (isAlone || line.opensWithControl) return 'structure';
    if (open.some(({ mark }) => !known.has(mark))) unknown = 'values';
  }
  return unknown;
}
