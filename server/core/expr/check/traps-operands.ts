/** Conditions that compile, and whose operands are not what they look like when they run. */
import type { BinaryNode, Node } from '../syntax/ast.ts';
import type { CheckContext } from './check-context.ts';
import { contains } from './guards.ts';
import { type ConditionFix, type ConditionProblem, replace } from './problem.ts';
import { code, textOf } from './source.ts';

/** Operators that are done with their left side before the right one begins. */
const LAZY = new Set(['and', '&&', 'or', '||', '??']);

/**
 * A search from the end leaves true and false behind, below what it found. What has been worked out before it and is
 * needed afterwards is then one of them.
 */
export function searchAsOperand(context: CheckContext): ConditionProblem[] {
  return context.nodes.flatMap(node => {
    const name = backwards(node);
    const loser = name === undefined ? undefined : losingOperand(context, node);
    if (name === undefined || !loser) return [];
    const swapped = loser.kind === 'binary' ? swap(context, loser) : undefined;
    const advice = swapped === undefined ? 'Let it stand first, or keep it in a variable (`let x = ...;`).' : '';
    return [
      {
        code: 'cond-findlast-operand',
        severity: 'error',
        range: node.kind === 'builtin' ? node.nameRange : { start: node.start, end: node.end },
        message: `${code(name)} loses what stands before it: true or false takes its place, and ${code(textOf(context.parsed, loser))} fails or answers wrongly. ${swapped === undefined ? advice : `Write ${code(swapped.text)}.`}`,
        fixes: swapped === undefined ? [] : [swapped.fix],
      },
    ];
  });
}

/** `last(filter(...))` and `filter(...)[-1]` become `findLast` before they run. */
function backwards(node: Node): string | undefined {
  if (node.kind === 'builtin' && (node.name === 'findLast' || node.name === 'findLastIndex')) return node.name;
  if (node.kind === 'builtin' && node.name === 'last' && isFilter(node.args[0])) return 'last(filter(...))';
  if (node.kind !== 'member' || !isFilter(node.object) || node.property.kind !== 'unary') return undefined;
  const { operator, operand } = node.property;
  return operator === '-' && operand.kind === 'int' && operand.value === 1n ? 'filter(...)[-1]' : undefined;
}

function isFilter(node: Node | undefined): boolean {
  return node?.kind === 'builtin' && node.name === 'filter';
}

/** The nearest part around it that has something before it when it is worked out. */
function losingOperand({ parents }: CheckContext, node: Node): Node | undefined {
  let child = node;
  for (let parent = parents.get(child); parent; parent = parents.get(child)) {
    // In a loop it depends on the loop what is taken from below.
    if (parent.kind === 'predicate') return undefined;
    if (isBehind(parent, child)) return parent;
    child = parent;
  }
  return undefined;
}

function isBehind(parent: Node, child: Node): boolean {
  switch (parent.kind) {
    case 'binary':
      return parent.right === child && !LAZY.has(parent.operator);
    case 'member':
      return parent.property === child;
    case 'slice':
      return parent.object !== child;
    case 'call':
    case 'builtin':
      return parent.args.indexOf(child) > 0;
    case 'array':
      return parent.items.indexOf(child) > 0;
    case 'pair':
      return parent.value === child;
    default:
      return false;
  }
}

const MIRRORED: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** The comparison the other way round. */
function swap(
  { parsed, parents }: CheckContext,
  node: BinaryNode,
): { readonly text: string; readonly fix: ConditionFix } | undefined {
  const operator = MIRRORED[node.operator];
  const isChained = [node, parents.get(node)].some(each => each?.kind === 'binary' && each.implied);
  if (operator === undefined || isChained || contains(node.left, inner => backwards(inner) !== undefined))
    return undefined;
  const sides = [node.left, node.right].map(side => textOf(parsed, side));
  const text = `${sides[1]} ${operator} ${sides[0]}`;
  // Brackets around an operand are not in the tree.
  if (textOf(parsed, node).length !== `${sides[0]} ${node.operator} ${sides[1]}`.length) return undefined;
  return { text, fix: { title: 'Turn the comparison round', edits: [replace(node, text)] } };
}
