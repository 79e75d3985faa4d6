import { resolveAlias, type YamlAlias, type YamlNode, type YamlScalar } from './node.ts';

export interface ReachedNode {
  readonly node: Exclude<YamlNode, YamlAlias>;
  /** A map or list around it is in flow style. */
  readonly isInFlow: boolean;
}

/** Every node below one, itself and keys included, in the order of the text; what an alias repeats comes once. */
export function* nodesIn(root: YamlNode | undefined): Iterable<ReachedNode> {
  const pending: { readonly node: YamlNode; readonly isInFlow: boolean }[] = [];
  if (root) pending.push({ node: root, isInFlow: false });
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = resolveAlias(next.node);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    yield { node, isInFlow: next.isInFlow };
    if (node.kind === 'scalar') continue;
    const isInFlow = next.isInFlow || node.flow;
    if (node.kind === 'seq') {
      for (const item of node.items.toReversed()) pending.push({ node: item, isInFlow });
    } else {
      for (const { key, value } of node.entries.toReversed())
        pending.push({ node: value, isInFlow }, { node: key, isInFlow });
    }
  }
}

/** Every scalar below a node, keys included, in the order of the text; what an alias repeats comes once. */
export function* scalarsIn(root: YamlNode | undefined): Iterable<YamlScalar> {
  for (const { node } of nodesIn(root)) if (node.kind === 'scalar') yield node;
}
