/** A text read character by character, with its lines and columns as YAML 1.1 counts them. */

export const TAB = 0x09;
export const SPACE = 0x20;
/** Instead of a character: the text is over. */
export const END = -1;

/** The code of a one-character text. */
export function code(character: string): number {
  return character.charCodeAt(0);
}

export function isBlank(char: number): boolean {
  return char === SPACE || char === TAB;
}

/** LF, CR, and what YAML 1.1 knows besides: NEL, and Unicode's separators of lines and paragraphs. */
export function isBreak(char: number): boolean {
  return char === 0x0a || char === 0x0d || char === 0x85 || char === 0x2028 || char === 0x2029;
}

/** A blank, a line break, or the end. */
export function isSpace(char: number): boolean {
  return char === SPACE || char === TAB || char === END || isBreak(char);
}

/** What names of anchors and handles of tags are made of. */
export function isWord(char: number): boolean {
  return (
    (char >= 0x30 && char <= 0x39) ||
    (char >= 0x41 && char <= 0x5a) ||
    (char >= 0x61 && char <= 0x7a) ||
    char === 0x5f ||
    char === 0x2d
  );
}

/** What no YAML may hold, not even between quotes. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** The offset of the first such character, or -1. */
export function findForbidden(text: string): number {
  return text.search(FORBIDDEN);
}

export class Characters {
  readonly text: string;
  offset = 0;
  line = 0;
  lineStart = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\ufeff')) {
      this.offset = 1;
      this.lineStart = 1;
    }
  }

  get column(): number {
    return this.offset - this.lineStart;
  }

  /** The character at the offset, or so many behind it. */
  at(ahead = 0): number {
    const index = this.offset + ahead;
    return index < this.text.length ? this.text.charCodeAt(index) : END;
  }

  /** Goes on, within the line. */
  skip(count = 1): void {
    this.offset += count;
  }

  skipBlanks(): void {
    while (isBlank(this.at())) this.offset += 1;
  }

  /** To the end of the line. */
  skipLine(): void {
    while (this.at() !== END && !isBreak(this.at())) this.offset += 1;
  }

  /** Takes the line break at the offset; answers what it is as text. */
  takeBreak(): string {
    const char = this.at();
    this.offset += char === 0x0d && this.at(1) === 0x0a ? 2 : 1;
    this.line += 1;
    this.lineStart = this.offset;
    return char === 0x2028 || char === 0x2029 ? String.fromCharCode(char) : '\n';
  }

  /** `---` or `...` at the margin, with a blank or nothing behind it: no scalar goes on over it. */
  isDocumentMark(): boolean {
    return this.isMark('---') || this.isMark('...');
  }

  isMark(mark: '---' | '...'): boolean {
    return this.column === 0 && this.text.startsWith(mark, this.offset) && isSpace(this.at(3));
  }
}
