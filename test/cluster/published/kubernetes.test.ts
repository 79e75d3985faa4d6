/** What the CRDs keep of Kubernetes' own types, beside our Kubernetes part. */
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../../schemas/build.ts';
import { readSession } from '../../../scripts/cluster/plane/session.ts';
import type { ArgoVersion, Schema } from '../../../server/core/schema/schema.ts';
import { isInVersion } from '../../../server/core/schema/walk.ts';
import { type CrdSchema, lineOf, readCrd } from './crd.ts';

const { definitions } = buildLanguage();
const { argo } = readSession(process.env);

describe(`the Kubernetes part and the CRDs of ${argo} agree on types, required fields, list keys and defaults`, () => {
  it.each<[definition: string, kind: string, path: readonly string[]]>([
    ['kubernetes.PodTemplateSpec', 'Experiment', ['spec', 'templates', '[]', 'template']],
    ['kubernetes.LabelSelector', 'Experiment', ['spec', 'templates', '[]', 'selector']],
    ['kubernetes.JobSpec', 'AnalysisTemplate', ['spec', 'metrics', '[]', 'provider', 'job', 'spec']],
  ])('%s', (definition, kind, path) => {
    expect(differences(at(readCrd(kind, argo), path), definition, lineOf(argo))).toEqual([]);
  });
});

function at(crd: CrdSchema, path: readonly string[]): CrdSchema {
  let schema: CrdSchema | undefined = crd;
  for (const step of path) schema = step === '[]' ? schema?.items : schema?.properties?.[step];
  if (!schema) throw new Error(`The CRD has nothing at ${path.join('.')}.`);
  return schema;
}

/** One line for each place where a definition says something else than the CRD. */
function differences(crd: CrdSchema, definition: string, version: ArgoVersion): string[] {
  const found = new Set<string>();
  compare(crd, { ref: definition }, definition, version, found);
  return [...found];
}

function compare(crd: CrdSchema, node: Schema, name: string, version: ArgoVersion, found: Set<string>): void {
  const ours = resolve(node);
  const say = (what: string, theirs: unknown, own: unknown) => {
    if (JSON.stringify(theirs) !== JSON.stringify(own))
      found.add(`${name}: ${what} ${JSON.stringify(theirs)}, ours ${JSON.stringify(own)}`);
  };
  say('open', crd['x-kubernetes-preserve-unknown-fields'], ours.unchecked);
  if (ours.unchecked) return;
  say('type', crd['x-kubernetes-int-or-string'] ? 'int-or-string' : crd.type, ours.type);
  say('pattern', crd.pattern, ours.pattern);
  say('list keys', crd['x-kubernetes-list-map-keys'], ours.listMapKeys);
  say('required', [...(crd.required ?? [])].sort(), [...(ours.required ?? [])].sort());
  if (crd.default !== undefined) say('default', crd.default, ours.default);
  const fields = Object.entries(ours.properties ?? {}).filter(([, field]) => isInVersion(field, version));
  say('fields', Object.keys(crd.properties ?? {}).sort(), fields.map(([key]) => key).sort());
  for (const [key, field] of fields)
    compare(crd.properties?.[key] ?? {}, field, `${field.ref ?? `${name}.${key}`}`, version, found);
  if (crd.items) compare(crd.items, ours.items ?? {}, `${name}[]`, version, found);
  if (crd.additionalProperties)
    compare(crd.additionalProperties, ours.additionalProperties ?? {}, `${name}{}`, version, found);
}

function resolve(schema: Schema): Schema {
  const target = schema.ref === undefined ? undefined : definitions[schema.ref];
  return target ? { ...resolve(target), ...schema } : schema;
}
