/** The smallest text that the API server takes for a field, to be filled in by a person: `name: value` in block style. */
import { expandSnippet } from '../text/snippet.ts';
import { writeText } from '../yaml/scalar.ts';
import type { Schema } from './schema.ts';
import type { SchemaWalker } from './walk.ts';

/** Required fields within required fields are written down to this depth. */
const MAX_DEPTH = 6;

/** The field's lines at column 0, apart by `\n`. Undefined: nothing says what could stand in it. */
export function sampleField(name: string, schema: Schema, walker: SchemaWalker): string | undefined {
  const value = sampleValue(name, schema, walker, 0);
  return value === undefined ? undefined : `${name}:${value}`;
}

/** What follows the colon, its space or line break included. */
function sampleValue(name: string, reference: Schema, walker: SchemaWalker, depth: number): string | undefined {
  const schema = walker.resolve(reference);
  if (depth > MAX_DEPTH || schema.type === undefined) return undefined;
  if (schema.type === 'object') {
    const fields = sampleObject(schema, walker, depth);
    return fields && `\n${indent(fields)}`;
  }
  if (schema.type !== 'array') return ` ${sampleScalar(name, schema)}`;
  const item = walker.item(schema);
  if (!item) return undefined;
  const text = item.type === 'object' ? sampleObject(item, walker, depth) : sampleScalar(name, item);
  return text && `\n${indent(`- ${indent(text).trimStart()}`)}`;
}

/** A whole value that the language suggests, else its required fields. */
function sampleObject(schema: Schema, walker: SchemaWalker, depth: number): string | undefined {
  const [snippet] = schema.snippets ?? [];
  if (snippet) return expandSnippet(snippet.body.trimEnd());
  const required = Object.keys(schema.properties ?? {}).filter(name => schema.required?.includes(name));
  // The name of a resource is not required by its schema, and still there is none without.
  if (required.length === 0 && schema.properties?.generateName) required.push('name');
  const fields = required.map(name => {
    const value = sampleValue(name, walker.property(schema, name) ?? {}, walker, depth + 1);
    return value === undefined ? undefined : `${name}:${value}`;
  });
  return fields.length === 0 || fields.includes(undefined) ? undefined : fields.join('\n');
}

function sampleScalar(name: string, schema: Schema): string {
  const [value] = [...(schema.enum ?? []), ...Object.keys(schema.values ?? {})];
  const [example] = schema.examples ?? [];
  const found = value ?? schema.default ?? example;
  if (schema.type === 'boolean') return String(found ?? false);
  if (schema.type === 'integer' || schema.type === 'number') return String(found ?? schema.minimum ?? 1);
  const text = String(found ?? name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`));
  return schema.type === 'int-or-string' && /^[\w.%]+$/.test(text) ? text : writeText(text);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
