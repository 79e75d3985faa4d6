/** Where among its neighbours a field is written. */
import { effectiveEntries, type YamlEntry, type YamlMap } from '../yaml/node.ts';
import type { Schema } from './schema.ts';

/**
 * The field behind which people write `name`, of those that the map has: the schema lists its fields in that order.
 * Undefined: it comes first.
 */
export function fieldBefore(map: YamlMap, name: string, schema: Schema | undefined): YamlEntry | undefined {
  const order = Object.keys(schema?.properties ?? {});
  const own = order.indexOf(name);
  if (own < 0) return effectiveEntries(map).at(-1);
  const before = new Set(order.slice(0, own));
  return map.entries.findLast(entry => before.has(entry.key.text));
}
