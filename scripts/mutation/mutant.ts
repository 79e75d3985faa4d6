/** What the files of the mutation test hand to each other. */

/** What is changed, in the words of the report. */
export type MutantKind =
  | 'comparison'
  | 'condition'
  | 'logic'
  | 'number'
  | 'boolean'
  | 'text'
  | 'pattern'
  | 'list'
  | 'call'
  | 'branch';

export interface Mutant {
  readonly kind: MutantKind;
  /** Offsets of the text that is replaced. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** A whole statement that is left out; otherwise an expression. */
  readonly isStatement: boolean;
  /** Evaluated when the file is loaded, and never again. */
  readonly isStatic: boolean;
  /** From 1. */
  readonly line: number;
}

/** `no test`: nothing that is run reaches it; `endless`: it does not come to an end, which counts as noticed. */
export type Verdict = 'killed' | 'endless' | 'survived' | 'no test';

export interface Judged extends Mutant {
  readonly verdict: Verdict;
}
