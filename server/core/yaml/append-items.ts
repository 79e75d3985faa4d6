/** Adds items to a list, in the style in which the list is written. */
import { lineBreakOf } from '../text/indent.ts';
import { lineAt } from '../text/line-map.ts';
import type { TextEdit } from '../text/range.ts';
import { fillEntry, insertEntry } from './edit.ts';
import { toFlow } from './flow.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlSeq } from './node.ts';

/** Fields of one item, in order; values as they are written in YAML. */
export type ItemFields = readonly (readonly [key: string, value: string])[];

/**
 * Adds items behind the last one of the list under `key`, or the field with them: behind `after`, else as the first one.
 * Undefined: the text around leaves no safe place.
 */
export function appendItems(
  text: string,
  map: YamlMap,
  key: string,
  items: readonly ItemFields[],
  after?: YamlEntry,
): TextEdit | undefined {
  const entry = entryOf(map, key);
  if (!entry) {
    return insertEntry(text, map, `${key}:\n${blockItems(items, '  ')}`, after);
  }
  const { value } = entry;
  if (value.kind === 'scalar' && value.style === 'empty') {
    return fillEntry(text, map, entry, `${key}:\n${blockItems(items, '  ')}`);
  }
  if (value.kind !== 'seq') return undefined;
  return value.flow ? appendFlow(value, items) : appendBlock(text, value, items);
}

function appendFlow(list: YamlSeq, items: readonly ItemFields[]): TextEdit | undefined {
  const last = list.items.at(-1);
  const isJson = last?.kind === 'map' && last.entries[0]?.key.style === 'double';
  const added = toFlow(blockItems(items, ''), isJson)?.slice(1, -1);
  if (added === undefined) return undefined;
  const offset = last ? last.range.end : list.range.start + 1;
  return { range: { start: offset, end: offset }, newText: last ? `, ${added}` : added };
}

/** The place is where another field of the last item would go. */
function appendBlock(text: string, list: YamlSeq, items: readonly ItemFields[]): TextEdit | undefined {
  const last = list.items.at(-1);
  const indent = last && dashIndent(text, last);
  const field = last?.kind === 'map' ? last.entries.at(-1) : undefined;
  if (last?.kind !== 'map' || last.flow || indent === undefined || !field) return undefined;
  const place = insertEntry(text, last, 'x', field);
  if (!place) return undefined;
  const lineBreak = lineBreakOf(text);
  const lines = blockItems(items, indent).split('\n').join(lineBreak);
  if (place.newText.startsWith(lineBreak)) return { range: place.range, newText: lineBreak + lines };
  const offset = behindComments(text, place.range.start, indent.length);
  return { range: { start: offset, end: offset }, newText: lines + lineBreak };
}

/** Comment lines that are indented deeper than the dash belong to the item above. */
function behindComments(text: string, lineStart: number, column: number): number {
  const comments = /(?: *#.*(?:\r?\n|\r))*/y;
  comments.lastIndex = lineStart;
  let offset = lineStart;
  for (const [line] of (comments.exec(text)?.[0] ?? '').matchAll(/[^\r\n]*(?:\r?\n|\r)/g)) {
    if (line.indexOf('#') <= column) break;
    offset += line.length;
  }
  return offset;
}

/** Blanks before the dash of an item; undefined: something else stands there. */
function dashIndent(text: string, item: YamlNode): string | undefined {
  const { start } = lineAt(text, item.range.start);
  return /^( *)- +$/.exec(text.slice(start, item.range.start))?.[1];
}

function blockItems(items: readonly ItemFields[], indent: string): string {
  return items
    .map(fields => fields.map(([key, value], i) => `${indent}${i === 0 ? '- ' : '  '}${key}: ${value}`).join('\n'))
    .join('\n');
}
