/** Whole documents in an empty place, and the lines that say what a document is. */

import { OWN_GROUP } from '../../kube/identify.ts';
import { describeField } from '../../schema/describe.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { lineBreakOf } from '../../text/indent.ts';
import { lineAt } from '../../text/line-map.ts';
import { isKustomization } from '../../workspace/file-role.ts';
import { scalarAt } from '../../yaml/node.ts';
import type { CompleteInput, Item, Placement } from './item.ts';
import { writeName } from './quoting.ts';
import { SnippetWriter } from './skeleton.ts';

/** Nothing but one word (or nothing) stands in the document: any of our kinds may begin here. */
export function completeDocuments(text: string, offset: number, uri: string, schemas: SchemaWalker): Placement {
  const line = lineAt(text, offset);
  const word = /[\w-]*$/.exec(text.slice(line.start, offset))?.[0] ?? '';
  const replace = { start: offset - word.length, end: offset };
  const others = text.slice(0, replace.start) + text.slice(offset);
  const isEmpty = others.split(/\r?\n|\r/).every(each => /^\uFEFF?(---)?\s*(#.*)?$/.test(each));
  const isPlace = isEmpty && replace.start === line.start && !isKustomization(uri);
  const items = isPlace ? [...documents(schemas, text, word), FIRST_LINE] : [];
  return { items, replace, lead: '', typed: word, quote: '' };
}

/** The document does not say yet what it is. Silent in everything that is visibly somebody else's. */
export function completeHead(input: CompleteInput): readonly Item[] {
  const { cursor, text, schemas } = input;
  if (cursor.at === 'key' && cursor.path.length === 0) {
    if (cursor.siblings.size === 0 && cursor.column === 0)
      return isKustomization(input.uri) ? [] : [...documents(schemas, text, cursor.word), FIRST_LINE];
    return head(input).map(([name, value]) => ({
      label: name,
      kind: 'field',
      detail: 'string, required',
      newText: writeName(name, input) + (cursor.hasColon ? '' : `: ${value === '' ? '' : writeName(value, input)}`),
      snippet: true,
      rank: 'required',
      fit: 'loose',
      retrigger: value === '',
    }));
  }
  if (cursor.at !== 'value' || cursor.path.length !== 1) return [];
  if (cursor.path[0] === 'apiVersion' && isOtherKind(cursor.root, schemas)) return [];
  if (cursor.path[0] === 'apiVersion')
    return [...new Set([...schemas.kinds].map(apiVersionOf))].map(label => ({
      label,
      kind: 'value',
      detail: label === API_VERSION ? 'Argo Rollouts' : 'this tool alone',
      newText: writeName(label, input),
      snippet: false,
      rank: 'known',
      fit: 'next',
    }));
  const apiVersion = scalarAt(cursor.root, 'apiVersion')?.text;
  if (cursor.path[0] !== 'kind') return [];
  const kinds = [...schemas.kinds].filter(each => apiVersion === undefined || apiVersionOf(each) === apiVersion);
  return kinds.map(({ kind, schema }) => ({
    label: kind,
    kind: 'value',
    detail: 'kind',
    documentation: describeField(kind, schemas.resolve(schema), schemas, false),
    newText: writeName(kind, input),
    snippet: false,
    rank: 'known',
    fit: 'next',
  }));
}

const API_VERSION = 'argoproj.io/v1alpha1';

/** For those who write a document line by line. */
const FIRST_LINE: Item = {
  label: 'apiVersion',
  kind: 'field',
  detail: 'Argo Rollouts',
  newText: `apiVersion: ${API_VERSION}`,
  snippet: false,
  rank: 'optional',
  fit: 'prefix',
};

/** The first lines say that it will be one of ours: nothing yet says that it is somebody else's. */
export function isHeadOfOurs({ cursor: { root, path } }: CompleteInput): boolean {
  const apiVersion = scalarAt(root, 'apiVersion')?.text;
  const isOurs = apiVersion === API_VERSION || apiVersion?.startsWith(`${OWN_GROUP}/`) === true;
  return isOurs && (path[0] === 'kind' || scalarAt(root, 'kind') === undefined);
}

function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return `${group}/${version}`;
}

function head({ cursor: { siblings, root }, schemas }: CompleteInput): readonly (readonly [string, string])[] {
  const apiVersion = scalarAt(root, 'apiVersion')?.text;
  const isOurs =
    apiVersion === undefined
      ? siblings.has('kind') || siblings.has('metadata') || siblings.has('spec')
      : apiVersion === API_VERSION || apiVersion.startsWith(`${OWN_GROUP}/`);
  if (!isOurs || isOtherKind(root, schemas)) return [];
  const fields = [
    ['apiVersion', API_VERSION],
    ['kind', ''],
  ] as const;
  return fields.filter(([name]) => !siblings.has(name));
}

/** The document says already that it is somebody else's. */
function isOtherKind(root: CompleteInput['cursor']['root'], schemas: SchemaWalker): boolean {
  const kind = scalarAt(root, 'kind')?.text;
  return kind !== undefined && ![...schemas.kinds].some(each => each.kind === kind);
}

/** Each kind with what it requires, and with all that is usual in it. */
function documents(schemas: SchemaWalker, text: string, typed: string): readonly Item[] {
  const lineBreak = lineBreakOf(text);
  // Letters of any case lead to a kind.
  const match = (label: string): string =>
    label.toLowerCase().startsWith(typed.toLowerCase()) ? typed + label.slice(typed.length) : label;
  return [...schemas.kinds].flatMap(({ kind, group, version, schema, documents: whole = [] }): readonly Item[] => {
    const layout = { column: 0, style: 'block', json: false, indentItems: true, lineBreak } as const;
    const spec = schemas.property(schemas.resolve(schema), 'spec') ?? {};
    const document = { kind: 'document', snippet: true, fit: 'prefix' } as const;
    const usual = whole.map(
      ({ label, description, body }): Item => ({
        ...document,
        label: label === kind ? `${kind} with all that is usual` : label,
        match: match(label),
        detail: 'whole document',
        documentation: description,
        newText: body.split('\n').join(lineBreak),
        rank: 'usual',
      }),
    );
    const writer = new SnippetWriter(schemas, layout);
    const name = writer.scalar({ type: 'string' });
    const lines = [
      `apiVersion: ${group}/${version}`,
      `kind: ${kind}`,
      'metadata:',
      `  name: ${name}`,
      `spec:${writer.valueAfterColon(spec, 0, 0)}`,
    ];
    const { description } = schemas.resolve(schema);
    const required: Item = {
      ...document,
      label: kind,
      match: match(kind),
      detail: 'document with what is required',
      ...(description === undefined ? {} : { documentation: description }),
      newText: lines.join(lineBreak),
      rank: 'whole',
    };
    return [required, ...usual];
  });
}
