/** Conditions whose logic is not what it looks like. */
import type { BinaryNode, Node } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { isUnknown } from '../types/type.ts';
import type { CheckContext } from './check-context.ts';
import { isLogical } from './guards.ts';
import { type ConditionProblem, insert } from './problem.ts';
import { code, textOf } from './source.ts';

/** `... && result.ok`: what is not known to be a bool may become the answer. */
export function boolLeak(context: CheckContext): ConditionProblem[] {
  return leaves(context.parsed.tree).flatMap(node => {
    const types = context.readings.map(reading => reading.inferred.types.get(node));
    if (types.length === 0 || !types.every(type => type !== undefined && isUnknown(type))) return [];
    if (node.kind === 'placeholder' || node.kind === 'missing') return [];
    const text = textOf(context.parsed, node);
    return [
      {
        code: 'cond-bool-leak' as const,
        severity: 'info' as const,
        range: { start: node.start, end: node.end },
        message: `If ${code(text)} is not a bool, the condition yields it as it is, and the measurement will be Error ("expected bool"). Write ${code(`${text} == true`)} to be safe.`,
        fixes: [{ title: 'Compare with true', edits: [insert(node.end, ' == true')] }],
      },
    ];
  });
}

/** The right sides of `&&` and `||` whose value can become that of the whole. */
function leaves(node: Node): Node[] {
  if (node.kind !== 'binary' || !isLogical(node)) return [];
  const { left, right } = node;
  const inner = isLogical(right) ? leaves(right) : [right];
  return [...leaves(left), ...inner];
}

interface Bound {
  readonly operand: string;
  readonly operator: string;
  readonly value: number;
}

/** `x > 1 && x < 0` can never be true, `x > 0 || x < 1` never false. */
export function contradiction(context: CheckContext): ConditionProblem[] {
  return context.nodes.flatMap(node => {
    if (node.kind !== 'binary' || !isLogical(node) || node.implied) return [];
    const parent = context.parents.get(node);
    if (parent?.kind === 'binary' && parent.operator === node.operator) return [];
    const and = node.operator === 'and' || node.operator === '&&';
    const bounds = flatten(node, node.operator).map(part => boundOf(context, part));
    for (const [i, one] of bounds.entries()) {
      for (const other of bounds.slice(i + 1)) {
        if (!one || !other || one.operand !== other.operand || !settles(one, other, and)) continue;
        return [report(node, one, and)];
      }
    }
    return [];
  });
}

function report(node: BinaryNode, { operand }: Bound, and: boolean): ConditionProblem {
  const what = and
    ? 'No value is in both ranges: this is never true.'
    : 'Every number is in one of the ranges: this is always true, but for NaN.';
  return {
    code: 'cond-contradiction',
    severity: 'hint',
    range: { start: node.start, end: node.end },
    message: `${what} Correct the bounds of ${code(operand)}.`,
    fixes: [],
  };
}

function flatten(node: Node, operator: string): Node[] {
  if (node.kind !== 'binary' || node.operator !== operator) return [node];
  return [...flatten(node.left, operator), ...flatten(node.right, operator)];
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==' };

function boundOf(context: CheckContext, node: Node): Bound | undefined {
  if (node.kind !== 'binary' || (!COMPARISONS.has(node.operator) && node.operator !== '==')) return undefined;
  const right = numberOf(node.right);
  if (right !== undefined) return { operand: textOf(context.parsed, node.left), operator: node.operator, value: right };
  const left = numberOf(node.left);
  if (left === undefined) return undefined;
  return {
    operand: textOf(context.parsed, node.right),
    operator: MIRRORED[node.operator] ?? node.operator,
    value: left,
  };
}

function numberOf(node: Node): number | undefined {
  if (node.kind === 'int') return Number(node.value);
  if (node.kind === 'float') return node.value;
  if (node.kind !== 'unary' || node.operator !== '-') return undefined;
  const inner = numberOf(node.operand);
  return inner === undefined ? undefined : -inner;
}

function satisfies(value: number, { operator, value: bound }: Bound): boolean {
  switch (operator) {
    case '<':
      return value < bound;
    case '>':
      return value > bound;
    case '<=':
      return value <= bound;
    case '>=':
      return value >= bound;
    default:
      return value === bound;
  }
}

/** Tries the bounds themselves, the middle, and both far ends: between these nothing changes. */
function settles(one: Bound, other: Bound, and: boolean): boolean {
  const middle = (one.value + other.value) / 2;
  const values = [one.value, other.value, middle, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return and
    ? !values.some(value => satisfies(value, one) && satisfies(value, other))
    : values.every(value => satisfies(value, one) || satisfies(value, other));
}

/** `1 + x not in [2]`: up to Argo 1.9 the `not` is lost. */
export function lostNegation(context: CheckContext): ConditionProblem[] {
  return context.parsed.lostNegations.map(range => ({
    code: 'cond-version' as const,
    severity: 'warning' as const,
    range: { start: range.start, end: range.end },
    message: `Argo <= 1.9 loses this \`not\` behind another operator and answers the opposite. Put \`not (...)\` around the whole comparison.`,
    fixes: [],
  }));
}
