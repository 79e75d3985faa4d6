/** Whether a value is of a type or format, as the API server sees it. */
import { effectiveEntries, resolveAlias, type YamlNode } from '../yaml/node.ts';
import type { Schema, SchemaType } from './schema.ts';
import type { SchemaWalker } from './walk.ts';

export function fits(node: Exclude<YamlNode, { kind: 'alias' }>, type: SchemaType): boolean {
  if (type === 'object') return node.kind === 'map';
  if (type === 'array') return node.kind === 'seq';
  if (node.kind !== 'scalar') return false;
  const { value } = node;
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return isInt64(value);
    case 'int-or-string':
      return typeof value === 'string' || isInt64(value);
  }
}

/** Whether a value has the shape that the schema wants, whatever its scalars are: an object, a list, or one value. */
export function hasShapeOf(written: YamlNode, schema: Schema | undefined): boolean {
  const node = resolveAlias(written);
  if (!schema || !node) return false;
  if (schema.type === undefined || (node.kind === 'scalar' && node.value === null)) return true;
  if (schema.type === 'object') return node.kind === 'map';
  return schema.type === 'array' ? node.kind === 'seq' : node.kind === 'scalar';
}

/** How many of an object's fields the schema knows, from 0 to 1; of any other value 1. Of a list its first item counts. */
export function shareOfKnownFields(written: YamlNode, schema: Schema | undefined, walker: SchemaWalker): number {
  const node = resolveAlias(written);
  if (!schema || !node || node.kind === 'scalar') return 1;
  if (node.kind === 'seq') {
    const [first] = node.items;
    return first ? shareOfKnownFields(first, walker.item(schema), walker) : 1;
  }
  const keys = effectiveEntries(node).map(({ key }) => key.text);
  if (keys.length === 0 || schema.type === undefined) return 1;
  return keys.filter(key => walker.property(schema, key)).length / keys.length;
}

/** API servers before Kubernetes 1.36 check no narrower width, whatever a field's format says. */
function isInt64(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 63;
}

/** As RFC 3339 has it, letters of any case. */
const DATE_TIME =
  /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])t([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

export function isDateTime(text: string): boolean {
  return DATE_TIME.test(text);
}
