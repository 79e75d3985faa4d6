/** Conditions that compare one value with numbers, so that it can be told which values they take. */

import type { ExprVersion } from '../expr/builtins/version.ts';
import type { Node } from '../expr/syntax/ast.ts';
import { parse } from '../expr/syntax/parser.ts';

export interface Threshold {
  /** The value that is compared, as it is written without blanks: `result[0]`. */
  readonly subject: string;
  /** The numbers it is compared with. */
  readonly numbers: readonly number[];
  readonly holds: (value: number) => boolean;
}

/** Undefined: the condition is anything else, or does not parse. */
export function readThreshold(condition: string, version: ExprVersion): Threshold | undefined {
  const { tree, lexical, syntax, placeholders } = parse(condition, version);
  if (lexical.length > 0 || syntax.length > 0 || placeholders.length > 0) return undefined;
  return read(tree, condition, 0);
}

/** What two conditions make of the numbers around their thresholds: those that both take, and those that neither takes. */
export interface Comparison {
  readonly both: boolean;
  readonly neither: boolean;
  /** Only single values satisfy neither: thresholds that touch, and leave their own number out. */
  readonly gapIsPoint: boolean;
}

/** Undefined: they do not compare the same value. */
export function compareThresholds(one: Threshold, other: Threshold): Comparison | undefined {
  if (one.subject !== other.subject) return undefined;
  const numbers = [...new Set([...one.numbers, ...other.numbers])].sort((a, b) => a - b);
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const between = numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    return next === undefined ? [] : [(number + next) / 2];
  });
  const ranges = [first - 1 - Math.abs(first), ...between, last + 1 + Math.abs(last)];
  const neither = (value: number): boolean => !one.holds(value) && !other.holds(value);
  const samples = [...ranges, ...numbers];
  return {
    both: samples.some(value => one.holds(value) && other.holds(value)),
    neither: samples.some(neither),
    gapIsPoint: numbers.some(neither) && !ranges.some(neither),
  };
}

const OPERATORS: Readonly<Record<string, (value: number, number: number) => boolean>> = {
  '<': (value, number) => value < number,
  '<=': (value, number) => value <= number,
  '>': (value, number) => value > number,
  '>=': (value, number) => value >= number,
  '==': (value, number) => value === number,
  '!=': (value, number) => value !== number,
};
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const MAX_DEPTH = 50;

function read(node: Node, text: string, depth: number): Threshold | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (node.kind === 'unary' && (node.operator === 'not' || node.operator === '!')) {
    const inner = read(node.operand, text, depth + 1);
    return inner && { ...inner, holds: value => !inner.holds(value) };
  }
  if (node.kind !== 'binary') return undefined;
  const { operator } = node;
  if (['&&', 'and', '||', 'or'].includes(operator)) {
    const left = read(node.left, text, depth + 1);
    const right = read(node.right, text, depth + 1);
    if (!left || !right || left.subject !== right.subject) return undefined;
    const isAnd = operator === '&&' || operator === 'and';
    return {
      subject: left.subject,
      numbers: [...left.numbers, ...right.numbers],
      holds: value => (isAnd ? left.holds(value) && right.holds(value) : left.holds(value) || right.holds(value)),
    };
  }
  const right = numberOf(node.right);
  if (right !== undefined) return comparison(node.left, operator, right, text);
  const left = numberOf(node.left);
  return left === undefined ? undefined : comparison(node.right, MIRRORED[operator] ?? operator, left, text);
}

function comparison(subject: Node, operator: string, number: number, text: string): Threshold | undefined {
  const holds = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  const written = pathOf(subject, text);
  return holds && written !== undefined
    ? { subject: written, numbers: [number], holds: value => holds(value, number) }
    : undefined;
}

/** `result` and what is reached from it by names and numbers. */
function pathOf(node: Node, text: string): string | undefined {
  let current = node;
  while (current.kind === 'member' && (current.property.kind === 'string' || current.property.kind === 'int'))
    current = current.object;
  if (current.kind !== 'identifier' || current.name !== 'result') return undefined;
  return text.slice(node.start, node.end).replaceAll(/\s+/g, '');
}

function numberOf(node: Node): number | undefined {
  if (node.kind === 'int') return Number(node.value);
  if (node.kind === 'float') return node.value;
  if (node.kind !== 'unary' || node.operator !== '-') return undefined;
  const inner = numberOf(node.operand);
  return inner === undefined ? undefined : -inner;
}
