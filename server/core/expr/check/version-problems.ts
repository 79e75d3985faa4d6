/** What the newer language knows and the target does not, found by types and names. */

import { findBuiltin } from '../builtins/builtins.ts';
import type { TypeProblem } from '../infer/infer-scope.ts';
import type { BuiltinNode, Node } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import type { CheckContext } from './check-context.ts';
import { type ConditionFix, type ConditionProblem, cureFirst, insert, replace } from './problem.ts';
import { code, textOf } from './source.ts';

const NEEDS = 'needs Argo >= 1.10';

type Found = Omit<ConditionProblem, 'severity'>;

export function versionProblem(context: CheckContext, problem: TypeProblem): Found | undefined {
  if (context.parsed.version !== '1.15') return undefined;
  return chained(context, problem) ?? newBuiltin(context, problem) ?? newSignature(context, problem);
}

function found(node: Node, message: string, fixes: readonly ConditionFix[]): Found {
  return { code: 'cond-version', range: { start: node.start, end: node.end }, message, fixes };
}

/** `0 < x < 1`, which compares a bool with 1 here. */
function chained(context: CheckContext, { node, message }: TypeProblem): Found | undefined {
  if (node.kind !== 'binary' || !COMPARISONS.has(node.operator)) return undefined;
  const { left } = node;
  if (left.kind !== 'binary' || !COMPARISONS.has(left.operator)) return undefined;
  const between = textOf(context.parsed, { start: left.end, end: node.operatorRange.start });
  if (between.trim() !== '') return undefined;
  const middle = textOf(context.parsed, left.right);
  const fixes = [{ title: 'Write it as two comparisons', edits: [insert(left.end, ` && ${middle}`)] }];
  return found(
    node,
    cureFirst(
      'Write two comparisons joined by `&&`',
      'comparisons in a row need Argo >= 1.10, and up to 1.9 this compares a bool with a number',
      message,
    ),
    fixes,
  );
}

/** Older ways to say what a newer function does. */
const REWRITES: Readonly<Record<string, (args: readonly string[]) => string | undefined>> = {
  max: ([list]) => `sort(${list})[-1]`,
  min: ([list]) => `sort(${list})[0]`,
  sum: ([list, predicate]) => (predicate === undefined ? undefined : `sum(map(${list}, ${predicate}))`),
  mean: () => undefined,
  median: () => undefined,
};

function newBuiltin(context: CheckContext, { reason, node, message }: TypeProblem): Found | undefined {
  if (reason !== 'unknown-name' || node.kind !== 'identifier') return undefined;
  const builtin = findBuiltin(node.name);
  if (builtin?.since !== '1.17') return undefined;
  const text = code(textOf(context.parsed, node));
  return found(
    node,
    cureFirst('Write the condition without it, or raise the target version', `the function ${text} ${NEEDS}`, message),
    [],
  );
}

function newSignature(context: CheckContext, problem: TypeProblem): Found | undefined {
  const { reason, message } = problem;
  const node = callOf(context, problem);
  if (!node || (reason !== 'arguments' && reason !== 'argument-type')) return undefined;
  const builtin = findBuiltin(node.name);
  if (!builtin?.signatures.some(signature => signature.since === '1.17')) return undefined;
  const args = node.args.map(arg => textOf(context.parsed, arg));
  const list = problem.types.some(type => type.kind === 'list') || (node.name === 'sum' && args.length === 2);
  if (!list || (node.name === 'max' || node.name === 'min' ? args.length !== 1 : false)) return undefined;
  const rewritten = Object.hasOwn(REWRITES, node.name) ? REWRITES[node.name]?.(args) : undefined;
  const fixes =
    rewritten === undefined || node.piped ? [] : [{ title: `Write ${rewritten}`, edits: [replace(node, rewritten)] }];
  const cure = rewritten === undefined ? 'Give it single numbers' : `Write ${code(rewritten)}`;
  return found(node, cureFirst(cure, `${code(node.name)} with these arguments ${NEEDS}`, message), fixes);
}

function callOf(context: CheckContext, { node }: TypeProblem): BuiltinNode | undefined {
  if (node.kind === 'builtin') return node;
  const parent = context.parents.get(node);
  return parent?.kind === 'builtin' ? parent : undefined;
}
