/** What is found in a condition. */
import type { Range, TextEdit } from '../../text/range.ts';

/** The rules a condition can break, by the ids that settings and documentation use. */
export type ConditionCode =
  | 'cond-syntax'
  | 'cond-unknown-name'
  | 'cond-type'
  | 'cond-not-bool'
  | 'cond-list-without-index'
  | 'cond-scalar-indexed'
  | 'cond-empty-list'
  | 'cond-late-guard'
  | 'cond-empty-when-well'
  | 'cond-nil-result'
  | 'cond-vacuous-all'
  | 'cond-nan'
  | 'cond-inf'
  | 'cond-default-misused'
  | 'cond-isnil-misused'
  | 'cond-isnil-guard'
  | 'cond-bool-as-string'
  | 'cond-string-as-number'
  | 'cond-not-precedence'
  | 'cond-coalesce-mixed'
  | 'cond-foreign-operators'
  | 'cond-modulo-float'
  | 'cond-constant'
  | 'cond-contradiction'
  | 'cond-struct-case'
  | 'cond-hash-comment'
  | 'cond-predicate-outside'
  | 'cond-version'
  | 'cond-index-of-minus-one'
  | 'cond-bool-leak'
  | 'cond-newrelic-dots'
  | 'cond-findlast-operand'
  | 'cond-in-mixed-types';

export interface ConditionFix {
  readonly title: string;
  /** Edits of the condition's text, not overlapping. */
  readonly edits: readonly TextEdit[];
}

export interface ConditionProblem {
  readonly code: ConditionCode;
  /** A suggestion: error when it fails whatever the provider returns. */
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly range: Range;
  readonly message: string;
  /** Best first. */
  readonly fixes: readonly ConditionFix[];
}

export function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

export function replace({ start, end }: Range, newText: string): TextEdit {
  return { range: { start, end }, newText };
}

/** The text with edits made that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((before, { range, newText }) => before.slice(0, range.start) + newText + before.slice(range.end), text);
}

/** What to write instead, why, and what the controller does about it. */
export function cureFirst(cure: string, why: string, message: string): string {
  return `${cure}: ${why}. ${willError(message)}`;
}

/** What the controller does about a condition that it cannot evaluate, with the library's words if they are known. */
export function willError(message: string): string {
  return `The measurement will be Error${message === '' ? '' : ` ("${message.trim()}")`}, and after 5 in a row the run is Error.`;
}
