/** Repairs that many rules offer. */
import { fieldBefore } from '../schema/field-order.ts';
import type { PathStep } from '../schema/walk.ts';
import type { Range } from '../text/range.ts';
import { insertEntry, removeEntry } from '../yaml/edit.ts';
import { entryOf, type YamlMap } from '../yaml/node.ts';
import type { Fix, RuleContext } from './rule.ts';

/** Writes something else in a place. Nothing to write: no fix. */
export function replaceWith(newText: string | undefined, range: Range): readonly Fix[] {
  return newText === undefined ? [] : [{ title: `Write \`${newText}\``, edits: [{ range, newText }] }];
}

export function removeField({ document }: RuleContext, map: YamlMap, key: string): readonly Fix[] {
  const entry = entryOf(map, key);
  const edit = entry && removeEntry(document.text, map, entry);
  return edit ? [{ title: `Remove \`${key}\``, edits: [edit] }] : [];
}

/**
 * Adds a field where people write it; `path` leads to the map. `source` is block style text at column 0; with tab stops
 * (`snippet`) it must hold no other `$` and no other `}`; for flow style its value is one line without double quotes.
 */
export function addField(
  { document, schema, schemas }: RuleContext,
  path: readonly PathStep[],
  map: YamlMap,
  source: string,
  snippet = false,
): readonly Fix[] {
  const key = source.slice(0, source.indexOf(':'));
  const owner = schema && schemas.at(schema, path);
  const value = source.slice(key.length + 1).trim();
  // In flow style these characters would end the value.
  const isOpen = map.flow && /[[\]{},]/.test(value.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1'));
  const text = isOpen ? `${key}: "${value}"` : source;
  const edit = entryOf(map, key) ? undefined : insertEntry(document.text, map, text, fieldBefore(map, key, owner));
  if (!edit) return [];
  const title = source.includes('\n') ? `Add \`${key}\`` : `Add \`${source.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')}\``;
  return [{ title, edits: [edit], ...(snippet ? { snippet: true } : {}) }];
}
