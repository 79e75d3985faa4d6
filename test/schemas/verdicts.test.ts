import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { toJsonSchema } from '../../server/core/schema/json-schema.ts';
import type { ArgoVersion, Schema } from '../../server/core/schema/schema.ts';
import { validate } from '../../server/core/schema/validate.ts';
import { SchemaWalker } from '../../server/core/schema/walk.ts';
import { parseDocument } from '../../server/core/yaml/parse.ts';
import { formatPath, mutate, randomFrom, type Value } from '../support/mutate.ts';
import { compile, places } from './ajv-verdict.ts';
import { readCrd, sample, toStrictSchema } from './crd.ts';
import { hasPublishedCrds, kinds } from './facts.ts';

const language = buildLanguage();
const walker = new SchemaWalker(language);

/** Seeds of valid objects, and changes tried on each: 5 kinds x 2 releases x 26 x 40 = 10,400 objects. */
const seeds = 26;
const changes = 40;

describe.skipIf(!hasPublishedCrds)('the same verdict at the same place as the published CRD (needs the CRDs)', () => {
  const judged: [kind: string, release: string, version: ArgoVersion][] = kinds.flatMap(kind => [
    [kind, 'v1.10.2', '1.10'],
    [kind, 'v1.9.3', '1.9'],
  ]);
  it.each(judged)('%s %s', (kind, release, version) => {
    const crd = readCrd(kind, release).properties?.spec ?? {};
    const theirs = compile(toStrictSchema({ type: 'object', required: ['spec'], properties: { spec: crd } }));
    const exported = compile(onlySpec(toJsonSchema(language, kind, version)));
    const checked = onlySpec(language.kinds.find(candidate => candidate.kind === kind)?.schema);
    const random = randomFrom(kind.length * 1000 + release.length);
    let refused = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const valid: Value = { spec: sample(crd, random) };
      expect(places(exported, valid)).toEqual([]);
      expect(structuralPlaces(checked, valid, version)).toEqual([]);
      for (const { description, value } of mutate(valid, changes, random)) {
        const expected = places(theirs, value);
        if (expected.length > 0) refused++;
        expect({ description, places: places(exported, value) }).toEqual({ description, places: expected });
        expect({ description, places: structuralPlaces(checked, value, version) }).toEqual({
          description,
          places: expected,
        });
      }
    }
    expect(refused).toBeGreaterThan((seeds * changes) / 4);
  });
});

/** CRDs say nothing of apiVersion, kind and metadata; the API server judges them elsewhere. */
function onlySpec<T extends object>(schema: T | undefined): T {
  const { spec } = Object(Object(schema).properties);
  return { ...Object(schema), properties: { spec }, required: ['spec'] };
}

/** Where our own checker finds a value wrong, read from its text. Keyed lists and 32 bits are left out: ajv does not know them. */
function structuralPlaces(schema: Schema, value: Value, version: ArgoVersion): string[] {
  const { root, problems } = parseDocument(JSON.stringify(value));
  expect(problems).toEqual([]);
  const found = root ? validate(root, schema, walker, version) : [];
  const paths = found.flatMap(problem => {
    if (problem.code === 'list-map-key' || problem.code === 'int32') return [];
    const path = problem.code === 'required' ? [...problem.path, problem.key] : problem.path;
    return [path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')];
  });
  return [...new Set(paths)].sort();
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
