/** Items of a list: whole ones that the language knows, and one with what is required. */
import { typeName } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { isInVersion } from '../../schema/walk.ts';
import type { CompleteInput, Item } from './item.ts';
import { SnippetWriter } from './skeleton.ts';

/** Under a list's name, where a dash is still to come. */
export function completeItems(input: CompleteInput, list: Schema): readonly Item[] {
  const { cursor, schemas, layout } = input;
  if (cursor.hasColon || cursor.siblings.size > 0) return [];
  const item = schemas.item(list);
  if (!item) return [];
  const writer = new SnippetWriter(schemas, layout);
  const plain: Item = {
    label: `- (${typeName(item, schemas)})`,
    kind: 'snippet',
    detail: 'new item of the list',
    newText: `- ${writer.item(list, cursor.column + 2, 0)}`,
    snippet: true,
    rank: 'dash',
    fit: 'loose',
  };
  return [...wholeItems(item, input, cursor.column + 2, '- '), plain];
}

export function wholeItems(
  schema: Schema,
  { cursor, schemas, settings, layout }: CompleteInput,
  column: number,
  dash: string,
): readonly Item[] {
  if (layout.style === 'flow' || cursor.hasColon || cursor.siblings.size > 0) return [];
  const snippets = (schema.snippets ?? []).filter(snippet => isInVersion(snippet, settings.argoVersion));
  return snippets.map(
    (snippet): Item => ({
      label: `${dash}${snippet.label}`,
      kind: 'snippet',
      detail: 'whole item',
      documentation: snippet.description,
      newText: dash + new SnippetWriter(schemas, layout).snippet(snippet.body, column),
      snippet: true,
      rank: 'whole',
      fit: 'loose',
    }),
  );
}
