/**
 * The Kubernetes part of the language (pod templates, job specs, metadata, selectors), made at build time from the models of the
 * dependency `@kubernetes/client-node`: types from their attribute maps, `required` and texts from their declarations.
 * Nothing made here is committed. `kubernetes.yaml` lays over it what the models do not say.
 */
import { readFileSync } from 'node:fs';
import type { Schema, SchemaType } from '../server/core/schema/schema.ts';

/** Models from which everything else is reached. */
const roots = ['V1ObjectMeta', 'V1PodTemplateSpec', 'V1JobSpec', 'V1LabelSelector'];

const models = new URL('../node_modules/@kubernetes/client-node/dist/gen/models/', import.meta.url);

/** Fields that Kubernetes has and no release of Argo Rollouts keeps. */
const unknownToArgo = new Set(['V1PodSpec.schedulingGroup']);

const reference = 'https://kubernetes.io/docs/reference/kubernetes-api/';

/** Reference page by the beginning of a model's name; everything else is part of a pod. */
const pages: readonly (readonly [prefix: RegExp, page: string])[] = [
  [/^V1(?:Job|SuccessPolicy|PodFailurePolicy)/, 'workload-resources/job-v1/'],
  [/^V1LabelSelector/, 'common-definitions/label-selector/'],
  [/^V1(?:ObjectMeta|OwnerReference|ManagedFieldsEntry)/, 'common-definitions/object-meta/'],
  [/^V1PersistentVolumeClaim/, 'config-and-storage-resources/persistent-volume-claim-v1/'],
];

interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

interface Declaration {
  readonly text: string;
  readonly required: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Definitions `kubernetes.<Name>` of the roots and of all they refer to. */
export function readKubernetes(): Record<string, Schema> {
  const definitions: Record<string, Schema> = {};
  const waiting = [...roots];
  for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
    const name = definitionName(model);
    if (definitions[name] === undefined) definitions[name] = readModel(model, found => waiting.push(found));
  }
  return definitions;
}

/** `V1Container` and `CoreV1ResourceClaim` are `Container` and `ResourceClaim` in Kubernetes' own words. */
function definitionName(model: string): string {
  return `kubernetes.${model.replace(/^(?:Core)?V1/, '')}`;
}

function readModel(model: string, refer: (model: string) => void): Schema {
  const attributes = readAttributes(model).filter(({ baseName }) => !unknownToArgo.has(`${model}.${baseName}`));
  const link = reference + (pages.find(([prefix]) => prefix.test(model))?.[1] ?? 'workload-resources/pod-v1/');
  const declaration = readDeclaration(model);
  const properties: Record<string, Schema> = {};
  for (const { baseName, type, format } of attributes) {
    properties[baseName] = {
      link,
      ...schemaOfType(type, format, refer),
      ...describe(declaration.texts.get(baseName) ?? ''),
    };
  }
  const required = attributes.map(({ baseName }) => baseName).filter(key => declaration.required.has(key));
  return {
    type: 'object',
    link,
    ...describe(declaration.text),
    properties,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** The attribute map stands in the model's JavaScript as a JSON array. */
function readAttributes(model: string): Attribute[] {
  const text = readFileSync(new URL(`${model}.js`, models), 'utf8');
  const json =
    /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(text)?.[1] ??
    (text.includes('attributeTypeMap = []') ? '[]' : undefined);
  const list: unknown = json === undefined ? undefined : JSON.parse(json);
  if (!Array.isArray(list)) throw new Error(`${model}.js of @kubernetes/client-node has no attribute map.`);
  return list.map((entry: unknown) => {
    if (isAttribute(entry)) return entry;
    throw new Error(
      `${model}.js of @kubernetes/client-node has an attribute of unknown shape: ${JSON.stringify(entry)}`,
    );
  });
}

function isAttribute(value: unknown): value is Attribute {
  return typeof value === 'object' && value !== null && 'baseName' in value && 'type' in value && 'format' in value;
}

/** Texts and required fields, from the comments and question marks of the declaration. */
function readDeclaration(model: string): Declaration {
  const source = readFileSync(new URL(`${model}.d.ts`, models), 'utf8');
  const required = new Set<string>();
  const texts = new Map<string, string>();
  for (const [, comment, key, optional] of source.matchAll(
    /(?:\/\*\*\s*\n\s*\* (.*)\n\s*\*\/\n\s+)?'([^']+)'(\??):/g,
  )) {
    if (key === undefined) continue;
    if (!optional) required.add(key);
    texts.set(key, comment ?? '');
  }
  const text = /\/\*\*\s*\n\* (.*)\n\*\/\nexport declare class/.exec(source)?.[1] ?? '';
  return { text, required, texts };
}

function schemaOfType(type: string, format: string, refer: (model: string) => void): Schema {
  const array = /^Array<(.*)>$/.exec(type)?.[1];
  if (array !== undefined) return { type: 'array', items: schemaOfType(array, format, refer) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return { type: 'object', additionalProperties: schemaOfType(map, format, refer) };
  if (type === 'Date' || type.endsWith('MicroTime')) return { type: 'string', format: 'date-time' };
  if (type === 'IntOrString') return { type: 'int-or-string' };
  if (type === 'number') return { type: format.startsWith('int') ? 'integer' : 'number', ...numberFormat(format) };
  if (type === 'any') return {};
  const plain = plainTypes.find(candidate => candidate === type);
  if (plain) return { type: plain };
  refer(type);
  return { ref: definitionName(type) };
}

const plainTypes: readonly SchemaType[] = ['string', 'boolean', 'object'];

function numberFormat(format: string): Schema {
  return format === 'int32' || format === 'int64' ? { format } : {};
}

/** Markdown of a doc comment; its "More info" becomes the link. */
function describe(comment: string): Schema {
  const plain = comment
    .replace(/\\(['"])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const link = /More info: (https?:\/\/\S*[\w/#])/.exec(plain)?.[1];
  const text = plain.replace(/\s*More info: https?:\/\/\S+/g, '').trim();
  return { ...(text ? { description: escapeMarkdown(text) } : {}), ...(link ? { link } : {}) };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]|]/g, '\\$&');
}
