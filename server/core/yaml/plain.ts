/** A tree as plain data: what the API server would be sent. */
import { effectiveEntries, resolveAlias, type YamlNode } from './node.ts';

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** More than any object a cluster takes; aliases of aliases can stand for any number. */
const MOST_NODES = 100_000;
const DEEPEST = 200;

/** Merges and aliases are carried out. `undefined`: an alias leads nowhere, or it comes to more than a cluster takes. */
export function toPlain(root: YamlNode): Plain | undefined {
  let left = MOST_NODES;
  const convert = (written: YamlNode, depth: number): Plain | undefined => {
    const node = resolveAlias(written);
    left -= 1;
    if (node === undefined || left < 0 || depth > DEEPEST) return undefined;
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'seq') {
      const items: Plain[] = [];
      for (const item of node.items) {
        const value = convert(item, depth + 1);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    const entries = new Map<string, Plain>();
    for (const { key, value } of effectiveEntries(node)) {
      const plain = convert(value, depth + 1);
      if (plain === undefined) return undefined;
      entries.set(key.text, plain);
    }
    return Object.fromEntries(entries);
  };
  return convert(root, 0);
}
