/** Values: enums, booleans, defaults, examples, and what opens an object or a list behind `name:`. */
import { describeField } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { inlineCode } from '../../text/markdown.ts';
import { isPlainSafe } from '../../yaml/scalar-edit.ts';
import type { CompleteInput, Item } from './item.ts';
import { completeServiceUrls } from './services.ts';
import { escapeSnippet, SnippetWriter } from './skeleton.ts';

export function completeValues(input: CompleteInput, schema: Schema, parent: Schema | undefined): readonly Item[] {
  const { cursor } = input;
  if (schema.type === 'object' || schema.type === 'array') return openings(input, schema);
  const name = String(cursor.path.findLast(step => typeof step === 'string') ?? '');
  const isRequired = parent?.required?.includes(name) ?? false;
  const texts = suggestions(schema);
  const hosts = schema.format === 'url' ? completeServiceUrls(input) : [];
  const values = texts.map(
    ({ text, detail, documentation }, index): Item => ({
      label: text,
      kind: 'value',
      detail,
      documentation: documentation ?? describeField(name, schema, input.schemas, isRequired),
      newText: escapeSnippet(quoted(text, schema, input)),
      snippet: true,
      sortText: String(index + hosts.length).padStart(3, '0'),
    }),
  );
  return [...hosts, ...values];
}

interface Suggestion {
  readonly text: string;
  readonly detail: string;
  readonly documentation?: string;
}

function suggestions(schema: Schema): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  const add = (text: string, detail: string, documentation?: string): void => {
    if (!found.has(text)) found.set(text, { text, detail, ...(documentation === undefined ? {} : { documentation }) });
  };
  const isDefault = (text: string): string => (String(schema.default) === text ? ' (default)' : '');
  for (const [value, text] of Object.entries(schema.values ?? {})) add(value, `value${isDefault(value)}`, text);
  for (const value of schema.enum ?? []) add(value, `value${isDefault(value)}`);
  if (schema.type === 'boolean') for (const value of ['true', 'false']) add(value, `value${isDefault(value)}`);
  if (schema.default !== undefined) add(String(schema.default), 'default');
  for (const example of schema.examples ?? []) add(String(example), 'example');
  if (schema.format === 'go-duration') for (const value of ['30s', '1m', '5m', '20m', '1h']) add(value, 'duration');
  return [...found.values()];
}

/** Text that YAML would read as something else, and any text in JSON, goes into quotes. */
function quoted(text: string, schema: Schema, { cursor, layout }: CompleteInput): string {
  const isText = schema.type === 'string' || (schema.type === 'int-or-string' && !/^-?\d+$/.test(text));
  if (!isText) return text;
  if (cursor.quote === "'") return `'${text.replaceAll("'", "''")}'`;
  return cursor.quote === '"' || layout.json || !isPlainSafe(text, cursor.style === 'flow')
    ? JSON.stringify(text)
    : text;
}

/** Behind `name:` of an object or list: its required fields, below it in block style. */
function openings({ cursor, schemas, layout, text }: CompleteInput, schema: Schema): readonly Item[] {
  if (cursor.quote !== '' || cursor.opensLine || cursor.word !== '') return [];
  const lineStart = text.lastIndexOf('\n', cursor.replace.start - 1) + 1;
  const before = /^( *)((?:- +)*)/.exec(text.slice(lineStart, cursor.replace.start));
  const column = (before?.[1]?.length ?? 0) + (before?.[2]?.length ?? 0);
  const writer = new SnippetWriter(schemas, { ...layout, column });
  const isList = schema.type === 'array';
  const fields = (schema.required ?? []).map(inlineCode).join(', ');
  return [
    {
      label: isList ? '[list]' : '{object}',
      kind: 'snippet',
      detail: isList ? 'list with one item' : 'object with its required fields',
      ...(fields === '' ? {} : { documentation: fields }),
      newText: writer.valueAfterColon(schema, column, 0).replace(/^ /, cursor.lead === '' ? '' : ' '),
      snippet: true,
      sortText: '0',
    },
  ];
}
