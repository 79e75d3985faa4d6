/** A finding before its severity is known. */
import type { Node } from '../syntax/ast.ts';
import type { CheckContext } from './check-context.ts';
import type { ConditionCode, ConditionFix, ConditionProblem } from './problem.ts';

export type Reported = Omit<ConditionProblem, 'severity'>;

export function found(
  ruleCode: ConditionCode,
  node: Node,
  message: string,
  fixes: readonly ConditionFix[] = [],
): Reported {
  return { code: ruleCode, range: { start: node.start, end: node.end }, message, fixes };
}

/** Why the result has its shape, to follow a statement about it. */
export function because(context: CheckContext): string {
  const { because: why } = context.options;
  return why === undefined ? '' : ` (${why})`;
}
