import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { toJsonSchema } from '../../server/core/schema/json-schema.ts';
import type { ArgoVersion } from '../../server/core/schema/schema.ts';
import { formatPath, mutate, randomFrom, type Value } from '../support/mutate.ts';
import { readCrd, sample, toStrictSchema } from './crd.ts';
import { hasPublishedCrds, kinds } from './facts.ts';

const language = buildLanguage();

describe('a kind as JSON Schema', () => {
  it.each(kinds)('%s is one self-contained draft 07 schema', kind => {
    const schema = toJsonSchema(language, kind, '1.10');
    const text = JSON.stringify(schema);
    const refs = [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
    expect(schema?.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(refs.filter(name => !text.includes(`"${name}":{`))).toEqual([]);
    expect(text).not.toContain('"ref"');
    expect(() => compile(schema)).not.toThrow();
  });

  it('knows no other kind', () => {
    expect(toJsonSchema(language, 'Deployment', '1.10')).toBeUndefined();
  });

  it('leaves out the fields of later releases', () => {
    const metric = { name: 'm', consecutiveSuccessLimit: 2, provider: { web: { url: 'http://x' } } };
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'a' },
      spec: { metrics: [metric] },
    };
    expect(places(compile(toJsonSchema(language, 'AnalysisTemplate', '1.8')), template)).toEqual([]);
    expect(places(compile(toJsonSchema(language, 'AnalysisTemplate', '1.7')), template)).toEqual([
      '/spec/metrics/0/consecutiveSuccessLimit',
    ]);
  });

  it('asks for kayenta scope times up to 1.8', () => {
    const scope = { scope: 's', region: 'r', step: 60 };
    const provider = { kayenta: { scopes: [{ name: 'default', controlScope: scope, experimentScope: scope }] } };
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: {},
      spec: { metrics: [{ name: 'm', provider }] },
    };
    const missing = (version: ArgoVersion) =>
      places(compile(toJsonSchema(language, 'AnalysisTemplate', version)), template).filter(place =>
        place.includes('Scope'),
      );
    const at = (side: string, field: string) => `/spec/metrics/0/provider/kayenta/scopes/0/${side}/${field}`;
    expect(missing('1.8')).toEqual(
      ['controlScope', 'experimentScope'].flatMap(side => [at(side, 'end'), at(side, 'start')]),
    );
    expect(missing('1.9')).toEqual([]);
  });

  it('says what each field does, for plain text and Markdown', () => {
    const schema = toJsonSchema(language, 'Experiment', '1.10');
    const spec = property(property(schema, 'properties'), 'spec');
    expect(property(property(spec, 'properties'), 'duration')).toEqual({
      type: 'string',
      description: expect.stringMatching(/^How long the experiment runs.*\nLeft out: .*\nTrap: /),
      markdownDescription: expect.stringContaining(
        '[Documentation](https://argo-rollouts.readthedocs.io/en/stable/features/experiment/)',
      ),
      examples: ['20m', '1h30m'],
    });
  });
});

/** Seeds of valid objects, and changes tried on each: 5 kinds x 2 releases x 30 x 40 = 12,000 objects. */
const seeds = 30;
const changes = 40;

describe.skipIf(!hasPublishedCrds)('the same verdict at the same place as the published CRD', () => {
  const judged: [kind: string, release: string, version: ArgoVersion][] = kinds.flatMap(kind => [
    [kind, 'v1.10.2', '1.10'],
    [kind, 'v1.9.3', '1.9'],
  ]);
  it.each(judged)('%s %s', (kind, release, version) => {
    const crd = readCrd(kind, release).properties?.spec ?? {};
    const theirs = compile(toStrictSchema({ type: 'object', required: ['spec'], properties: { spec: crd } }));
    const ours = compile(withoutObjectFields(toJsonSchema(language, kind, version)));
    const random = randomFrom(kind.length * 1000 + release.length);
    let refused = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const valid: Value = { spec: sample(crd, random) };
      expect(places(ours, valid)).toEqual([]);
      for (const { description, value } of mutate(valid, changes, random)) {
        const expected = places(theirs, value);
        if (expected.length > 0) refused++;
        expect({ description, places: places(ours, value) }).toEqual({ description, places: expected });
      }
    }
    expect(refused).toBeGreaterThan((seeds * changes) / 4);
  });
});

function compile(schema: unknown): ValidateFunction {
  if (typeof schema !== 'object' || schema === null) throw new Error('No schema to compile.');
  return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
}

/** Where a value is wrong, as paths; what is missing or unknown is named at the end. */
function places(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return [...new Set((validate.errors ?? []).map(place))].sort();
}

function place({ instancePath, params }: ErrorObject): string {
  const extra: unknown = params.missingProperty ?? params.additionalProperty;
  return typeof extra === 'string' ? `${instancePath}/${extra}` : instancePath;
}

/** CRDs say nothing of apiVersion, kind and metadata; the API server judges them elsewhere. */
function withoutObjectFields(schema: unknown): object {
  const spec = property(property(schema, 'properties'), 'spec');
  return { ...Object(schema), properties: { spec }, required: ['spec'] };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

describe('mutations', () => {
  it('change one place each, the same ones for the same seed', () => {
    const value: Value = { spec: { templates: [{ name: 'a', replicas: 1 }], terminate: false } };
    const first = mutate(value, 200, randomFrom(1));
    expect(mutate(value, 200, randomFrom(1))).toEqual(first);
    expect(first.filter(mutation => JSON.stringify(mutation.value) === JSON.stringify(value)).length).toBeLessThan(20);
    expect(value).toEqual({ spec: { templates: [{ name: 'a', replicas: 1 }], terminate: false } });
    expect(formatPath(['spec', 'templates', 0, 'name'])).toBe('spec.templates[0].name');
  });
});
