import type { Range } from '../../text/range.ts';

/** Why a text cannot be read. */
export type FailureCode =
  | 'CONTROL_CHARACTER'
  | 'NO_COLON'
  | 'UNEXPECTED_DASH'
  | 'UNEXPECTED_KEY'
  | 'UNEXPECTED_COLON'
  | 'UNEXPECTED_START'
  | 'UNEXPECTED_TAB'
  | 'UNEXPECTED_NODE'
  | 'DASH_EXPECTED'
  | 'KEY_EXPECTED'
  | 'COMMA_EXPECTED'
  | 'VALUE_EXPECTED'
  | 'OPEN_QUOTE'
  | 'BAD_ESCAPE'
  | 'BAD_BLOCK_HEADER'
  | 'BAD_ANCHOR'
  | 'BAD_TAG'
  | 'BAD_DIRECTIVE'
  | 'BAD_SEPARATOR';

/** What was open where a reading ended. */
export interface Surroundings {
  /** Brackets and braces that are not closed, the outermost first. */
  readonly brackets: readonly number[];
  /** The last text in quotes that goes over several lines. */
  readonly quoted: Range | undefined;
}

const NOTHING: Surroundings = { brackets: [], quoted: undefined };

/** The first thing in a text that kubectl's reader does not take: it reads no further. */
export class ReadFailure extends Error {
  readonly code: FailureCode;
  /** Where it shows. */
  readonly range: Range;
  /** Where that began which does not go on: the bracket, the quote, the key, the collection. */
  readonly opened: number | undefined;
  readonly around: Surroundings;

  constructor(code: FailureCode, range: Range, opened?: number, around = NOTHING) {
    super(`${code} at ${range.start}`);
    this.code = code;
    this.range = range;
    this.opened = opened;
    this.around = around;
  }

  within(around: Surroundings): ReadFailure {
    return new ReadFailure(this.code, this.range, this.opened, around);
  }
}
