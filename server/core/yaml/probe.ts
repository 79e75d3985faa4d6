/** The word that takes the cursor's place in a text that is tried, and where the parser finds it. */
import { effectiveEntries, type YamlMap, type YamlNode, type YamlScalar } from './node.ts';

export const PROBE = 'argo-experiments-probe';

/** Where in the tree the probe is. */
export interface ProbePlace {
  readonly at: 'key' | 'value';
  readonly path: readonly (string | number)[];
  /** The map whose key is typed, without that key. Names only: the tree's offsets do not count. */
  readonly siblings: ReadonlySet<string>;
  /** Those of them that `<<` merges in: they may be written again. */
  readonly inherited: ReadonlySet<string>;
  /** Field right above the typed key that has no value yet: a list may open here, at the column of its name. */
  readonly open?: string;
  readonly style: 'block' | 'flow';
}

/** `around`: the scalar holds more than the probe. */
type Found = ProbePlace & { readonly around?: YamlScalar };

export function findProbe(node: YamlNode, path: readonly (string | number)[]): Found | undefined {
  if (node.kind === 'scalar') {
    if (!node.text.includes(PROBE)) return undefined;
    const found: Found = { at: 'value', path, siblings: NONE, inherited: NONE, style: 'block' };
    return node.text === PROBE ? found : { ...found, around: node };
  }
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      const found = findProbe(item, [...path, index]);
      if (found) return node.flow ? { ...found, style: 'flow' } : found;
    }
    return undefined;
  }
  if (node.kind === 'alias') return undefined;
  const style = node.flow ? 'flow' : 'block';
  for (const [index, entry] of node.entries.entries()) {
    if (entry.key.text === PROBE) {
      const above = node.entries[index - 1];
      const open = above?.value.kind === 'scalar' && above.value.style === 'empty' ? { open: above.key.text } : {};
      return { at: 'key', path, ...siblingsOf(node), style, ...open };
    }
    const found = findProbe(entry.value, [...path, entry.key.text]);
    if (found) return node.flow ? { ...found, style: 'flow' } : found;
  }
  return undefined;
}

const NONE: ReadonlySet<string> = new Set();

function siblingsOf(map: YamlMap): Pick<ProbePlace, 'siblings' | 'inherited'> {
  const own = new Set(map.entries.map(({ key }) => key.text));
  const all = effectiveEntries(map).flatMap(({ key }) => (key.text === PROBE ? [] : key.text));
  return { siblings: new Set(all), inherited: new Set(all.filter(name => !own.has(name))) };
}
