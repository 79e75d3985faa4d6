/** Whole documents in an empty place, and the lines that say what a document is. */

import { OWN_GROUP } from '../../kube/identify.ts';
import { describeField } from '../../schema/describe.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { lineBreakOf } from '../../text/indent.ts';
import { lineAt } from '../../text/line-map.ts';
import { scalarAt } from '../../yaml/node.ts';
import type { CompleteInput, Item, Placement } from './item.ts';
import { SnippetWriter } from './skeleton.ts';

/** Nothing but one word (or nothing) stands in the document: any of our kinds may begin here. */
export function completeDocuments(text: string, offset: number, schemas: SchemaWalker): Placement {
  const line = lineAt(text, offset);
  const word = /[\w-]*$/.exec(text.slice(line.start, offset))?.[0] ?? '';
  const replace = { start: offset - word.length, end: offset };
  const others = text.slice(0, replace.start) + text.slice(offset);
  const isEmpty = others.split(/\r?\n|\r/).every(each => /^\uFEFF?(---)?\s*(#.*)?$/.test(each));
  if (!isEmpty || replace.start !== line.start) return { items: [], replace, lead: '', quote: '' };
  return { items: [...documents(schemas, text), firstLine(schemas)], replace, lead: '', quote: '' };
}

/** The document does not say yet what it is. Silent in everything that is visibly somebody else's. */
export function completeHead({ cursor, text, schemas }: CompleteInput): readonly Item[] {
  if (cursor.at === 'key' && cursor.path.length === 0) {
    if (cursor.siblings.size === 0 && cursor.column === 0) return [...documents(schemas, text), firstLine(schemas)];
    return head(cursor.siblings, cursor.root).map(([name, value], index) => ({
      label: name,
      kind: 'field',
      detail: 'string, required',
      newText: cursor.hasColon ? name : `${name}: ${value}`,
      snippet: true,
      sortText: `0${index}`,
      retrigger: value === '',
    }));
  }
  if (cursor.at !== 'value' || cursor.path.length !== 1) return [];
  if (cursor.path[0] === 'apiVersion')
    return [...new Set([...schemas.kinds].map(apiVersionOf))].map((label, index) => ({
      label,
      kind: 'value',
      detail: label === API_VERSION ? 'Argo Rollouts' : 'this tool alone',
      newText: label,
      snippet: false,
      sortText: String(index),
    }));
  const apiVersion = scalarAt(cursor.root, 'apiVersion')?.text;
  if (cursor.path[0] !== 'kind') return [];
  const kinds = [...schemas.kinds].filter(each => apiVersion === undefined || apiVersionOf(each) === apiVersion);
  return kinds.map(({ kind, schema }, index) => ({
    label: kind,
    kind: 'value',
    detail: 'kind',
    documentation: describeField(kind, schemas.resolve(schema), schemas, false),
    newText: kind,
    snippet: false,
    sortText: String(index),
  }));
}

const API_VERSION = 'argoproj.io/v1alpha1';

/** For those who write a document line by line. */
function firstLine(schemas: SchemaWalker): Item {
  return {
    label: 'apiVersion',
    kind: 'field',
    detail: 'Argo Rollouts',
    newText: `apiVersion: ${API_VERSION}`,
    snippet: false,
    sortText: String([...schemas.kinds].length),
  };
}

function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return `${group}/${version}`;
}

function head(
  siblings: ReadonlySet<string>,
  root: CompleteInput['cursor']['root'],
): readonly (readonly [string, string])[] {
  const apiVersion = scalarAt(root, 'apiVersion')?.text;
  const isOurs =
    apiVersion === undefined
      ? siblings.has('kind') || siblings.has('metadata') || siblings.has('spec')
      : apiVersion === API_VERSION || apiVersion.startsWith(`${OWN_GROUP}/`);
  if (!isOurs) return [];
  const fields = [
    ['apiVersion', API_VERSION],
    ['kind', ''],
  ] as const;
  return fields.filter(([name]) => !siblings.has(name));
}

function documents(schemas: SchemaWalker, text: string): readonly Item[] {
  return [...schemas.kinds].map(({ kind, group, version, schema }, index): Item => {
    const lineBreak = lineBreakOf(text);
    const writer = new SnippetWriter(schemas, { column: 0, style: 'block', json: false, indentItems: true, lineBreak });
    const spec = schemas.property(schemas.resolve(schema), 'spec') ?? {};
    const name = writer.scalar({ type: 'string' });
    const lines = [
      `apiVersion: ${group}/${version}`,
      `kind: ${kind}`,
      'metadata:',
      `  name: ${name}`,
      `spec:${writer.valueAfterColon(spec, 0, 0)}`,
    ];
    const documentation = schemas.resolve(schema).description;
    return {
      label: kind,
      kind: 'document',
      detail: 'whole document',
      ...(documentation === undefined ? {} : { documentation }),
      newText: lines.join(lineBreak),
      snippet: true,
      sortText: String(index),
    };
  });
}
