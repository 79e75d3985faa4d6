/** A field by its kind and path, `Experiment.spec.duration`, as hover explains it. Indices of lists are left out or written as `[]`. */
import { describeField } from '../schema/describe.ts';
import type { Schema } from '../schema/schema.ts';
import type { SchemaWalker } from '../schema/walk.ts';

export function explainField(path: string, schemas: SchemaWalker): string | undefined {
  const [kind = '', ...keys] = path
    .replaceAll(/\[\d*\]/g, '')
    .split('.')
    .filter(key => key !== '');
  const found = [...schemas.kinds].find(each => each.kind.toLowerCase() === kind.toLowerCase());
  if (!found || keys.length === 0) return undefined;
  let schema: Schema | undefined = schemas.resolve(found.schema);
  let isRequired = false;
  for (const key of keys) {
    if (schema?.type === 'array') schema = schemas.item(schema);
    isRequired = schema?.required?.includes(key) === true;
    schema = schema && schemas.property(schema, key);
  }
  return schema && describeField(keys.at(-1) ?? '', schema, schemas, isRequired);
}
