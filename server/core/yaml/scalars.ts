import { resolveAlias, type YamlAlias, type YamlNode, type YamlScalar } from './node.ts';

export interface ReachedNode {
  readonly node: Exclude<YamlNode, YamlAlias>;
  /** A map or list around it is in flow style. */
  readonly isInFlow: boolean;
}

/** Every node below one, itself and keys included, in the order of the text; what an alias repeats comes once. */
export function* nodesIn(root: YamlNode | undefined): Iterable<ReachedNode> {
  const pending: ReachedNode[] = [];
  const push = (next: YamlNode, isInFlow: boolean): void => {
    const node = resolveAlias(next);
    if (node) pending.push({ node, isInFlow });
  };
  if (root) push(root, false);
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node } = next;
    // Only what has an anchor is reached twice.
    if (node.anchor !== undefined) {
      if (seen.has(node)) continue;
      seen.add(node);
    }
    yield next;
    if (node.kind === 'scalar') continue;
    const isInFlow = next.isInFlow || node.flow;
    const { length } = node.kind === 'seq' ? node.items : node.entries;
    for (let i = length - 1; i >= 0; i--) {
      if (node.kind === 'seq') {
        const item = node.items[i];
        if (item) push(item, isInFlow);
        continue;
      }
      const entry = node.entries[i];
      if (!entry) continue;
      push(entry.value, isInFlow);
      push(entry.key, isInFlow);
    }
  }
}

/** Every scalar below a node, keys included, in the order of the text; what an alias repeats comes once. */
export function* scalarsIn(root: YamlNode | undefined): Iterable<YamlScalar> {
  for (const { node } of nodesIn(root)) if (node.kind === 'scalar') yield node;
}
