/** Whether a value is of a type or format, as the API server sees it. */
import type { YamlNode } from '../yaml/node.ts';
import type { SchemaType } from './schema.ts';

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
