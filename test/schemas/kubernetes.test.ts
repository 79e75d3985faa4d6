import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import type { ArgoVersion, Schema } from '../../server/core/schema/schema.ts';
import { isInVersion } from '../../server/core/schema/walk.ts';
import { type CrdSchema, readCrd } from './crd.ts';
import { hasPublishedCrds } from './facts.ts';

const { definitions } = buildLanguage();

describe('the Kubernetes part', () => {
  it('has texts for every field, with the page that says more as link', () => {
    const container = definitions['kubernetes.Container']?.properties ?? {};
    expect(container.image).toEqual({
      type: 'string',
      description: expect.stringMatching(/^Container image name\./),
      link: 'https://kubernetes.io/docs/concepts/containers/images',
      examples: ['nginx:1.29'],
    });
    for (const [name, definition] of Object.entries(definitions)) {
      if (!name.startsWith('kubernetes.')) continue;
      for (const [key, field] of Object.entries(definition.properties ?? {})) {
        const text = field.description ?? (field.ref === undefined ? undefined : definitions[field.ref]?.description);
        expect([name, key, text]).toEqual([name, key, expect.stringMatching(/\w/)]);
        expect([name, key, text]).not.toEqual([name, key, expect.stringContaining('More info:')]);
      }
    }
  });

  it('puts first what people write first', () => {
    expect(Object.keys(definitions['kubernetes.Container']?.properties ?? {}).slice(0, 5)).toEqual([
      'name',
      'image',
      'imagePullPolicy',
      'command',
      'args',
    ]);
    expect(Object.keys(definitions['kubernetes.ObjectMeta']?.properties ?? {}).slice(0, 3)).toEqual([
      'name',
      'namespace',
      'labels',
    ]);
  });

  it('knows quantities, integers or strings, times, maps and lists', () => {
    const field = (name: string, key: string) => definitions[`kubernetes.${name}`]?.properties?.[key];
    expect(field('PodSpec', 'overhead')?.additionalProperties).toEqual({ ref: 'quantity' });
    expect(definitions.quantity).toMatchObject({ type: 'int-or-string', format: 'quantity' });
    expect(field('HTTPGetAction', 'port')).toMatchObject({ type: 'int-or-string' });
    expect(field('ObjectMeta', 'creationTimestamp')).toMatchObject({
      type: 'string',
      format: 'date-time',
      status: true,
    });
    expect(field('LabelSelector', 'matchLabels')).toMatchObject({
      type: 'object',
      additionalProperties: { type: 'string' },
    });
    expect(field('Container', 'command')).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(field('Container', 'ports')).toMatchObject({
      items: { ref: 'kubernetes.ContainerPort' },
      listMapKeys: ['containerPort', 'protocol'],
    });
  });
});

describe.skipIf(!hasPublishedCrds)(
  'the Kubernetes part agrees with what the published CRDs keep of it (needs the CRDs)',
  () => {
    it.each<[release: string, version: ArgoVersion]>([
      ['v1.10.2', '1.10'],
      ['v1.9.3', '1.9'],
    ])(
      '%s: types, required fields, list keys and defaults of pod templates, jobs and selectors',
      (release, version) => {
        const template = at(readCrd('Experiment', release), ['spec', 'templates', '[]', 'template']);
        const selector = at(readCrd('Experiment', release), ['spec', 'templates', '[]', 'selector']);
        const job = at(readCrd('AnalysisTemplate', release), ['spec', 'metrics', '[]', 'provider', 'job', 'spec']);
        expect(differences(template, 'kubernetes.PodTemplateSpec', version)).toEqual([]);
        expect(differences(selector, 'kubernetes.LabelSelector', version)).toEqual([]);
        expect(differences(job, 'kubernetes.JobSpec', version)).toEqual([]);
      },
    );
  },
);

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
