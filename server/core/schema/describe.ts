/** The text that hover and completion show for a field: always the same parts in the same order. */
import { inlineCode } from '../text/markdown.ts';
import type { Schema, SchemaFormat } from './schema.ts';
import type { SchemaWalker } from './walk.ts';

const FORMATS: Readonly<Record<SchemaFormat, string>> = {
  'go-duration': 'Go duration',
  'pause-duration': 'seconds, or a Go duration',
  condition: 'condition',
  'range-time': 'expression that yields a time',
  promql: 'PromQL',
  quantity: 'quantity',
  regexp: 'regular expression',
  'json-path': 'JSONPath',
  'field-path': 'field path',
  url: 'URL',
  int32: '32 bits',
  int64: '64 bits',
  'date-time': 'RFC 3339 time',
};

/** The type in few words: `list of objects`, `string (Go duration)`. */
export function typeName(schema: Schema, walker: SchemaWalker): string {
  const { type, format, enum: allowed } = schema;
  if (type === 'array') {
    const item = walker.item(schema);
    return item?.type ? `list of ${plural(item.type)}` : 'list';
  }
  if (type === 'object')
    return schema.additionalProperties
      ? `map of ${plural(walker.resolve(schema.additionalProperties).type ?? 'any value')}`
      : 'object';
  const name = type === undefined ? 'any value' : type === 'int-or-string' ? 'integer or string' : type;
  if (allowed && allowed.length <= 4) return `${name}: ${allowed.join(' | ')}`;
  return format && format !== 'int32' && format !== 'int64' ? `${name} (${FORMATS[format]})` : name;
}

/** Markdown of a field. `name` is shown as code; the texts are ours and are Markdown already. */
export function describeField(name: string, schema: Schema, walker: SchemaWalker, isRequired: boolean): string {
  const head = `**${inlineCode(name)}** — ${typeName(schema, walker)}${isRequired ? ', required' : ''}`;
  const parts = [
    head,
    schema.description,
    schema.absent && `**Left out:** ${schema.absent}`,
    schema.trap && `**Trap:** ${schema.trap}`,
    describeValues(schema),
    schema.examples?.length
      ? `Example: ${schema.examples.map(each => inlineCode(`${name}: ${String(each)}`)).join(', ')}`
      : undefined,
    schema.deprecated && `**Deprecated:** ${schema.deprecated}`,
    describeFacts(schema),
  ];
  return parts.filter(part => part !== undefined && part !== '').join('\n\n');
}

function describeValues(schema: Schema): string | undefined {
  const values = Object.entries(schema.values ?? {});
  return values.length === 0 ? undefined : values.map(([value, text]) => `- ${inlineCode(value)}: ${text}`).join('\n');
}

function describeFacts(schema: Schema): string {
  const facts = [
    schema.default === undefined ? '' : `Default: ${inlineCode(String(schema.default))}`,
    schema.since === undefined || schema.since === '1.7'
      ? ''
      : schema.since === 'next'
        ? 'Not released yet'
        : `Since Argo Rollouts ${schema.since}`,
    schema.until === undefined ? '' : `Until Argo Rollouts ${schema.until}`,
    schema.link === undefined ? '' : `[Documentation](${schema.link})`,
  ];
  return facts.filter(Boolean).join(' · ');
}

function plural(type: string): string {
  return type === 'int-or-string' ? 'integers or strings' : type === 'any value' ? 'any values' : `${type}s`;
}
