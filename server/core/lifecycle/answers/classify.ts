/** What the conditions make of one result (docs/controller/conditions.md#evaluation-and-classification): success first, and an error there hides the failure condition. */

import type { ExprVersion } from '../../expr/builtins/version.ts';
import { type Evaluation, evaluateParsed } from '../../expr/evaluate/evaluate.ts';
import { type Parsed, parse } from '../../expr/syntax/parser.ts';
import { printValue } from '../../expr/values/print.ts';
import { isListValue, isNilValue, typeName, UnknownValueError, type Value } from '../../expr/values/value.ts';
import type { Phase, TracedPart } from '../spec/timeline.ts';

export interface Classified {
  readonly phase: Exclude<Phase, 'Pending' | 'Running'>;
  /** The controller's, of an Error; else empty. */
  readonly message: string;
  readonly trace: readonly TracedPart[];
  /** What the conditions come to cannot be told here: the Error is no one's but the rehearsal's. */
  readonly isUnknown?: true;
}

/** What the clock of a rehearsal shows at its start, for conditions that ask for the time. */
export const EPOCH = Date.UTC(2026, 0, 1);

export interface ParsedConditions {
  readonly version: ExprVersion;
  readonly success: Parsed | undefined;
  readonly failure: Parsed | undefined;
}

/** Parts of one condition that a measurement shows, and characters of each. */
const SHOWN_PARTS = 6;
const SHOWN_CHARACTERS = 120;

export function parseConditions(
  metric: { readonly successCondition: string; readonly failureCondition: string },
  version: ExprVersion,
): ParsedConditions {
  const read = (text: string): Parsed | undefined => (text === '' ? undefined : parse(text, version));
  return { version, success: read(metric.successCondition), failure: read(metric.failureCondition) };
}

/** `now`: milliseconds since 1970. */
export function classify(conditions: ParsedConditions, result: Value, now: number): Classified {
  const trace: TracedPart[] = [];
  const judge = (parsed: Parsed | undefined, field: string): boolean | ConditionError | undefined => {
    if (parsed === undefined) return undefined;
    const evaluation = evaluateParsed(parsed, result, { now });
    trace.push(...showTrace(parsed.text, evaluation));
    return readAnswer(evaluation, parsed, field, result);
  };
  const success = judge(conditions.success, 'successCondition');
  if (typeof success === 'object') return { phase: 'Error', ...success, trace };
  const failure = judge(conditions.failure, 'failureCondition');
  if (typeof failure === 'object') return { phase: 'Error', ...failure, trace };
  const isFailed = failure ?? success === false;
  const isSuccessful = success ?? failure !== true;
  return { phase: isFailed ? 'Failed' : isSuccessful ? 'Successful' : 'Inconclusive', message: '', trace };
}

type ConditionError = Pick<Classified, 'message' | 'isUnknown'>;

function readAnswer(
  evaluation: Evaluation,
  { text, version }: Parsed,
  field: string,
  result: Value,
): boolean | ConditionError {
  if (evaluation.kind === 'unknown') {
    const message = `A rehearsal cannot tell what ${field} comes to: it depends on ${evaluation.reason}.`;
    return { message, isUnknown: true };
  }
  if (evaluation.kind === 'value' && typeof evaluation.value === 'boolean') return evaluation.value;
  const reason =
    evaluation.kind === 'value' ? `expected bool, but got ${typeName(evaluation.value)}` : evaluation.message;
  if (version === '1.15') return { message: reason };
  const isEmpty = isNilValue(result) || (isListValue(result) && result.items.length === 0);
  const told = isEmpty ? 'metric result is nil or empty: no data returned from the metric provider' : reason;
  return { message: `could not evaluate ${field} "${text}": ${told}` };
}

/** The parts that decide: the outermost first, without constants and without what is only a name on the way to more. */
function showTrace(text: string, evaluation: Evaluation): TracedPart[] {
  if (evaluation.kind === 'refused') return [];
  const parts = evaluation.trace.flatMap(({ start, end, value }) => {
    const shown = show(value);
    const written = text.slice(start, end);
    return shown === undefined || shown === written || written === `"${shown}"` ? [] : [{ start, end, shown, written }];
  });
  return parts
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
    .slice(0, SHOWN_PARTS)
    .map(({ written, shown }) => ({ text: clip(written), value: clip(shown) }));
}

/** Undefined: there is nothing to show. */
function show(value: Value): string | undefined {
  if (typeof value === 'object' && value !== null && value.type === 'func') return undefined;
  if (value === null) return 'nil';
  try {
    return printValue(value);
  } catch (error) {
    if (error instanceof UnknownValueError) return undefined;
    throw error;
  }
}

function clip(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
