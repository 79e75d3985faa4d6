/** What a pair of conditions makes of one result: the phase of the measurement, and its message. */

import type { ExprVersion } from '../builtins/version.ts';
import { isListValue, isNilValue, typeName, type Value } from '../values/value.ts';
import { type Evaluation, type EvaluationOptions, evaluate } from './evaluate.ts';

/** `Unknown`: something the verdict depends on is known to the controller only. */
export type MeasurementPhase = 'Successful' | 'Failed' | 'Inconclusive' | 'Error' | 'Unknown';

/** Absent and empty are the same to the controller. */
export interface ConditionPair {
  readonly successCondition?: string;
  readonly failureCondition?: string;
}

export interface Judged {
  /** Absent: no bool came out. */
  readonly holds?: boolean;
  /** The library's reason, when there is no answer. */
  readonly error?: string;
  readonly evaluation: Evaluation;
}

export interface Classified {
  readonly phase: MeasurementPhase;
  /** The measurement's message as the controller writes it, for an Error. */
  readonly message?: string;
  readonly success?: Judged;
  readonly failure?: Judged;
}

export function classify(
  pair: ConditionPair,
  version: ExprVersion,
  result: Value,
  options: EvaluationOptions = {},
): Classified {
  const success = judgeIf(pair.successCondition, version, result, options);
  const judged = success ? { success } : {};
  if (success?.error !== undefined)
    return {
      phase: 'Error',
      message: message('successCondition', pair.successCondition, success.error, version, result),
      ...judged,
    };
  const failure = judgeIf(pair.failureCondition, version, result, options);
  const both = failure ? { ...judged, failure } : judged;
  if (success && success.holds === undefined) return { phase: 'Unknown', ...both };
  if (failure?.error !== undefined)
    return {
      phase: 'Error',
      message: message('failureCondition', pair.failureCondition, failure.error, version, result),
      ...both,
    };
  if (failure && failure.holds === undefined) return { phase: 'Unknown', ...both };
  return { phase: phaseOf(success?.holds, failure?.holds), ...both };
}

/** Undefined stands for a condition that is not there. */
export function phaseOf(success: boolean | undefined, failure: boolean | undefined): MeasurementPhase {
  if (success === undefined && failure === undefined) return 'Successful';
  if (failure === undefined) return success ? 'Successful' : 'Failed';
  if (failure) return 'Failed';
  return (success ?? true) ? 'Successful' : 'Inconclusive';
}

/** One condition's answer, which has to be a bool. */
export function judge(condition: string, version: ExprVersion, result: Value, options: EvaluationOptions = {}): Judged {
  const evaluation = evaluate(condition, version, result, options);
  switch (evaluation.kind) {
    case 'value':
      if (typeof evaluation.value === 'boolean') return { holds: evaluation.value, evaluation };
      return { error: `expected bool, but got ${typeName(evaluation.value)}`, evaluation };
    case 'unknown':
      return { evaluation };
    default:
      return { error: evaluation.message, evaluation };
  }
}

function judgeIf(
  condition: string | undefined,
  version: ExprVersion,
  result: Value,
  options: EvaluationOptions,
): Judged | undefined {
  return condition === undefined || condition === '' ? undefined : judge(condition, version, result, options);
}

/** Up to Argo 1.9 the bare reason; later with the condition, and no reason at all when there was no data. */
function message(
  name: string,
  condition: string | undefined,
  error: string,
  version: ExprVersion,
  result: Value,
): string {
  if (version === '1.15') return error;
  const empty = isNilValue(result) || (isListValue(result) && result.items.length === 0);
  const why = empty ? 'metric result is nil or empty: no data returned from the metric provider' : error;
  return `could not evaluate ${name} "${condition ?? ''}": ${why}`;
}
