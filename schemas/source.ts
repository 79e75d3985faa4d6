/** Reads the YAML files of this folder into typed schemas. Anything it does not know is a problem with file and path. */
import { parseDocument } from 'yaml';
import type {
  ArgoVersion,
  Schema,
  SchemaFormat,
  SchemaSnippet,
  SchemaType,
  UnavailableField,
} from '../server/core/schema/schema.ts';

export interface SourceFile {
  /** Shown in problems: `metric.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** What one file says. A file with `kind` describes a kind; every file may bring definitions. */
export interface Source {
  readonly name: string;
  readonly kind?: string;
  /** API group and version of the kind; absent: Argo's. */
  readonly apiVersion?: string;
  readonly description?: string;
  readonly link?: string;
  readonly spec?: Schema;
  readonly status?: Schema;
  readonly definitions: Readonly<Record<string, Schema>>;
}

export type Report = (path: string, problem: string) => void;

export const argoVersions: readonly ArgoVersion[] = ['1.7', '1.8', '1.9', '1.10', 'next'];

const types: readonly SchemaType[] = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'int-or-string'];

const formats: readonly SchemaFormat[] = [
  'go-duration',
  'pause-duration',
  'condition',
  'range-time',
  'promql',
  'quantity',
  'regexp',
  'json-path',
  'field-path',
  'url',
  'int32',
  'int64',
  'date-time',
];

/** Links may be written from here on. */
const documentation = 'https://argo-rollouts.readthedocs.io/en/stable/';

const fileKeys = ['kind', 'apiVersion', 'description', 'link', 'spec', 'status', 'definitions'];

export function readSource(file: SourceFile, report: Report): Source {
  const document = parseDocument(file.text, { merge: true });
  for (const error of document.errors) report('', error.message);
  const root: unknown = document.errors.length > 0 ? {} : document.toJS();
  if (!isRecord(root)) {
    report('', 'is not a map.');
    return { name: file.name, definitions: {} };
  }
  for (const key of Object.keys(root)) if (!fileKeys.includes(key)) report(key, `is none of ${fileKeys.join(', ')}.`);
  const link = readLink(root.link);
  // Fields of Kubernetes keep the links of its own texts.
  const read = (value: unknown, path: string) =>
    readSchema(value, { path, link: path.startsWith('definitions.kubernetes.') ? undefined : link, report });
  const definitions = mapOf(root.definitions, 'definitions', report, (value, path) => read(value, path));
  return {
    name: file.name,
    ...textOf(root, 'kind', '', report),
    ...textOf(root, 'apiVersion', '', report),
    ...textOf(root, 'description', '', report),
    ...(link === undefined ? {} : { link }),
    ...(root.spec === undefined ? {} : { spec: read(root.spec, 'spec') }),
    ...(root.status === undefined ? {} : { status: read(root.status, 'status') }),
    definitions,
  };
}

interface Place {
  readonly path: string;
  /** Link of the enclosing object: a field without its own takes it, a reference that of its definition. */
  readonly link: string | undefined;
  readonly report: Report;
}

type Reader = (value: unknown, place: Place) => Partial<Schema> | undefined;

/** One reader a keyword: what it accepts, and where it puts it. `undefined`: of the wrong shape. */
const keywords: Readonly<Record<keyof Schema, Reader>> = {
  ref: value => (typeof value === 'string' ? { ref: value } : undefined),
  type: value => oneOf(types, value, type => ({ type })),
  format: value => oneOf(formats, value, format => ({ format })),
  properties: (value, place) => ({
    properties: mapOf(value, join(place.path, 'properties'), place.report, (item, path) =>
      readSchema(item, { ...place, path }),
    ),
  }),
  required: value => (isTexts(value) ? { required: value } : undefined),
  requiredUntil: value => oneOf(argoVersions, value, requiredUntil => ({ requiredUntil })),
  additionalProperties: (value, place) => ({
    additionalProperties: readSchema(value, below(place, 'additionalProperties')),
  }),
  preserveUnknownFields: value => (typeof value === 'boolean' ? { preserveUnknownFields: value } : undefined),
  unchecked: value => (typeof value === 'boolean' ? { unchecked: value } : undefined),
  items: (value, place) => ({ items: readSchema(value, below(place, 'items')) }),
  aliases: value => (isTexts(value) ? { aliases: value } : undefined),
  unavailable: value => (isUnavailable(value) ? { unavailable: value } : undefined),
  listMapKeys: value => (isTexts(value) ? { listMapKeys: value } : undefined),
  enum: value => (isTexts(value) ? { enum: value } : undefined),
  unit: value => (value === 'seconds' ? { unit: value } : undefined),
  values: value => (isTextMap(value) ? { values: value } : undefined),
  minimum: value => (typeof value === 'number' ? { minimum: value } : undefined),
  maximum: value => (typeof value === 'number' ? { maximum: value } : undefined),
  pattern: value => (typeof value === 'string' ? { pattern: value } : undefined),
  nullable: value => (typeof value === 'boolean' ? { nullable: value } : undefined),
  default: value => (isScalar(value) ? { default: value } : undefined),
  examples: value => (Array.isArray(value) && value.every(isScalar) ? { examples: value } : undefined),
  description: value => (typeof value === 'string' ? { description: value.trim() } : undefined),
  absent: value => (typeof value === 'string' ? { absent: value.trim() } : undefined),
  trap: value => (typeof value === 'string' ? { trap: value.trim() } : undefined),
  since: value => oneOf(argoVersions, value, since => ({ since })),
  until: value => oneOf(argoVersions, value, until => ({ until })),
  deprecated: value => (typeof value === 'string' ? { deprecated: value } : undefined),
  link: value => (typeof value === 'string' ? { link: readLink(value) ?? value } : undefined),
  status: value => (typeof value === 'boolean' ? { status: value } : undefined),
  subresource: value => (typeof value === 'boolean' ? { subresource: value } : undefined),
  snippets: value => (isSnippets(value) ? { snippets: value } : undefined),
};

function readSchema(value: unknown, place: Place): Schema {
  if (!isRecord(value)) {
    place.report(place.path, 'is not a schema (a map).');
    return {};
  }
  const link = readLink(value.link) ?? place.link;
  const shared = 'ref' in value ? undefined : link;
  const schema: Schema = { ...(shared === undefined ? {} : { link: shared }) };
  for (const [keyword, item] of Object.entries(value)) {
    const reader = isKeyword(keyword) ? keywords[keyword] : undefined;
    const part = reader?.(item, { ...place, link });
    if (!reader)
      place.report(
        join(place.path, keyword),
        `is no keyword of a schema (known: ${Object.keys(keywords).join(', ')}).`,
      );
    else if (!part) place.report(join(place.path, keyword), `cannot be ${JSON.stringify(item)}.`);
    else Object.assign(schema, part);
  }
  return schema;
}

function isKeyword(name: string): name is keyof Schema {
  return Object.hasOwn(keywords, name);
}

function readLink(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.startsWith('https://') ? value : documentation + value;
}

function below(place: Place, key: string): Place {
  return { ...place, path: join(place.path, key) };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function mapOf(
  value: unknown,
  path: string,
  report: Report,
  read: (item: unknown, path: string) => Schema,
): Record<string, Schema> {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    report(path, 'is not a map.');
    return {};
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item, join(path, key))]));
}

function textOf<K extends string>(
  root: Record<string, unknown>,
  key: K,
  path: string,
  report: Report,
): Partial<Record<K, string>> {
  const value = root[key];
  if (value === undefined) return {};
  if (typeof value === 'string') return { [key]: value.trim() } as Partial<Record<K, string>>;
  report(join(path, key), 'is not a text.');
  return {};
}

function oneOf<T extends string>(
  known: readonly T[],
  value: unknown,
  make: (found: T) => Partial<Schema>,
): Partial<Schema> | undefined {
  const found = known.find(candidate => candidate === value);
  return found === undefined ? undefined : make(found);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every(item => typeof item === 'string');
}

function isUnavailable(value: unknown): value is Record<string, UnavailableField> {
  const isField = (item: unknown): boolean =>
    isTextMap(item) && item.text !== undefined && Object.keys(item).every(key => key === 'text' || key === 'instead');
  return isRecord(value) && Object.values(value).every(isField);
}

function isSnippets(value: unknown): value is SchemaSnippet[] {
  const keys = ['label', 'description', 'body'];
  const isSnippet = (item: unknown): boolean =>
    isTextMap(item) &&
    keys.every(key => key in item) &&
    Object.keys(item).every(key => keys.includes(key) || key === 'since') &&
    (item.since === undefined || argoVersions.some(each => each === item.since));
  return Array.isArray(value) && value.every(isSnippet);
}
