/** Trees rewritten bottom-up, types carried along. */
import { childrenOf, type Node, type PairNode } from '../syntax/ast.ts';
import type { GoType } from '../types/type.ts';

/** The node with each child replaced; the same node when none changed. */
export function mapChildren(node: Node, change: (child: Node) => Node): Node {
  const all = (nodes: readonly Node[]): readonly Node[] => {
    const changed = nodes.map(change);
    return changed.every((child, i) => child === nodes[i]) ? nodes : changed;
  };
  switch (node.kind) {
    case 'unary':
      return replace(node, { operand: change(node.operand) });
    case 'binary':
      return replace(node, { left: change(node.left), right: change(node.right) });
    case 'chain':
    case 'predicate':
      return replace(node, { body: change(node.body) });
    case 'member':
      return replace(node, { object: change(node.object), property: change(node.property) });
    case 'slice':
      return replace(node, {
        object: change(node.object),
        ...(node.from ? { from: change(node.from) } : {}),
        ...(node.to ? { to: change(node.to) } : {}),
      });
    case 'call':
      return replace(node, { callee: change(node.callee), args: all(node.args) });
    case 'builtin':
      return replace(node, { args: all(node.args) });
    case 'let':
      return replace(node, { value: change(node.value), body: change(node.body) });
    case 'sequence':
      return replace(node, { nodes: all(node.nodes) });
    case 'conditional':
      return replace(node, {
        condition: change(node.condition),
        consequent: change(node.consequent),
        alternative: change(node.alternative),
      });
    case 'array':
      return replace(node, { items: all(node.items) });
    case 'map':
      return replace(node, { pairs: all(node.pairs).filter((pair): pair is PairNode => pair.kind === 'pair') });
    case 'pair':
      return replace(node, { key: change(node.key), value: change(node.value) });
    default:
      return node;
  }
}

function replace<N extends Node>(node: N, parts: Partial<N>): N {
  const keys = Object.keys(parts) as (keyof N)[];
  const same = keys.every(key => {
    const before: unknown = node[key];
    const after: unknown = parts[key];
    if (before === after) return true;
    return (
      Array.isArray(before) &&
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((child, i) => child === after[i])
    );
  });
  return same ? node : { ...node, ...parts };
}

/** Children first; each node once, however often it is shared. A node that only got new children keeps its type. */
export function rewrite(root: Node, types: Map<Node, GoType>, visit: (node: Node) => Node): Node {
  const done = new Map<Node, Node>();
  const enter = (node: Node): Node => {
    const known = done.get(node);
    if (known) return known;
    const rebuilt = mapChildren(node, enter);
    const type = types.get(node);
    if (rebuilt !== node && type) types.set(rebuilt, type);
    const result = visit(rebuilt);
    done.set(node, result);
    return result;
  };
  return enter(root);
}

/** Whether two trees are the same, wherever they stand. Each node is looked at once, however often it is shared. */
export function sameTree(left: Node, right: Node): boolean {
  const numbers = new Map<string, number>();
  const known = new Map<Node, number>();
  const numberOf = (node: Node): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const own = Object.entries(node).filter(([, value]) => typeof value !== 'object' && value !== undefined);
    const plain = own
      .filter(([key]) => key !== 'start' && key !== 'end')
      .map(([key, value]) => `${key}=${String(value)}`);
    const parts = node.kind === 'constant' ? [node.values.map(String).join()] : childrenOf(node).map(numberOf);
    const shape = JSON.stringify([plain, parts]);
    const number = numbers.get(shape) ?? numbers.size;
    numbers.set(shape, number);
    known.set(node, number);
    return number;
  };
  return numberOf(left) === numberOf(right);
}
