/** The fields that an object may have and does not have yet. */
import { describeField, typeName } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { isInVersion } from '../../schema/walk.ts';
import { escapeSnippet, opensAtNothing } from '../../text/snippet.ts';
import type { Rank } from './choice.ts';
import type { CompleteInput, Item } from './item.ts';
import { callArgsField } from './known/args.ts';
import { writeName } from './quoting.ts';
import { SnippetWriter } from './skeleton.ts';

/** Each field with what it requires; further down with all that is usual in it, and its name alone. */
export function completeKeys(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, schemas, settings } = input;
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {}).flatMap((name): readonly Item[] => {
    const field = schemas.property(schema, name);
    const isThere = cursor.siblings.has(name) && !cursor.inherited.has(name);
    if (!field || isThere || field.status || !isInVersion(field, settings.argoVersion)) return [];
    return itemsOf(name, field, required.has(name), input);
  });
}

function itemsOf(name: string, field: Schema, isRequired: boolean, input: CompleteInput): readonly Item[] {
  const { cursor, schemas, layout } = input;
  const key = escapeSnippet(writeName(name, input));
  const isInherited = cursor.inherited.has(name);
  const rank: Rank = isInherited ? 'inherited' : isRequired ? 'required' : field.deprecated ? 'deprecated' : 'optional';
  const own: Item = {
    label: name,
    kind: 'field',
    detail: `${typeName(field, schemas)}${isInherited ? ', merged in' : isRequired ? ', required' : ''}`,
    documentation: describeField(name, field, schemas, isRequired),
    newText: key,
    snippet: true,
    rank,
    fit: 'loose',
  };
  if (cursor.hasColon) return [own];
  const writer = (): SnippetWriter => new SnippetWriter(schemas, layout);
  const args = callArgsField(input, name);
  const newText = key + (args?.required ?? writer().field(field));
  const usual = args ? args.usual : writer().usual(field);
  const bare = `${key}:`;
  const items: Item[] = [{ ...own, newText, retrigger: opensAtNothing(newText) }];
  if (usual !== undefined) {
    const label = `${name} with all that is usual`;
    items.push({ ...own, label, kind: 'snippet', newText: key + usual, rank: 'usual', match: name });
  }
  // More than a place to go on at.
  if (newText.replace(/\$\d+/g, '').trim() !== bare)
    items.push({ ...own, label: `${name}:`, detail: 'the name alone', newText: bare, rank: 'bare', match: name });
  return items;
}
