/**
 * What fails whatever the provider answers: an error at the part that fails, in the library's words. What fails for some answers only is
 * worth a hint where these are few and known.
 */

import type { Failure } from '../possible/always-fails.ts';
import { describeKinds } from '../possible/kind-words.ts';
import { type Parsed, refusalOf } from '../syntax/parser.ts';
import { describeShape, type ResultShape } from '../types/shape.ts';
import { NIL, printType } from '../types/type.ts';
import { describeType } from '../types/type-words.ts';
import type { CheckContext, Reading } from './check-context.ts';
import type { ConditionProblem } from './problem.ts';
import { answersBool, failureOf, isRefused, readAs, readingsOf } from './readings.ts';
import type { Reported } from './report.ts';
import { runProblem } from './run-problems.ts';
import { typeProblem } from './type-problems.ts';
import { notBool } from './type-problems-values.ts';

/** It is an Error whatever the provider answers. */
export function isAlwaysRefused(parsed: Parsed, shapes: readonly ResultShape[]): boolean {
  if (parsed.text === '' || parsed.opaque || parsed.placeholders.length > 0) return false;
  const refusal = refusalOf(parsed);
  // Without words: too large to be read.
  if (refusal !== undefined) return refusal !== '';
  const readings = readingsOf(parsed, withNil(shapes));
  return readings.length > 0 && readings.every(reading => isRefused(reading) || failureOf(parsed, reading));
}

/** JSON has a null, too. */
function withNil(shapes: readonly ResultShape[]): readonly ResultShape[] {
  return shapes.includes('json') ? [...shapes, 'nil'] : shapes;
}

export function certainProblems(context: CheckContext): ConditionProblem[] {
  const all = context.readings.map(reading => ({ reading, reports: reportsOf(context, reading) }));
  const failing = all.filter(({ reports }) => reports.length > 0);
  if (failing.length === 0) return [];
  if (failing.length < all.length) return partly(context, failing);
  const severity = worksOnNil(context) ? 'warning' : 'error';
  return shared(failing).map(problem => ({ ...problem, severity }));
}

interface Failing {
  readonly reading: Reading;
  readonly reports: readonly Reported[];
}

/** The result may be nil, and then it answers. */
function worksOnNil({ parsed, options, readings }: CheckContext): boolean {
  const mayBeNil = options.mayBeNil === true || options.shapes.includes('json');
  if (!mayBeNil || readings.some(reading => reading.shape === 'nil') || refusalOf(parsed) !== undefined) return false;
  const reading = readAs(parsed, 'nil', NIL);
  return !isRefused(reading) && failureOf(parsed, reading) === undefined;
}

function partly(context: CheckContext, failing: readonly Failing[]): ConditionProblem[] {
  // A JSON value can be anything; that a condition is written for one form of it is no mistake.
  if (context.options.shapes.includes('json')) return [];
  return failing.flatMap(({ reading, reports }) =>
    reports.slice(0, 1).map(problem => ({
      ...problem,
      severity: problem.code === 'cond-scalar-indexed' ? ('warning' as const) : ('info' as const),
      message: `When the result is ${describeShape(reading.shape)}: ${problem.message}`,
    })),
  );
}

/** The problems that all readings have in common, or else those of the reading that gets furthest. */
function shared(failing: readonly Failing[]): readonly Reported[] {
  const [first, ...others] = failing;
  const same = (a: Reported, b: Reported): boolean =>
    a.range.start === b.range.start && a.range.end === b.range.end && a.code === b.code;
  const common = (first?.reports ?? []).filter(problem =>
    others.every(({ reports }) => reports.some(other => same(problem, other))),
  );
  if (common.length > 0) return common;
  const furthest = failing.toSorted((a, b) => distance(b) - distance(a))[0];
  if (!furthest) return [];
  // It is written for this form of result where it compiles for this one only.
  const isOnlyForm = failing.every(each => (each.reading.inferred.problems.length === 0) === (each === furthest));
  const rest = isOnlyForm
    ? ''
    : ` This is so of ${describeType(furthest.reading.result)}; every other value fails in another part.`;
  return furthest.reports.slice(0, 1).map(problem => ({ ...problem, message: `${problem.message}${rest}` }));
}

/** How far a condition gets: it compiles, and then the later it fails, the further. */
function distance({ reading, reports }: Failing): number {
  const at = reports[0]?.range.end ?? 0;
  return reading.inferred.problems.length > 0 ? at / 1e6 - reading.inferred.problems.length : 1 + at;
}

function reportsOf(context: CheckContext, reading: Reading): readonly Reported[] {
  const { problems } = reading.inferred;
  if (problems.length > 0) return outermost(compileProblems(context, reading));
  // A text that does not parse is refused for that.
  const failure = refusalOf(context.parsed) === undefined ? failureOf(context.parsed, reading) : undefined;
  if (failure?.at === 'part' || failure?.at === 'compile') return [runProblem(context, failure)];
  if (failure) return [notBool(context, describeKinds(failure.answer) ?? 'something else', answerOf(reading, failure))];
  return answersBool(reading) ? [] : [notBool(context, describeType(reading.root), '')];
}

/** What the library says of the answer: by its type, which may be a pointer, where that is known. */
function answerOf({ root }: Reading, failure: Failure): string {
  return root.kind === 'pointer' ? `expected bool, but got ${printType(root)}` : failure.message;
}

/** The library tells the first one only, and none where the text does not parse. */
function compileProblems(context: CheckContext, { inferred: { problems } }: Reading): readonly Reported[] {
  // What a newer predicate argument points at is the version's problem, reported as such.
  const newer = context.parsed.syntax.some(problem => problem.feature === 'predicate-argument');
  const isTold = refusalOf(context.parsed) === undefined;
  return problems
    .map((problem, i) => (i === 0 && isTold ? problem : { ...problem, message: '' }))
    .filter(problem => !newer || problem.reason !== 'unknown-pointer')
    .map(problem => typeProblem(context, problem));
}

/** Names inside a longer one that is told, as `rate` in `args.error-rate`, say nothing more. */
function outermost(problems: readonly Reported[]): Reported[] {
  let end = 0;
  return problems
    .toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)
    .filter(({ code, range }) => {
      if (code !== 'cond-unknown-name') return true;
      const isOutermost = range.end > end;
      end = Math.max(end, range.end);
      return isOutermost;
    });
}
