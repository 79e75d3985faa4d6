/**
 * Everything that can be said about a condition from its text, the language version and the shapes its provider can return. An error is
 * what fails for all shapes; what fails for some is worth a hint only where the shapes are few and known.
 */

import { optimize } from '../evaluate/optimize.ts';
import { infer } from '../infer/infer.ts';
import { type Node, walk } from '../syntax/ast.ts';
import { type Parsed, parse, refusalOf } from '../syntax/parser.ts';
import { describeShape, type ResultShape, typesOf } from '../types/shape.ts';
import { type GoType, isUnknown, UNKNOWN } from '../types/type.ts';
import { GoError } from '../values/value.ts';
import type { CheckContext, CheckOptions, Reading } from './check-context.ts';
import { parentsOf } from './guards.ts';
import { type ConditionProblem, willError } from './problem.ts';
import type { Reported } from './report.ts';
import { wholeRange } from './source.ts';
import { syntaxProblems } from './syntax-problems.ts';
import { dottedKeys, emptyList, indexOfMinusOne, vacuous } from './traps-list.ts';
import { boolLeak, contradiction, lostNegation } from './traps-logic.ts';
import { searchAsOperand } from './traps-operands.ts';
import {
  boolAsText,
  constant,
  division,
  misusedDefault,
  misusedIsNil,
  notANumber,
  uselessNilGuard,
} from './traps-value.ts';
import { typeProblem } from './type-problems.ts';
import { notBool } from './type-problems-values.ts';

export interface Checked {
  readonly parsed: Parsed;
  readonly problems: readonly ConditionProblem[];
  /** The types a part can have, one for each shape of the result; empty when it was not looked at. */
  readonly typesOf: (node: Node) => readonly GoType[];
}

const TRAPS = [
  emptyList,
  vacuous,
  indexOfMinusOne,
  dottedKeys,
  misusedDefault,
  misusedIsNil,
  uselessNilGuard,
  notANumber,
  division,
  boolAsText,
  boolLeak,
  contradiction,
  lostNegation,
  constant,
  searchAsOperand,
];

export function checkCondition(text: string, options: CheckOptions): Checked {
  return checkParsed(parse(text, options.version), options);
}

export function checkParsed(parsed: Parsed, options: CheckOptions): Checked {
  const shapes: readonly ResultShape[] = options.shapes.length > 0 ? options.shapes : ['unknown'];
  const readings = shapes.flatMap(shape => typesOf(shape).map(type => read(parsed, shape, type)));
  const problems = syntaxProblems(parsed);
  const types = (node: Node): readonly GoType[] => readings.flatMap(reading => reading.inferred.types.get(node) ?? []);
  const result = (found: readonly ConditionProblem[]): Checked => ({ parsed, problems: found, typesOf: types });
  // An empty condition counts as none.
  if (parsed.text === '') return result([]);
  if (parsed.opaque || problems.some(problem => problem.code === 'cond-syntax')) return result(problems);
  const context = contextOf(parsed, options, readings);
  const refused = typeProblems(context);
  const certain = refused.some(problem => problem.severity === 'error');
  const traps = TRAPS.flatMap(trap => trap(context)).filter(
    trap => !certain || !refused.some(problem => overlaps(problem, trap)),
  );
  const kept = problems.filter(
    problem => problem.code !== 'cond-version' || !refused.some(other => encloses(other, problem)),
  );
  return result([...kept, ...refused, ...traps].toSorted((a, b) => a.range.start - b.range.start));
}

/** The same said of the whole call, with a fix for it. */
function encloses(outer: ConditionProblem, inner: ConditionProblem): boolean {
  return outer.code === 'cond-version' && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

/** A trap inside a part that is refused anyway would say less about the same thing. */
function overlaps(problem: ConditionProblem, trap: ConditionProblem): boolean {
  return (
    problem.severity === 'error' &&
    trap.range.start < problem.range.end &&
    problem.range.start < trap.range.end &&
    trap.code !== 'cond-isnil-guard'
  );
}

/** It does not compile, or answers no bool, whatever the provider answers: every measurement is an Error. */
export function isAlwaysRefused(parsed: Parsed, shapes: readonly ResultShape[]): boolean {
  if (parsed.text === '' || parsed.opaque || parsed.placeholders.length > 0) return false;
  const refusal = refusalOf(parsed);
  // Without words: too large to be read.
  if (refusal !== undefined) return refusal !== '';
  const readings = shapes.flatMap(shape => typesOf(shape).map(type => read(parsed, shape, type)));
  return readings.length > 0 && readings.every(isRefused);
}

function read(parsed: Parsed, shape: ResultShape, result: GoType): Reading {
  const inferred = infer(parsed.tree, parsed.version, result);
  return { shape, result, inferred, root: inferred.types.get(parsed.tree) ?? UNKNOWN };
}

function contextOf(parsed: Parsed, options: CheckOptions, readings: readonly Reading[]): CheckContext {
  const nodes: Node[] = [];
  walk(parsed.tree, node => nodes.push(node));
  return { parsed, options, readings, parents: parentsOf(parsed.tree), nodes };
}

function isRefused(reading: Reading): boolean {
  return reading.inferred.problems.length > 0 || !answersBool(reading);
}

function answersBool({ root }: Reading): boolean {
  return root.kind === 'bool' || isUnknown(root);
}

function typeProblems(context: CheckContext): ConditionProblem[] {
  const refused = context.readings.filter(isRefused);
  if (refused.length === 0) return compileProblems(context);
  if (refused.length === context.readings.length)
    return shared(context).map(problem => ({ ...problem, severity: 'error' }));
  // A JSON value can be anything; that a condition is written for one form of it is no mistake.
  if (context.options.shapes.includes('json')) return [];
  return refused.flatMap(reading =>
    reportsOf(context, reading)
      .slice(0, 1)
      .map(problem => ({
        ...problem,
        severity: problem.code === 'cond-scalar-indexed' ? ('warning' as const) : ('info' as const),
        message: `When the result is ${describeShape(reading.shape)}: ${problem.message}`,
      })),
  );
}

/** What is wrong whatever the shape: the problems all readings have in common, or else the first reading's. */
function shared(context: CheckContext): Reported[] {
  const [first, ...others] = context.readings.map(reading => reportsOf(context, reading));
  const same = (a: Reported, b: Reported): boolean =>
    a.range.start === b.range.start && a.range.end === b.range.end && a.code === b.code;
  const common = (first ?? []).filter(problem => others.every(reports => reports.some(other => same(problem, other))));
  if (common.length > 0 || context.readings.length === 1) return common;
  const message = `Whatever the result is, this fails in one part or another: its parts want it to be different things. ${willError('mismatched types')} Convert it, or take a part of it.`;
  return [{ code: 'cond-type', range: wholeRange(context.parsed), message, fixes: [] }];
}

function reportsOf(context: CheckContext, reading: Reading): Reported[] {
  // What a newer predicate argument points at is the version's problem, reported as such.
  const newer = context.parsed.syntax.some(problem => problem.feature === 'predicate-argument');
  const problems = reading.inferred.problems.filter(problem => !newer || problem.reason !== 'unknown-pointer');
  if (reading.inferred.problems.length > 0) return outermost(problems.map(problem => typeProblem(context, problem)));
  return answersBool(reading) ? [] : [notBool(context, reading.root)];
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

/** What the library refuses after checking: a constant division by zero, a pattern put together from constants. */
function compileProblems(context: CheckContext): ConditionProblem[] {
  const [reading] = context.readings;
  if (!reading) return [];
  try {
    optimize(context.parsed.tree, reading.inferred, context.parsed.version);
    return [];
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const range = wholeRange(context.parsed);
    return [
      {
        code: 'cond-type',
        severity: 'error',
        range,
        message: `This cannot be computed. ${willError(error.message)}`,
        fixes: [],
      },
    ];
  }
}
