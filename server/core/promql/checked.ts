/** What is found out about a query. Ranges are offsets of its text. */
import type { Range } from '../text/range.ts';
import type { QueryFacts } from './facts.ts';
import type { PromqlType } from './functions.ts';
import type { SyntaxProblem } from './parse.ts';

/** Why Prometheus refuses a query that it can parse. */
export type TypeProblem =
  /** A function of a window stands before values of one moment: `rate(x)`. */
  | { readonly code: 'range-missing'; readonly range: Range; readonly in: string }
  /** Values of a window stand where those of one moment are needed: `sum(x[5m])`. */
  | { readonly code: 'range-unexpected'; readonly range: Range; readonly in: string }
  | {
      readonly code: 'type';
      readonly range: Range;
      readonly in: string;
      readonly wants: PromqlType;
      readonly is: PromqlType;
    }
  | {
      readonly code: 'arguments';
      readonly range: Range;
      readonly in: string;
      readonly wants: string;
      readonly count: number;
    }
  /** Two numbers are compared without `bool`. */
  | { readonly code: 'scalar-comparison'; readonly range: Range }
  /** No matcher asks for anything: `{}`, `{job=""}`. */
  | { readonly code: 'empty-selector'; readonly range: Range }
  | { readonly code: 'matcher-pattern'; readonly range: Range; readonly reason: string }
  /** `on(...)` and the like between something else than two vectors. */
  | { readonly code: 'matching-place'; readonly range: Range }
  /** `[5m]`, `offset 5m` or `@ end()` behind something that is no selector. */
  | { readonly code: 'window-place'; readonly range: Range }
  | { readonly code: 'offset-place'; readonly range: Range; readonly text: string };

export interface Window {
  /** Without the brackets. */
  readonly range: Range;
  /** Milliseconds; of a subquery its whole window. Absent: a placeholder or an expression. */
  readonly ms?: number;
}

export interface CheckedQuery {
  /** `unknown`: the query cannot be read, or a placeholder decides. */
  readonly type: PromqlType;
  readonly syntax?: SyntaxProblem;
  readonly types: readonly TypeProblem[];
  readonly windows: readonly Window[];
  readonly facts: QueryFacts;
}
