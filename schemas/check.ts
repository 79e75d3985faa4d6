/** What must hold in every schema before it is shipped. */
import type { Schema } from '../server/core/schema/schema.ts';
import { argoVersions, type Report } from './source.ts';

type Definitions = Readonly<Record<string, Schema>>;

interface Demands {
  /** Every field needs our text (Argo's fields; Kubernetes' own come from the dependency). */
  readonly texts: boolean;
}

export function checkLanguage(
  schema: Schema,
  definitions: Definitions,
  report: Report,
  demands: Demands = { texts: true },
): void {
  const walk = (node: Schema, path: string, optional: boolean, inStatus: boolean) => {
    const at = (key: string) => (path === '' ? key : `${path}.${key}`);
    const full = resolve(node, definitions);
    if (isLoop(node, definitions)) report(at('ref'), `refers to "${node.ref}", which leads back to itself.`);
    if (node.ref !== undefined && definitions[node.ref] === undefined)
      report(at('ref'), `refers to "${node.ref}", which is not defined.`);
    if (demands.texts && !full.description) report(path, 'has no description.');
    const written = inStatus || full.status === true;
    if (demands.texts && optional && !written && full.absent === undefined && full.default === undefined) {
      report(path, 'is optional and says nothing of its absence (absent, or default).');
    }
    checkRequired(node, full, at, report);
    checkOtherNames(full, definitions, at, report);
    checkValues(full, path, report);
    for (const [key, field] of Object.entries(node.properties ?? {})) {
      walk(field, at(`properties.${key}`), !node.required?.includes(key), written);
    }
    if (node.items) walk(node.items, at('items'), false, written);
    if (node.additionalProperties) walk(node.additionalProperties, at('additionalProperties'), false, written);
  };
  walk(schema, '', false, false);
}

/** A node with what its definition says; keys beside `ref` win. */
function resolve(node: Schema, definitions: Definitions): Schema {
  return Object.assign({}, ...chain(node, definitions).reverse());
}

/** The node and the definitions that its `ref` leads to, up to the first that is met twice. */
function chain(node: Schema, definitions: Definitions): Schema[] {
  const links = [node];
  for (let next = follow(node, definitions); next && !links.includes(next); next = follow(next, definitions))
    links.push(next);
  return links;
}

function follow(node: Schema, definitions: Definitions): Schema | undefined {
  return node.ref === undefined ? undefined : definitions[node.ref];
}

function isLoop(node: Schema, definitions: Definitions): boolean {
  const last = chain(node, definitions).at(-1);
  return last !== undefined && follow(last, definitions) !== undefined;
}

function checkRequired(node: Schema, full: Schema, at: (key: string) => string, report: Report): void {
  for (const key of node.required ?? []) {
    if (full.properties?.[key] === undefined) report(at('required'), `names "${key}", which is no property.`);
  }
  if (
    node.since !== undefined &&
    node.until !== undefined &&
    argoVersions.indexOf(node.since) > argoVersions.indexOf(node.until)
  ) {
    report(at('since'), `is ${node.since}, later than until: ${node.until}.`);
  }
}

/** Another name means one field: it is none itself, and no two fields of an object share one. */
function checkOtherNames(full: Schema, definitions: Definitions, at: (key: string) => string, report: Report): void {
  const { properties = {}, unavailable = {} } = full;
  const taken = new Map(Object.keys(properties).map(name => [lettersOf(name), name]));
  const take = (name: string, path: string): void => {
    const other = taken.get(lettersOf(name));
    if (other !== undefined) report(path, `has the name "${name}", which is that of "${other}".`);
    taken.set(lettersOf(name), name);
  };
  for (const [key, property] of Object.entries(properties)) {
    for (const alias of resolve(property, definitions).aliases ?? []) take(alias, at(`properties.${key}.aliases`));
  }
  for (const [name, { text, instead }] of Object.entries(unavailable)) {
    take(name, at('unavailable'));
    if (!/^[A-Z`].*[.]$/s.test(text)) report(at(`unavailable.${name}`), 'has no whole sentence.');
    if (instead !== undefined && properties[instead] === undefined)
      report(at(`unavailable.${name}`), `names "${instead}", which is no property.`);
  }
}

/** As an unknown field is compared with the names of others. */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

function checkValues(full: Schema, path: string, report: Report): void {
  const values = [...(full.examples ?? []), ...(full.default === undefined ? [] : [full.default])];
  for (const value of values) {
    if (!fits(full, value))
      report(path, `has the default or example ${JSON.stringify(value)}, which is not its type or none of its enum.`);
  }
  for (const value of Object.keys(full.values ?? {})) {
    if (full.enum && !full.enum.includes(value))
      report(path, `explains the value "${value}", which is none of its enum.`);
  }
}

function fits(schema: Schema, value: string | number | boolean): boolean {
  if (schema.enum && !schema.enum.some(item => item === value)) return false;
  if (schema.minimum !== undefined && typeof value === 'number' && value < schema.minimum) return false;
  if (schema.maximum !== undefined && typeof value === 'number' && value > schema.maximum) return false;
  if (schema.pattern !== undefined && typeof value === 'string' && !new RegExp(schema.pattern).test(value))
    return false;
  switch (schema.type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'int-or-string':
      return typeof value === 'string' || Number.isInteger(value);
    case 'object':
    case 'array':
      return false;
    default:
      return true;
  }
}
