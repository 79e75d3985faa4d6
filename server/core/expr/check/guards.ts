/** What a part of a condition may rely on, because of what stands before it. */
import { type Node, walk } from '../syntax/ast.ts';
import type { Parsed } from '../syntax/parser.ts';
import { textOf } from './source.ts';

export type Parents = ReadonlyMap<Node, Node>;

export function parentsOf(tree: Node): Parents {
  const parents = new Map<Node, Node>();
  walk(tree, (node, above) => {
    const parent = above.at(-1);
    if (parent) parents.set(node, parent);
  });
  return parents;
}

export function isLogical(node: Node | undefined): boolean {
  return node?.kind === 'binary' && ['and', '&&', 'or', '||'].includes(node.operator);
}

export function isResult(node: Node | undefined): boolean {
  return node?.kind === 'identifier' && node.name === 'result';
}

/** A condition without such a node comes to the same for every result, at every time. */
export function isOpenEnded(node: Node): boolean {
  if (node.kind === 'identifier') return ['result', '$env', 'default', 'isNil'].includes(node.name);
  return node.kind === 'missing' || (node.kind === 'builtin' && node.name === 'now');
}

/** Whether the node or something in it passes the test. */
export function contains(node: Node, test: (inner: Node) => boolean): boolean {
  let found = false;
  walk(node, inner => {
    found ||= test(inner);
  });
  return found;
}

/**
 * Whether something looked at before this node says how long the list is. Any mention of its length counts: who thought of it is not to
 * be bothered.
 */
export function knowsLength(parsed: Parsed, parents: Parents, node: Node, list: string): boolean {
  return before(parents, node).some(earlier =>
    contains(earlier, inner => {
      if (inner.kind !== 'builtin') return false;
      const [first] = inner.args;
      const about = first !== undefined && textOf(parsed, first) === list;
      return (
        about &&
        ['len', 'any', 'one', 'count', 'find', 'findIndex', 'findLast', 'findLastIndex', 'first', 'last'].includes(
          inner.name,
        )
      );
    }),
  );
}

/** The parts that have been evaluated by the time the node is: left sides of `&&` and `||`, conditions, values of variables. */
export function before(parents: Parents, node: Node): readonly Node[] {
  const earlier: Node[] = [];
  let child = node;
  for (let parent = parents.get(child); parent; parent = parents.get(child)) {
    if (parent.kind === 'binary' && isLogical(parent) && parent.right === child) earlier.push(parent.left);
    if (parent.kind === 'conditional' && parent.condition !== child) earlier.push(parent.condition);
    if (parent.kind === 'let' && parent.body === child) earlier.push(parent.value);
    child = parent;
  }
  return earlier;
}
