/** What the checks of a condition share. */

import type { ExprVersion } from '../builtins/version.ts';
import type { Inferred } from '../infer/infer-scope.ts';
import type { Node } from '../syntax/ast.ts';
import type { Parsed } from '../syntax/parser.ts';
import type { ResultShape } from '../types/shape.ts';
import type { GoType } from '../types/type.ts';
import type { Parents } from './guards.ts';

export interface CheckOptions {
  readonly version: ExprVersion;
  /** What `result` can be, one by one. Empty means the same as `unknown`. */
  readonly shapes: readonly ResultShape[];
  /** A list may come without elements (for CloudWatch: `Values` may). */
  readonly mayBeEmpty?: boolean;
  /** It does come without elements while all is well, because it holds errors. */
  readonly isEmptyWhenWell?: boolean;
  /** The result may be nil. */
  readonly mayBeNil?: boolean;
  /** Values may be NaN, as ratios of counters are without traffic. */
  readonly mayBeNaN?: boolean;
  /** Which of the metric's conditions it is. */
  readonly field?: 'success' | 'failure';
  /** It is the metric's only condition, and this one. */
  readonly alone?: 'success' | 'failure';
  /** Why the result has its shape, as half a sentence: `Prometheus answers a vector`. */
  readonly because?: string;
  /** Keys of the result are flat and may have dots in them, as New Relic's columns do. */
  readonly dottedKeys?: boolean;
}

/** One Go type that `result` can have, and what the library makes of the condition then. */
export interface Reading {
  readonly shape: ResultShape;
  readonly result: GoType;
  readonly inferred: Inferred;
  readonly root: GoType;
}

export interface CheckContext {
  readonly parsed: Parsed;
  readonly options: CheckOptions;
  readonly readings: readonly Reading[];
  readonly parents: Parents;
  readonly nodes: readonly Node[];
}
