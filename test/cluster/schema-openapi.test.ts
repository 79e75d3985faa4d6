/** The Kubernetes part of the language beside what a real API server says of its own kinds (OpenAPI v3). */
import { KubeConfig } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { connectByKubeconfig } from '../../scripts/cluster/api/api-client.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import type { Schema } from '../../server/core/schema/schema.ts';

interface Published {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Published[];
  readonly properties?: Readonly<Record<string, Published>>;
  readonly required?: readonly string[];
  readonly items?: Published;
  readonly additionalProperties?: Published;
  readonly enum?: readonly string[];
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

const { definitions } = buildLanguage();
const session = readSession(process.env);

describe('the Kubernetes part and the API server agree', () => {
  test('on types, required fields, enums and keys of lists', async () => {
    const published = await readPublished(['api/v1', 'apis/batch/v1']);
    const compared = Object.keys(definitions).filter(
      name => name.startsWith('kubernetes.') && published.has(bare(name)),
    );
    const differences = compared.flatMap(name => {
      const theirs = published.get(bare(name)) ?? {};
      return compare(name, definitions[name] ?? {}, theirs).filter(line => !(line in EXPLAINED));
    });
    expect(differences).toEqual([]);
    expect(compared.length).toBeGreaterThan(60);
  });
});

/** Differences that are meant, and why. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'kubernetes.PodTemplateSpec.metadata: type "object", API server "ObjectMeta"':
    "Argo's CRDs keep labels and annotations of it, and nothing else",
  'kubernetes.PodSpec.resources: type "object", API server "ResourceRequirements"':
    'ours stands in its place, as in the CRDs',
  'kubernetes.PodCertificateProjection.userAnnotations: the API server does not know it':
    'newer than the API server of the tests; below a place that the CRDs do not check',
  'kubernetes.ObjectMeta.ownerReferences: list keys undefined, API server ["uid"]':
    'a key to merge by; that two are refused was not seen',
  'kubernetes.ManagedFieldsEntry.fieldsV1: type "any", API server "FieldsV1"': 'any object; nobody writes it',
};

function bare(name: string): string {
  return name.slice('kubernetes.'.length);
}

/** Components by the last part of their name. */
async function readPublished(paths: readonly string[]): Promise<ReadonlyMap<string, Published>> {
  const config = new KubeConfig();
  config.loadFromFile(session.kubeconfig);
  const client = connectByKubeconfig(config);
  const found = new Map<string, Published>();
  for (const path of paths) {
    const { text } = await client.get(`/openapi/v3/${path}`);
    const { components }: { components: { schemas: Record<string, Published> } } = JSON.parse(text);
    for (const [name, schema] of Object.entries(components.schemas))
      found.set(name.slice(name.lastIndexOf('.') + 1), schema);
  }
  return found;
}

function compare(name: string, ours: Schema, theirs: Published): readonly string[] {
  const lines: string[] = [];
  const say = (place: string, what: string, own: unknown, other: unknown) => {
    if (JSON.stringify(own) !== JSON.stringify(other))
      lines.push(`${place}: ${what} ${JSON.stringify(own)}, API server ${JSON.stringify(other)}`);
  };
  say(name, 'required', [...(ours.required ?? [])].sort(), [...(theirs.required ?? [])].sort());
  for (const [key, field] of Object.entries(ours.properties ?? {})) {
    const other = theirs.properties?.[key];
    const place = `${name}.${key}`;
    if (!other) {
      lines.push(`${place}: the API server does not know it`);
      continue;
    }
    if (resolve(field).unchecked) continue;
    say(place, 'type', typeOf(field), publishedType(other));
    say(place, 'list keys', field.listMapKeys, other['x-kubernetes-list-map-keys']);
    // Argo's CRDs keep no enum of Kubernetes: ours are values that completion offers.
    const { values } = resolve(field);
    if (values && other.enum) say(place, 'values', Object.keys(values).sort(), [...other.enum].sort());
  }
  return lines;
}

function resolve(schema: Schema): Schema {
  const target = schema.ref === undefined ? undefined : definitions[schema.ref];
  return target ? { ...resolve(target), ...schema } : schema;
}

/** `array of string`, `map of int-or-string`, `Container`. */
function typeOf(schema: Schema): string {
  if (schema.ref?.startsWith('kubernetes.')) return bare(schema.ref);
  const { type, items, additionalProperties, format } = resolve(schema);
  if (format === 'quantity') return 'Quantity';
  if (type === 'array') return `array of ${typeOf(items ?? {})}`;
  if (additionalProperties) return `map of ${typeOf(additionalProperties)}`;
  return type === 'string' && format === 'date-time' ? 'time' : (type ?? 'any');
}

function publishedType(schema: Published): string {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref !== undefined) {
    const name = ref.slice(ref.lastIndexOf('.') + 1);
    return name === 'IntOrString' ? 'int-or-string' : name === 'Time' || name === 'MicroTime' ? 'time' : name;
  }
  if (schema.type === 'array') return `array of ${publishedType(schema.items ?? {})}`;
  return schema.additionalProperties ? `map of ${publishedType(schema.additionalProperties)}` : (schema.type ?? 'any');
}
