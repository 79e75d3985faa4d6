/**
 * Everything that can be said about a condition from its text, the language version and the shapes its provider can return. An error is
 * what fails for all shapes; what fails for some is worth a hint only where the shapes are few and known.
 */

import { type Node, walk } from '../syntax/ast.ts';
import { type Parsed, parse } from '../syntax/parser.ts';
import type { ResultShape } from '../types/shape.ts';
import type { GoType } from '../types/type.ts';
import { certainProblems } from './certain.ts';
import type { CheckContext, CheckOptions, Reading } from './check-context.ts';
import { parentsOf } from './guards.ts';
import { noData } from './no-data.ts';
import type { ConditionProblem } from './problem.ts';
import { readingsOf } from './readings.ts';
import { syntaxProblems } from './syntax-problems.ts';
import { dottedKeys, indexOfMinusOne, vacuous } from './traps-list.ts';
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

export interface Checked {
  readonly parsed: Parsed;
  readonly problems: readonly ConditionProblem[];
  /** The types a part can have, one for each shape of the result; empty when it was not looked at. */
  readonly typesOf: (node: Node) => readonly GoType[];
}

const TRAPS = [
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
  const readings = readingsOf(parsed, shapes);
  const problems = syntaxProblems(parsed);
  const types = (node: Node): readonly GoType[] => readings.flatMap(reading => reading.inferred.types.get(node) ?? []);
  const result = (found: readonly ConditionProblem[]): Checked => ({ parsed, problems: found, typesOf: types });
  // An empty condition counts as none.
  if (parsed.text === '') return result([]);
  if (parsed.opaque || problems.some(problem => problem.code === 'cond-syntax')) return result(problems);
  const context = contextOf(parsed, options, readings);
  const refused = certainProblems(context);
  const certain = refused.some(problem => problem.severity === 'error');
  const traps = TRAPS.flatMap(trap => trap(context)).filter(trap => !refused.some(problem => overlaps(problem, trap)));
  const empty = certain ? [] : noData(context).filter(problem => !traps.some(trap => saysMore(trap, problem)));
  const kept = problems.filter(
    problem => problem.code !== 'cond-version' || !refused.some(other => encloses(other, problem)),
  );
  return result([...kept, ...refused, ...empty, ...traps].toSorted((a, b) => a.range.start - b.range.start));
}

/** The same said of the whole call, with a fix for it. */
function encloses(outer: ConditionProblem, inner: ConditionProblem): boolean {
  return outer.code === 'cond-version' && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

/** The guard that was meant for it, or the function that hides the part. */
function saysMore(trap: ConditionProblem, empty: ConditionProblem): boolean {
  if (trap.code === 'cond-isnil-guard') return empty.code === 'cond-nil-result';
  const isInside = trap.range.start <= empty.range.start && empty.range.end <= trap.range.end;
  return isInside && (trap.code === 'cond-default-misused' || trap.code === 'cond-index-of-minus-one');
}

/** A trap inside a part that is refused anyway would say less about the same thing. */
function overlaps(problem: ConditionProblem, trap: ConditionProblem): boolean {
  return (
    problem.severity !== 'info' &&
    trap.range.start < problem.range.end &&
    problem.range.start < trap.range.end &&
    trap.code !== 'cond-isnil-guard'
  );
}

function contextOf(parsed: Parsed, options: CheckOptions, readings: readonly Reading[]): CheckContext {
  const nodes: Node[] = [];
  walk(parsed.tree, node => nodes.push(node));
  return { parsed, options, readings, parents: parentsOf(parsed.tree), nodes };
}
