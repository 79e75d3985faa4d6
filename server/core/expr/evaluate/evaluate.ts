/**
 * What a condition is worth for one result, and how it comes about. Follows the library step by step, so that what it refuses, fails
 * with or answers by accident is the same here. Where only the controller can tell, the answer is that nobody can tell.
 */
import type { Range } from '../../text/range.ts';
import type { ExprVersion } from '../builtins/version.ts';
import { infer } from '../infer/infer.ts';
import type { Node } from '../syntax/ast.ts';
import { type Parsed, parse, refusalOf } from '../syntax/parser.ts';
import { equal } from '../values/equality.ts';
import { GoError, UnknownValueError, type Value } from '../values/value.ts';
import { DEFAULT_LIMITS, type Limits, type Traced } from './evaluate-scope.ts';
import { Evaluator } from './evaluator.ts';
import { type Optimized, optimize } from './optimize.ts';
import { goTypeOf } from './value-type.ts';

/**
 * `refused`: does not compile for this result. `failed`: compiles and fails. Both make the measurement an Error. `unknown`: what it
 * depends on is not known here, and `reason` names it.
 */
export type Evaluation =
  | { readonly kind: 'value'; readonly value: Value; readonly trace: readonly Traced[] }
  | { readonly kind: 'refused'; readonly message: string; readonly range?: Range }
  | { readonly kind: 'failed'; readonly message: string; readonly range?: Range; readonly trace: readonly Traced[] }
  | { readonly kind: 'unknown'; readonly reason: string; readonly trace: readonly Traced[] };

export interface EvaluationOptions {
  /** Milliseconds since 1970: what `now()` answers. Without it, whatever depends on it is unknown. */
  readonly now?: number;
  readonly limits?: Partial<Limits>;
}

export function evaluate(
  text: string,
  version: ExprVersion,
  result: Value,
  options: EvaluationOptions = {},
): Evaluation {
  return evaluateParsed(parse(text, version), result, options);
}

export function evaluateParsed(parsed: Parsed, result: Value, options: EvaluationOptions = {}): Evaluation {
  if (parsed.opaque || parsed.placeholders.length > 0)
    return { kind: 'unknown', reason: 'the value of a placeholder', trace: [] };
  const refusal = refusalOf(parsed);
  if (refusal === '') return { kind: 'unknown', reason: 'a condition this large', trace: [] };
  if (refusal !== undefined) return { kind: 'refused', message: refusal };
  const inferred = infer(parsed.tree, parsed.version, goTypeOf(result));
  const [problem] = inferred.problems;
  if (problem)
    return { kind: 'refused', message: problem.message, range: { start: problem.node.start, end: problem.node.end } };
  let optimized: Optimized;
  try {
    optimized = optimize(parsed.tree, inferred, parsed.version);
  } catch (error) {
    if (error instanceof GoError) return { kind: 'refused', message: error.message };
    throw error;
  }
  const first = attempt(parsed.version, optimized, result, options, false);
  return first.sawShuffled
    ? agreed(first.evaluation, attempt(parsed.version, optimized, result, options, true).evaluation)
    : first.evaluation;
}

/** Go leaves the order of a map's entries to chance: only what comes out the same both ways is known. */
function agreed(one: Evaluation, other: Evaluation): Evaluation {
  const same =
    one.kind === other.kind &&
    (one.kind !== 'value' || (other.kind === 'value' && equal(one.value, other.value, '1.17')));
  if (same) return one;
  return { kind: 'unknown', reason: 'the order of a map, which Go leaves to chance', trace: [] };
}

function attempt(
  version: ExprVersion,
  { tree, types }: Optimized,
  result: Value,
  options: EvaluationOptions,
  reversed: boolean,
) {
  const now = options.now === undefined ? {} : { now: BigInt(Math.trunc(options.now)) * 1_000_000n };
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const evaluator = new Evaluator({ version, types, result, limits, reversed, ...now });
  return { evaluation: settle(evaluator, tree), sawShuffled: evaluator.sawShuffled };
}

function settle(evaluator: Evaluator, tree: Node): Evaluation {
  const trace = (): readonly Traced[] => [...evaluator.trace.values()];
  try {
    return { kind: 'value', value: evaluator.visit(tree), trace: trace() };
  } catch (error) {
    if (error instanceof UnknownValueError) return { kind: 'unknown', reason: error.message, trace: trace() };
    if (!(error instanceof GoError)) throw error;
    const range = evaluator.failedAt;
    return { kind: 'failed', message: error.message, ...(range ? { range } : {}), trace: trace() };
  }
}
