import type { Range, TextEdit } from '../../text/range.ts';

/** A stretch of the patched text. */
interface Piece {
  readonly at: number;
  readonly length: number;
  /** Where it is in the text as it was written; all of what was put in stands at one place. */
  readonly source: number;
  readonly isPutIn: boolean;
}

/** A text with repairs in it, and where each of its offsets is in the text as it was written. */
export class PatchedText {
  readonly text: string;
  /** Of the text as it was written. */
  readonly #length: number;
  readonly #pieces: readonly Piece[];

  private constructor(text: string, length: number, pieces: readonly Piece[]) {
    this.text = text;
    this.#length = length;
    this.#pieces = pieces;
  }

  static of(text: string): PatchedText {
    return new PatchedText(text, text.length, [{ at: 0, length: text.length, source: 0, isPutIn: false }]);
  }

  /** Every offset is that of the text as it was written. */
  get isAligned(): boolean {
    return this.#pieces.every(({ at, source, isPutIn }) => at === source && !isPutIn);
  }

  /** Edits of the patched text, in order and apart. */
  apply(edits: readonly TextEdit[]): PatchedText {
    let text = '';
    let from = 0;
    const pieces: Piece[] = [];
    const add = (length: number, source: number, isPutIn: boolean): void => {
      if (length > 0) pieces.push({ at: text.length, length, source, isPutIn });
    };
    const keep = (end: number): void => {
      for (const piece of this.#pieces) {
        const start = Math.max(from, piece.at);
        const last = Math.min(end, piece.at + piece.length);
        if (start >= last) continue;
        add(last - start, piece.isPutIn ? piece.source : piece.source + start - piece.at, piece.isPutIn);
        text += this.text.slice(start, last);
      }
      from = Math.max(from, end);
    };
    for (const { range, newText } of edits) {
      keep(range.start);
      // What takes the place of as many characters stands where they stood.
      add(newText.length, this.toSource(range.start), newText.length !== range.end - range.start);
      text += newText;
      from = range.end;
    }
    keep(this.text.length);
    return new PatchedText(text, this.#length, pieces);
  }

  toSource(offset: number): number {
    const piece = this.#pieces.findLast(({ at }) => at <= offset);
    if (!piece) return 0;
    return piece.isPutIn ? piece.source : piece.source + Math.min(offset - piece.at, piece.length);
  }

  rangeToSource({ start, end }: Range): Range {
    const from = Math.min(this.toSource(start), this.#length);
    return { start: from, end: Math.max(from, Math.min(this.toSource(end), this.#length)) };
  }
}
