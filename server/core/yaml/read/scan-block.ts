/** Block scalars: the lines behind `|` and `>`. */
import { type Characters, code, END, isBlank, isBreak, TAB } from './characters.ts';
import { ReadFailure } from './failure.ts';

const HASH = code('#');

interface Header {
  /** `-`: no line break at the end; `+`: all of them; empty: one. */
  readonly chomping: string;
  /** Columns more than the parent's; 0: the first line with text tells. */
  readonly indent: number;
}

export interface ScannedBlock {
  readonly text: string;
  readonly end: number;
}

/** `parent`: the column of the collection that holds it, or -1. The source stands on its `|` or `>`, and behind its last line then. */
export function scanBlock(source: Characters, parent: number): ScannedBlock {
  const start = source.offset;
  const isLiteral = source.at() === code('|');
  const { chomping, indent: more } = takeHeader(source, start);
  const lines = new Lines(source, more > 0 ? Math.max(parent, 0) + more : 0, parent, start);
  let text = '';
  let lastBreak = '';
  let wasBlank = false;
  let end = source.offset;
  let breaks = lines.skipToText();
  while (source.column === lines.indent && source.at() !== END) {
    const opensBlank = isBlank(source.at());
    const isFolded = !isLiteral && !wasBlank && !opensBlank && lastBreak === '\n';
    if (!isFolded) text += lastBreak;
    else if (breaks === '') text += ' ';
    text += breaks;
    wasBlank = opensBlank;
    const from = source.offset;
    source.skipLine();
    text += source.text.slice(from, source.offset);
    lastBreak = isBreak(source.at()) ? source.takeBreak() : '';
    end = source.offset;
    breaks = lines.skipToText();
  }
  if (chomping !== '-') text += lastBreak;
  if (chomping === '+') text += breaks;
  // Empty lines belong to it where they are kept.
  return { text, end: chomping === '+' ? lines.end : end };
}

function takeHeader(source: Characters, start: number): Header {
  const [, first = '', digit = '', last = ''] =
    /^([-+]?)([0-9]?)([-+]?)/.exec(source.text.slice(start + 1, start + 4)) ?? [];
  // Behind a sign and no digit there is no second sign.
  const chomping = first !== '' ? first : digit === '' ? '' : last;
  source.skip(1 + digit.length + chomping.length);
  const end = source.offset;
  source.skipBlanks();
  if (source.at() === HASH) source.skipLine();
  if (digit === '0' || !(source.at() === END || isBreak(source.at())))
    throw new ReadFailure(
      'BAD_BLOCK_HEADER',
      { start: digit === '0' ? end - 1 : source.offset, end: endOfLine(source) },
      start,
    );
  if (source.at() !== END) source.takeBreak();
  return { chomping, indent: Number(digit) };
}

function endOfLine(source: Characters): number {
  let end = source.offset;
  while (end < source.text.length && !isBreak(source.text.charCodeAt(end))) end += 1;
  return end;
}

/** Goes from line to line; the first with text sets the indentation where no header does. */
class Lines {
  readonly #source: Characters;
  readonly #parent: number;
  readonly #start: number;
  /** 0: not known yet. */
  indent: number;
  /** Behind the last line that belongs to the scalar. */
  end: number;

  constructor(source: Characters, indent: number, parent: number, start: number) {
    this.#source = source;
    this.indent = indent;
    this.#parent = parent;
    this.#start = start;
    this.end = source.offset;
  }

  /** Skips empty lines and indentation; answers the line breaks. */
  skipToText(): string {
    const source = this.#source;
    let breaks = '';
    let deepest = 0;
    this.end = source.offset;
    for (;;) {
      while ((this.indent === 0 || source.column < this.indent) && source.at() === 0x20) source.skip();
      deepest = Math.max(deepest, source.column);
      if ((this.indent === 0 || source.column < this.indent) && source.at() === TAB)
        throw new ReadFailure('UNEXPECTED_TAB', { start: source.offset, end: source.offset + 1 }, this.#start);
      if (source.at() === END || !isBreak(source.at())) break;
      breaks += source.takeBreak();
      this.end = source.offset;
    }
    if (this.indent === 0) this.indent = Math.max(deepest, this.#parent + 1, 1);
    return breaks;
  }
}
