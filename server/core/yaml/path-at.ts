/** The way from a tree's root to the key or value under an offset. */

import { touches } from '../text/range.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts';

export interface PathAt {
  readonly path: readonly (string | number)[];
  /** `key`: the offset is on the name of the field at `path`; `value`: on its value. */
  readonly on: 'key' | 'value';
  readonly node: YamlScalar;
  readonly entry?: YamlEntry;
}

export function pathAt(root: YamlNode | undefined, offset: number): PathAt | undefined {
  let node = root;
  let entry: YamlEntry | undefined;
  const path: (string | number)[] = [];
  while (node) {
    if (node.kind === 'alias') return undefined;
    if (node.kind === 'scalar') {
      return touches(node.range, offset) && node.style !== 'empty'
        ? { path, on: 'value', node, ...(entry ? { entry } : {}) }
        : undefined;
    }
    if (node.kind === 'seq') {
      const index: number = node.items.findIndex(item => touches(item.range, offset));
      if (index < 0) return undefined;
      path.push(index);
      node = node.items[index];
      continue;
    }
    const found: YamlEntry | undefined = node.entries.find(
      each => touches(each.key.range, offset) || touches(each.value.range, offset),
    );
    if (!found) return undefined;
    path.push(found.key.text);
    if (touches(found.key.range, offset)) return { path, on: 'key', node: found.key, entry: found };
    entry = found;
    node = found.value;
  }
  return undefined;
}

/** Whether the offset is between the braces or brackets of a flow collection. */
export function isInFlow(root: YamlNode | undefined, offset: number): boolean {
  let node = root;
  while (node && (node.kind === 'map' || node.kind === 'seq')) {
    if (node.flow && node.range.start < offset && offset <= node.range.end) return true;
    node =
      node.kind === 'map'
        ? node.entries.findLast(({ range }) => range.start <= offset)?.value
        : node.items.findLast(({ range }) => range.start <= offset);
  }
  return false;
}
