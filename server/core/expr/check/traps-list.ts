/** Conditions that compile and go wrong when there is no data, or when a list is asked about in the wrong way. */
import type { BuiltinNode, Node } from '../syntax/ast.ts';
import type { CheckContext } from './check-context.ts';
import { isResult, knowsLength } from './guards.ts';
import { type ConditionProblem, replace } from './problem.ts';
import { code, prepend, textOf } from './source.ts';

/** Whether the node is a list that may come without elements. */
function mayBeEmpty(context: CheckContext, node: Node): boolean {
  if (context.options.mayBeEmpty !== true) return false;
  const types = context.readings.map(reading => ({ shape: reading.shape, type: reading.inferred.types.get(node) }));
  if (isResult(node)) return types.some(({ shape, type }) => type?.kind === 'list' && shape !== 'cloudWatch');
  return (
    node.kind === 'member' &&
    node.property.kind === 'string' &&
    node.property.value === 'Values' &&
    types.some(({ shape }) => shape === 'cloudWatch')
  );
}

function insidePredicate(context: CheckContext, node: Node): boolean {
  for (let parent = context.parents.get(node); parent; parent = context.parents.get(parent))
    if (parent.kind === 'predicate') return true;
  return false;
}

/** `all(result, ...)` is true for no data; sums and averages are 0. */
export function vacuous(context: CheckContext): ConditionProblem[] {
  return context.nodes.flatMap(node => {
    if (node.kind !== 'builtin') return [];
    const [list] = node.args;
    const about =
      list &&
      mayBeEmpty(context, list) &&
      !knowsLength(context.parsed, context.parents, node, textOf(context.parsed, list));
    if (!list || !about) return [];
    if (node.name === 'all' || node.name === 'none') return [vacuousAll(context, node, list)];
    return ['sum', 'mean', 'median'].includes(node.name) ? [vacuousSum(context, node, list)] : [];
  });
}

function vacuousAll(context: CheckContext, node: BuiltinNode, list: Node): ConditionProblem {
  const text = textOf(context.parsed, list);
  return {
    code: 'cond-vacuous-all',
    severity: 'info',
    range: node.nameRange,
    message: `\`${node.name}\` is true when ${code(text)} is empty: no data counts as met. Write ${code(`len(${text}) > 0 && ${node.name}(...)`)} if it must not.`,
    fixes: guardFixes(context, node, text),
  };
}

function vacuousSum(context: CheckContext, node: BuiltinNode, list: Node): ConditionProblem {
  const text = textOf(context.parsed, list);
  return {
    code: 'cond-vacuous-all',
    severity: 'info',
    range: node.nameRange,
    message: `\`${node.name}\` of an empty list is 0: no data looks like zero. Write ${code(`len(${text}) > 0 && ...`)} if it must not.`,
    fixes: guardFixes(context, node, text),
  };
}

function guardFixes(context: CheckContext, node: BuiltinNode, list: string) {
  return insidePredicate(context, node)
    ? []
    : [prepend(context.parsed, 'No data: the condition is false', `len(${list}) > 0`, '&&')];
}

const INDEX_FUNCTIONS = new Set(['findIndex', 'findLastIndex']);

/** `findIndex(...) == -1`: without a match it is nil. */
export function indexOfMinusOne(context: CheckContext): ConditionProblem[] {
  return context.nodes.flatMap(node => {
    if (node.kind !== 'binary' || node.left.kind !== 'builtin' || !INDEX_FUNCTIONS.has(node.left.name)) return [];
    const { right, operator } = node;
    const minusOne =
      right.kind === 'unary' && right.operator === '-' && right.operand.kind === 'int' && right.operand.value === 1n;
    const zero = right.kind === 'int' && right.value === 0n && (operator === '<' || operator === '>=');
    if (!zero && !(minusOne && ['==', '!=', '>'].includes(operator))) return [];
    const none = operator === '==' || operator === '<';
    const instead = `${textOf(context.parsed, node.left)} ${none ? '==' : '!='} nil`;
    return [
      {
        code: 'cond-index-of-minus-one',
        severity: 'warning',
        range: { start: node.start, end: node.end },
        message: `\`${node.left.name}\` is nil when nothing matches, never -1. Comparing nil with a number fails: the measurement will be Error. Write ${code(instead)}.`,
        fixes: [
          {
            title: `Compare with nil`,
            edits: [replace({ start: node.left.end, end: node.end }, ` ${none ? '==' : '!='} nil`)],
          },
        ],
      },
    ];
  });
}

/** New Relic's `result.average.duration` for the column `average.duration`. */
export function dottedKeys(context: CheckContext): ConditionProblem[] {
  if (context.options.dottedKeys !== true) return [];
  return context.nodes.flatMap(node => {
    const path = pathOf(node);
    const parent = context.parents.get(node);
    if (!path || path.names.length < 2 || (parent?.kind === 'member' && parent.dot && parent.object === node))
      return [];
    const object = textOf(context.parsed, path.object);
    const key = `["${path.names.join('.')}"]`;
    return [
      {
        code: 'cond-newrelic-dots',
        severity: 'warning',
        range: { start: node.start, end: node.end },
        message: `New Relic's columns are flat: there is no ${code(path.names[0] ?? '')} with something in it, but a column ${code(path.names.join('.'))}. The measurement will be Error ("cannot fetch ${path.names[1]} from <nil>"). Write ${code(object + key)}.`,
        fixes: [{ title: `Write ${object}${key}`, edits: [replace({ start: path.object.end, end: node.end }, key)] }],
      },
    ];
  });
}

function pathOf(node: Node): { object: Node; names: string[] } | undefined {
  const names: string[] = [];
  let object = node;
  while (object.kind === 'member' && object.dot && !object.method && object.property.kind === 'string') {
    names.unshift(object.property.value);
    object = object.object;
  }
  const rooted = isResult(object) || (object.kind === 'member' && isResult(object.object)) || object.kind === 'pointer';
  return rooted ? { object, names } : undefined;
}
