import type { Range, TextEdit } from '../../text/range.ts';
import type { YamlProblemCode } from '../problem.ts';

/** One way to make a text readable where it is not. All offsets are those of the text as it is then. */
export interface Repair {
  /** `ELLIPSIS`: no problem, but a line `...` that stands for left-out text. */
  readonly code: YamlProblemCode | 'ELLIPSIS';
  /** What is wrong. */
  readonly range: Range;
  /** In order and apart. */
  readonly edits: readonly TextEdit[];
  /** What the author would want to write: the edits themselves where they are that. */
  readonly fix?: readonly TextEdit[];
  /** Where the text may have been meant otherwise; absent: in the range of the problem and that of the edits. */
  readonly guessed?: Range;
}

/** A repair that is what the author would want. */
export function meant(code: YamlProblemCode, range: Range, edits: readonly TextEdit[]): Repair {
  return { code, range, edits, fix: edits };
}
