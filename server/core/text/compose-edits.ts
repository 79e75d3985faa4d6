/** Several rounds of edits as one: what was written over what was written before is told of the first text. */
import type { TextEdit } from './range.ts';

/** A piece of the text as it is now: taken from the first text, or written since. */
type Piece = { readonly start: number; readonly end: number } | { readonly written: string };

export class ComposedEdits {
  readonly #length: number;
  #pieces: readonly Piece[];

  /** `length`: that of the first text. */
  constructor(length: number) {
    this.#length = length;
    this.#pieces = [{ start: 0, end: length }];
  }

  /** Edits of the text as it is now; they must not overlap. */
  apply(edits: readonly TextEdit[]): void {
    let pieces = this.#pieces;
    for (const { range, newText } of edits.toSorted((a, b) => a.range.start - b.range.start).toReversed()) {
      const [before, rest] = split(pieces, range.start);
      const [, after] = split(rest, range.end - range.start);
      pieces = newText === '' ? [...before, ...after] : [...before, { written: newText }, ...after];
    }
    this.#pieces = pieces;
  }

  /** The one round of edits of the first text that comes to the same, in order. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let offset = 0;
    let newText = '';
    const close = (end: number): void => {
      if (end > offset || newText !== '') edits.push({ range: { start: offset, end }, newText });
      newText = '';
    };
    for (const piece of this.#pieces) {
      if ('written' in piece) newText += piece.written;
      else {
        close(piece.start);
        offset = piece.end;
      }
    }
    close(this.#length);
    return edits;
  }
}

/** The pieces before an offset and those behind it. */
function split(pieces: readonly Piece[], offset: number): readonly [readonly Piece[], readonly Piece[]] {
  let left = offset;
  for (const [index, piece] of pieces.entries()) {
    const length = 'written' in piece ? piece.written.length : piece.end - piece.start;
    if (left >= length) {
      left -= length;
      continue;
    }
    if (left === 0) return [pieces.slice(0, index), pieces.slice(index)];
    const [head, tail]: readonly [Piece, Piece] =
      'written' in piece
        ? [{ written: piece.written.slice(0, left) }, { written: piece.written.slice(left) }]
        : [
            { start: piece.start, end: piece.start + left },
            { start: piece.start + left, end: piece.end },
          ];
    return [
      [...pieces.slice(0, index), head],
      [tail, ...pieces.slice(index + 1)],
    ];
  }
  return [pieces, []];
}
