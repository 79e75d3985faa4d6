/** Values: enums, booleans, defaults, examples, and what opens an object or a list behind `name:`. */
import { describeField } from '../../schema/describe.ts';
import type { Schema } from '../../schema/schema.ts';
import { inlineCode } from '../../text/markdown.ts';
import type { Fit } from './choice.ts';
import type { CompleteInput, Item } from './item.ts';
import { completeServiceUrls } from './known/services.ts';
import { writeText } from './quoting.ts';
import { SnippetWriter } from './skeleton.ts';

export function completeValues(input: CompleteInput, schema: Schema, parent: Schema | undefined): readonly Item[] {
  const { cursor } = input;
  if (schema.type === 'object' || schema.type === 'array') return openings(input, schema);
  const name = String(cursor.path.findLast(step => typeof step === 'string') ?? '');
  const isRequired = parent?.required?.includes(name) ?? false;
  const texts = suggestions(schema);
  const hosts = schema.format === 'url' ? completeServiceUrls(input) : [];
  const values = texts.map(
    ({ text, detail, documentation, fit }): Item => ({
      label: text,
      kind: 'value',
      detail,
      documentation: documentation ?? describeField(name, schema, input.schemas, isRequired),
      newText: quoted(text, schema, input),
      snippet: false,
      rank: 'optional',
      fit,
    }),
  );
  return [...hosts, ...units(input, schema), ...values];
}

interface Suggestion {
  readonly text: string;
  readonly detail: string;
  readonly fit: Fit;
  readonly documentation?: string;
}

function suggestions(schema: Schema): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  const add = (text: string, detail: string, fit: Fit, documentation?: string): void => {
    if (!found.has(text))
      found.set(text, { text, detail, fit, ...(documentation === undefined ? {} : { documentation }) });
  };
  const isDefault = (text: string): string => (String(schema.default) === text ? ' (default)' : '');
  const values = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : []);
  const known = values.length > 0 ? 'closed' : 'next';
  for (const [value, text] of Object.entries(schema.values ?? {})) add(value, `value${isDefault(value)}`, known, text);
  for (const value of values) add(value, `value${isDefault(value)}`, known);
  if (schema.default !== undefined) add(String(schema.default), 'default', 'empty');
  for (const example of schema.examples ?? []) add(String(example), 'example', 'empty');
  if (schema.format === 'go-duration')
    for (const value of ['30s', '1m', '5m', '20m', '1h']) add(value, 'duration', 'empty');
  return [...found.values()];
}

const UNITS = { s: 'seconds', m: 'minutes', h: 'hours' };

/** A number that needs a unit yet. In a pause it needs none: then only those see the units who ask for them. */
function units(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, trigger } = input;
  const isWanted = schema.format === 'go-duration' || (schema.format === 'pause-duration' && trigger === undefined);
  const number = /^(?<hours>\d+h)?(?<minutes>\d+m)?\d+(?:\.\d+)?$/.exec(cursor.word);
  if (!isWanted || !number) return [];
  // Behind hours come minutes, behind those seconds.
  const left = number.groups?.minutes ? 's' : number.groups?.hours ? 'sm' : 'smh';
  return Object.entries(UNITS)
    .filter(([unit]) => left.includes(unit))
    .map(([unit, detail]): Item => {
      const label = cursor.word + unit;
      const newText = quoted(label, schema, input);
      return { label, kind: 'value', detail, newText, snippet: false, rank: 'known', fit: 'next' };
    });
}

/** Numbers and booleans have quotes only where a person has begun some. */
function quoted(text: string, schema: Schema, input: CompleteInput): string {
  const isText = schema.type === 'string' || (schema.type === 'int-or-string' && !/^-?\d+$/.test(text));
  return isText || input.cursor.quote !== '' ? writeText(text, input) : text;
}

/** Behind `name:` of an object or list: its required fields, below it in block style. */
function openings({ cursor, schemas, layout, text, trigger }: CompleteInput, schema: Schema): readonly Item[] {
  // Behind a name Enter is a line break, unless the list was asked for.
  if (cursor.lead !== '' || cursor.quote !== '' || cursor.opensLine || cursor.word !== '' || trigger !== undefined)
    return [];
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
      newText: writer.valueAfterColon(schema, column, 0).replace(/^ /, ''),
      snippet: true,
      rank: 'whole',
      fit: 'empty',
    },
  ];
}
