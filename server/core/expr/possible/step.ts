/** One operation of a condition, run by the evaluator on operands that are given. */

import type { ExprVersion } from '../builtins/version.ts';
import { ChainEnd, DEFAULT_LIMITS } from '../evaluate/evaluate-scope.ts';
import { Evaluator } from '../evaluate/evaluator.ts';
import type { Node } from '../syntax/ast.ts';
import type { GoType } from '../types/type.ts';
import { GoError, UnknownValueError, type Value } from '../values/value.ts';

export type Stepped =
  | { readonly value: Value }
  | { readonly error: string }
  /** What it comes to cannot be known here. */
  | { readonly open: true };

/** A moment, for what depends on the clock: it is the kind of the value that counts. */
const NOW = 1_714_979_289_000_000_000n;

class Step extends Evaluator {
  private readonly given: ReadonlyMap<Node, Value>;

  constructor(version: ExprVersion, types: ReadonlyMap<Node, GoType>, given: ReadonlyMap<Node, Value>) {
    super({ version, types, result: null, limits: DEFAULT_LIMITS, now: NOW, reversed: false });
    this.given = given;
  }

  override visit(node: Node): Value {
    return this.given.get(node) ?? (this.given.has(node) ? null : super.visit(node));
  }
}

export function step(
  node: Node,
  given: ReadonlyMap<Node, Value>,
  version: ExprVersion,
  types: ReadonlyMap<Node, GoType>,
): Stepped {
  try {
    return { value: new Step(version, types, given).visit(node) };
  } catch (error) {
    if (error instanceof GoError) return { error: error.message };
    if (error instanceof UnknownValueError || error instanceof ChainEnd) return { open: true };
    throw error;
  }
}
