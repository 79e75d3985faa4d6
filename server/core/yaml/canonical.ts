import { effectiveEntries, resolveAlias, type YamlNode } from './node.ts';

/** Aliases may make a small text a huge value; a larger one has no canonical text. */
const MAX_NODES = 20_000;

/** A text that two nodes share exactly when their values are equal, in whatever order and style they are written. */
export function canonicalText(node: YamlNode | undefined): string | undefined {
  const budget = { left: MAX_NODES };
  const text = node && write(node, budget);
  return budget.left > 0 ? text : undefined;
}

function write(written: YamlNode, budget: { left: number }): string {
  const node = resolveAlias(written);
  if (!node || --budget.left <= 0) return 'null';
  if (node.kind === 'scalar') return JSON.stringify(node.value);
  if (node.kind === 'seq') return `[${node.items.map(item => write(item, budget)).join(',')}]`;
  const entries = effectiveEntries(node).map(({ key, value }) => `${JSON.stringify(key.text)}:${write(value, budget)}`);
  return `{${entries.sort().join(',')}}`;
}
