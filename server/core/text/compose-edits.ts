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
    const pieces: Piece[] = [];
    let index = 0;
    /** Characters of the piece at `index` that are done with, and of the whole text. */
    let within = 0;
    let offset = 0;
    const advance = (end: number, isKept: boolean): void => {
      for (let piece = this.#pieces[index]; piece && offset < end; piece = this.#pieces[index]) {
        const length = lengthOf(piece);
        const taken = Math.min(length - within, end - offset);
        if (isKept && taken > 0) pieces.push(part(piece, within, within + taken));
        offset += taken;
        within += taken;
        if (within < length) continue;
        index++;
        within = 0;
      }
    };
    for (const { range, newText } of edits.toSorted((a, b) => a.range.start - b.range.start)) {
      advance(range.start, true);
      if (newText !== '') pieces.push({ written: newText });
      advance(range.end, false);
    }
    advance(Number.POSITIVE_INFINITY, true);
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

function lengthOf(piece: Piece): number {
  return 'written' in piece ? piece.written.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return 'written' in piece
    ? { written: piece.written.slice(from, to) }
    : { start: piece.start + from, end: piece.start + to };
}
