/** Items of a list: like those that are there, whole ones that the language knows, and one with what is required. */
import { typeName } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { isInVersion, type PathStep } from '../../schema/walk.ts';
import type { CompleteInput, Item } from './item.ts';
import { completeCallArgs } from './known/args.ts';
import { completeLikeSiblings } from './like-sibling.ts';
import { SnippetWriter } from './skeleton.ts';

/** Under a list's name, where a dash is still to come. `path`: of the list. */
export function completeItems(input: CompleteInput, list: Schema, path: readonly PathStep[]): readonly Item[] {
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
    fit: 'empty',
  };
  return [...wholeItems(item, input, path, '- '), plain];
}

/** `dash`: what comes before each, where it is not there yet. */
export function wholeItems(
  schema: Schema,
  input: CompleteInput,
  path: readonly PathStep[],
  dash: '- ' | '',
): readonly Item[] {
  const { cursor, schemas, settings, layout } = input;
  if (layout.style === 'flow' || cursor.hasColon || cursor.siblings.size > 0) return [];
  const column = cursor.column + dash.length;
  const args = completeCallArgs(input, path, dash);
  if (args) return args;
  const snippets = (schema.snippets ?? []).filter(snippet => isInVersion(snippet, settings.argoVersion));
  const known = snippets.map(
    (snippet): Item => ({
      label: dash + snippet.label,
      kind: 'snippet',
      detail: 'whole item',
      documentation: snippet.description,
      newText: dash + new SnippetWriter(schemas, layout).snippet(snippet.body, column),
      snippet: true,
      rank: 'whole',
      fit: 'loose',
    }),
  );
  return [...completeLikeSiblings(input, path, column, dash), ...known];
}
