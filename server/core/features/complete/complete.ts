/** Completion: the fields, values, items and documents that are valid at the cursor and not yet there. */
import type { Settings } from '../../env.ts';
import { type Identity, identify } from '../../kube/identify.ts';
import type { Schema } from '../../schema/schema.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { lineBreakOf } from '../../text/indent.ts';
import { lineAt } from '../../text/line-map.ts';
import { shiftRange } from '../../text/range.ts';
import { documentAt, type SourceDocument, type SourceFile } from '../../workspace/file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Cursor, isInComment, locate, locateBelow } from '../../yaml/at-cursor.ts';
import { stringAt, valueAt } from '../../yaml/node.ts';
import { choose, keepClosed } from './choice.ts';
import { completeConditions } from './conditions.ts';
import { completeDocuments, completeHead, isHeadOfOurs } from './documents.ts';
import { completeKeys } from './fields.ts';
import type { CompleteInput, Completion, Item, Placement } from './item.ts';
import { completeNames } from './known/names.ts';
import { completeKnownTexts } from './known/texts.ts';
import { completeItems, wholeItems } from './list-items.ts';
import { completeMapKeys } from './map-keys.ts';
import { completeOperation } from './operations.ts';
import { completePlaceholders } from './placeholders.ts';
import type { Layout } from './skeleton.ts';
import { completeValues } from './values.ts';

/** `trigger`: the character that was typed and made the editor ask. */
export function complete(
  file: SourceFile,
  offset: number,
  schemas: SchemaWalker,
  settings: Settings,
  workspace: Workspace,
  trigger?: string,
): readonly Completion[] {
  const document = documentAt(file, offset);
  if (!document) return [];
  const at = offset - document.start;
  const placeholders = completePlaceholders(document, at);
  const ours = isOurs(document, schemas);
  if (placeholders) return orClosed(place(placeholders, document.start), document, at, ours);
  const inCondition = completeConditions(document, at, settings, trigger);
  if (inCondition) return orClosed(inCondition, document, at, ours);
  const cursor = locate(document.text, at);
  if (!cursor) {
    const documents = place(completeDocuments(document.text, at, file.uri, schemas), document.start);
    return orClosed(documents, document, at, ours);
  }
  const input: CompleteInput = {
    cursor,
    text: document.text,
    written: document.content.yaml?.root,
    schemas,
    settings,
    workspace,
    namespace: stringAt(cursor.root, 'metadata', 'namespace'),
    uri: file.uri,
    layout: layoutOf(cursor, document.text),
    ...(trigger === undefined ? {} : { trigger }),
  };
  const { items, isKnown } = itemsFor(input, document);
  const found = place({ ...cursor, typed: cursor.word, items }, document.start);
  return orClosed([...found, ...(isKnown ? completeBelow(input, document, found, at) : [])], document, at, isKnown);
}

/** Fields of the object above the cursor's line, with the indentation that they need, unless what is typed leads to others. */
function completeBelow(
  input: CompleteInput,
  document: SourceDocument,
  own: readonly Completion[],
  at: number,
): readonly Completion[] {
  const { cursor, text } = input;
  const isLine = cursor.at === 'key' && cursor.opensLine && cursor.style === 'block' && !cursor.hasColon;
  if (!isLine || (cursor.word !== '' && own.some(({ label }) => label.startsWith(cursor.word)))) return [];
  const below = locateBelow(text, at, cursor);
  if (!below) return [];
  const { items } = itemsFor({ ...input, cursor: below, layout: layoutOf(below, text) }, document);
  const fields = items.filter(({ kind, rank }) => kind === 'field' && rank !== 'bare');
  const origin = `in ${below.path.findLast(step => typeof step === 'string') ?? 'the document'}`;
  const marked = fields.map((item): Item => ({ ...item, origin, rank: 'above' }));
  return place({ ...below, typed: below.word, items: marked }, document.start);
}

function isOurs({ content: { identity } }: SourceDocument, schemas: SchemaWalker): boolean {
  return identity !== undefined && schemas.kind(identity.group, identity.version, identity.kind) !== undefined;
}

/** In a document of ours something is always answered, except in a comment and at the start of a line. */
function orClosed(
  found: readonly Completion[],
  { start, text }: SourceDocument,
  at: number,
  ours: boolean,
): readonly Completion[] {
  if (found.length > 0 || !ours) return found;
  const line = lineAt(text, at);
  const before = text.slice(line.start, at);
  const typed = /\S+[ \t]*$/.exec(before)?.[0];
  if (typed === undefined || isInComment(before)) return [];
  const range = shiftRange({ start: at - typed.length, end: at }, start);
  return [keepClosed({ range, newText: typed })];
}

interface Found {
  readonly items: readonly Item[];
  /** The document is of a kind that we know, or will be. */
  readonly isKnown: boolean;
}

function itemsFor(whole: CompleteInput, { content: { patch, identity } }: SourceDocument): Found {
  const input = insideList(whole);
  // Of a patch the kustomization says which object it is about.
  const own = patch ? identity : identify({ root: input.cursor.root, problems: [], ellipses: [] });
  const schema = schemaOf(own, input);
  if (!schema) return { items: completeHead(input), isKnown: isHeadOfOurs(input) };
  if (!patch || patch.form === 'merge') return { items: itemsAt(input, schema), isKnown: true };
  const place = completeOperation(input, schema);
  if ('items' in place) return { items: place.items, isKnown: true };
  return { items: itemsAt({ ...input, cursor: { ...input.cursor, path: place.path } }, schema), isKnown: true };
}

function schemaOf(identity: Identity | undefined, { schemas }: CompleteInput): Schema | undefined {
  return identity && schemas.kind(identity.group, identity.version, identity.kind);
}

/** `schema`: of the kind. */
function itemsAt(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, schemas } = input;
  const target = schemas.at(schema, cursor.path);
  if (cursor.at === 'text') return [];
  // The API server's own fields of metadata are in no schema of ours.
  if (!target) return cursor.at === 'value' ? completeKnownTexts(input) : [];
  // An item of a list of texts looks like a key while it is typed.
  const isValue = cursor.at === 'value' || (target.type !== 'object' && target.type !== 'array');
  if (isValue) {
    const names = completeNames(input);
    if (names.length > 0) return names;
    const values = completeValues(input, target, schemas.at(schema, cursor.path.slice(0, -1)));
    return [...completeKnownTexts(input), ...values];
  }
  if (target.type === 'array') return completeItems(input, target, cursor.path);
  const item = typeof cursor.path.at(-1) === 'number' ? wholeItems(target, input, cursor.path.slice(0, -1), '') : [];
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

/** At the column of a list's name, right below it: an item fits as well as the next field. */
function completeOpenList(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, schemas } = input;
  const list = cursor.open === undefined || cursor.style === 'flow' ? undefined : schemas.property(schema, cursor.open);
  if (cursor.open === undefined || list?.type !== 'array') return [];
  const below: CompleteInput = {
    ...input,
    cursor: { ...cursor, path: [...cursor.path, cursor.open], siblings: new Set() },
  };
  return completeItems(below, list, below.cursor.path);
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

function place({ items, replace, lead, quote, typed }: Placement, start: number): readonly Completion[] {
  const range = shiftRange(replace, start);
  const choices = choose(items, typed, quote);
  return items.flatMap(({ newText, rank: _, fit: __, match: ___, ...item }, index): readonly Completion[] => {
    const choice = choices[index];
    return choice ? [{ ...item, ...choice, edit: { range, newText: lead + newText } }] : [];
  });
}
