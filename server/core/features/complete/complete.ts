/** Completion: the fields, values, items and documents that are valid at the cursor and not yet there. */
import type { Settings } from '../../env.ts';
import { type Identity, identify } from '../../kube/identify.ts';
import { describeField, typeName } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { isInVersion, type SchemaWalker } from '../../schema/walk.ts';
import { lineBreakOf } from '../../text/indent.ts';
import { shiftRange } from '../../text/range.ts';
import { documentAt, type SourceDocument, type SourceFile } from '../../workspace/file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Cursor, locate } from '../../yaml/at-cursor.ts';
import { stringAt, valueAt } from '../../yaml/node.ts';
import { completeConditions } from './conditions.ts';
import { completeDocuments, completeHead } from './documents.ts';
import type { CompleteInput, Completion, Item, Placement } from './item.ts';
import { completeMapKeys } from './map-keys.ts';
import { completeNames, completeRequiredArgs } from './names.ts';
import { completeOperation } from './operations.ts';
import { completePlaceholders } from './placeholders.ts';
import { escapeSnippet, type Layout, SnippetWriter } from './skeleton.ts';
import { completeValues } from './values.ts';

export function complete(
  file: SourceFile,
  offset: number,
  schemas: SchemaWalker,
  settings: Settings,
  workspace: Workspace,
): readonly Completion[] {
  const document = documentAt(file, offset);
  if (!document) return [];
  const placeholders = completePlaceholders(document, offset - document.start);
  if (placeholders) return place(placeholders, document.start);
  const inCondition = completeConditions(document, offset - document.start, settings);
  if (inCondition) return inCondition;
  const cursor = locate(document.text, offset - document.start);
  if (!cursor) return place(completeDocuments(document.text, offset - document.start, schemas), document.start);
  const input: CompleteInput = {
    cursor,
    text: document.text,
    schemas,
    settings,
    workspace,
    namespace: stringAt(cursor.root, 'metadata', 'namespace'),
    uri: file.uri,
    layout: layoutOf(cursor, document.text),
  };
  return place(
    { items: itemsFor(input, document), replace: cursor.replace, lead: cursor.lead, quote: cursor.quote },
    document.start,
  );
}

function itemsFor(whole: CompleteInput, { content: { patch, identity } }: SourceDocument): readonly Item[] {
  const input = insideList(whole);
  // Of a patch the kustomization says which object it is about.
  const schema = schemaOf(patch ? identity : identify({ root: input.cursor.root, problems: [], ellipses: [] }), input);
  if (!schema) return completeHead(input);
  if (!patch || patch.form === 'merge') return itemsAt(input, schema);
  const place = completeOperation(input, schema);
  return 'items' in place ? place.items : itemsAt({ ...input, cursor: { ...input.cursor, path: place.path } }, schema);
}

function schemaOf(identity: Identity | undefined, { schemas }: CompleteInput): Schema | undefined {
  return identity && schemas.kind(identity.group, identity.version, identity.kind);
}

/** `schema`: of the kind. */
function itemsAt(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, schemas } = input;
  const target = schemas.at(schema, cursor.path);
  if (!target) return [];
  if (cursor.at === 'value') {
    const names = completeNames(input);
    return names.length > 0 ? names : completeValues(input, target, schemas.at(schema, cursor.path.slice(0, -1)));
  }
  if (target.type === 'array') return [...completeRequiredArgs(input, cursor.path), ...completeItems(input, target)];
  const item = typeof cursor.path.at(-1) === 'number' ? snippetsOf(target, input, cursor.column, '') : [];
  return [
    ...item,
    ...completeOpenList(input, target),
    // A whole item that is named after its field says more than the field alone.
    ...completeKeys(input, target).filter(({ label }) => !item.some(each => each.label === label)),
    ...completeMapKeys(input, target),
  ];
}

/** In an item of a `kind: List`, the item is the document. */
function insideList(input: CompleteInput): CompleteInput {
  const { cursor } = input;
  const [items, index] = cursor.path;
  if (items !== 'items' || typeof index !== 'number' || stringAt(cursor.root, 'kind') !== 'List') return input;
  const root = valueAt(cursor.root, items, index);
  if (!root) return input;
  const namespace = stringAt(root, 'metadata', 'namespace');
  return { ...input, namespace, cursor: { ...cursor, root, path: cursor.path.slice(2) } };
}

function completeKeys({ cursor, schemas, settings, layout }: CompleteInput, schema: Schema): readonly Item[] {
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {}).flatMap((name, index): readonly Item[] => {
    const field = schemas.property(schema, name);
    if (!field || cursor.siblings.has(name) || field.status || !isInVersion(field, settings.argoVersion)) return [];
    const isRequired = required.has(name);
    const writer = new SnippetWriter(schemas, layout);
    const key = layout.json ? JSON.stringify(name) : name;
    const order = `${isRequired ? 0 : field.deprecated ? 2 : 1}${String(index).padStart(3, '0')}`;
    return [
      {
        label: name,
        kind: 'field',
        detail: `${typeName(field, schemas)}${isRequired ? ', required' : ''}`,
        documentation: describeField(name, field, schemas, isRequired),
        newText: cursor.hasColon ? escapeSnippet(key) : writer.field(name, field),
        snippet: true,
        sortText: order,
        retrigger:
          !cursor.hasColon && (field.enum !== undefined || field.values !== undefined || field.type === 'boolean'),
      },
    ];
  });
}

/** At the column of a list's name, right below it: an item fits as well as the next field. */
function completeOpenList(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, schemas } = input;
  const list = cursor.open === undefined || cursor.style === 'flow' ? undefined : schemas.property(schema, cursor.open);
  if (cursor.open === undefined || list?.type !== 'array') return [];
  const below: CompleteInput = {
    ...input,
    cursor: { ...cursor, path: [...cursor.path, cursor.open], siblings: new Set() },
  };
  return [...completeRequiredArgs(below, below.cursor.path), ...completeItems(below, list)];
}

/** Under a list's name, where a dash is still to come. */
function completeItems(input: CompleteInput, list: Schema): readonly Item[] {
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
    sortText: '0',
  };
  return [...snippetsOf(item, input, cursor.column + 2, '- '), plain];
}

function snippetsOf(
  schema: Schema,
  { cursor, schemas, settings, layout }: CompleteInput,
  column: number,
  dash: string,
): readonly Item[] {
  if (layout.style === 'flow' || cursor.hasColon || cursor.siblings.size > 0) return [];
  const snippets = (schema.snippets ?? []).filter(snippet => isInVersion(snippet, settings.argoVersion));
  return snippets.map(
    (snippet, index): Item => ({
      label: `${dash}${snippet.label}`,
      kind: 'snippet',
      detail: 'whole item',
      documentation: snippet.description,
      newText: dash + new SnippetWriter(schemas, layout).snippet(snippet.body, column),
      snippet: true,
      sortText: `00${String(index).padStart(3, '0')}`,
    }),
  );
}

function layoutOf(cursor: Cursor, text: string): Layout {
  return {
    column: cursor.column,
    style: cursor.style,
    json: cursor.quote === '"' || isJson(cursor, text),
    indentItems: indentsItems(text),
    lineBreak: lineBreakOf(text),
  };
}

function isJson(cursor: Cursor, text: string): boolean {
  return cursor.style === 'flow' && /^\s*\{/.test(text) && valueAt(cursor.root)?.kind === 'map';
}

/** Whether this document indents its lists; without one, they are indented. */
function indentsItems(text: string): boolean {
  const list = /^( *)(?:- +)*[^\s#-][^\n]*:[ \t]*\r?\n( *)- /m.exec(text);
  return list ? (list[2]?.length ?? 0) > (list[1]?.length ?? 0) : true;
}

function place({ items, replace, lead, quote }: Placement, start: number): readonly Completion[] {
  return items.map(({ newText, ...item }) => ({
    ...item,
    edit: { range: shiftRange(replace, start), newText: lead + newText },
    filterText: quote + item.label,
  }));
}
