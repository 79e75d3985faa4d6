import { resolveAlias, type YamlNode, type YamlScalar } from './node.ts';

/** Every scalar below a node, keys included, in the order of the text; what an alias repeats comes once. */
export function* scalarsIn(root: YamlNode | undefined): Iterable<YamlScalar> {
  const pending: YamlNode[] = root ? [root] : [];
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') yield node;
    else if (node.kind === 'seq') pending.push(...node.items.toReversed());
    else for (const { key, value } of node.entries.toReversed()) pending.push(value, key);
  }
}
