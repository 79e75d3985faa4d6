import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../../schemas/build.ts';
import { readSession } from '../../../scripts/cluster/plane/session.ts';
import { toJsonSchema } from '../../../server/core/schema/json-schema.ts';
import type { ArgoVersion, Schema } from '../../../server/core/schema/schema.ts';
import { validate } from '../../../server/core/schema/validate.ts';
import { SchemaWalker } from '../../../server/core/schema/walk.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';
import { compile, places } from '../../schemas/ajv-verdict.ts';
import { kinds } from '../../schemas/facts.ts';
import { mutate, randomFrom, type Value } from '../../support/mutate.ts';
import { lineOf, readCrd, sample, toStrictSchema } from './crd.ts';

const language = buildLanguage();
const walker = new SchemaWalker(language);

/** Seeds of valid objects, and changes tried on each: 5 kinds x 26 x 40 = 5,200 objects a release. */
const seeds = 26;
const changes = 40;

const { argo } = readSession(process.env);
const version = lineOf(argo);

describe(`the same verdict at the same place as the published CRD of ${argo}`, () => {
  it.each(kinds)('%s', kind => {
    const crd = readCrd(kind, argo).properties?.spec ?? {};
    const theirs = compile(toStrictSchema({ type: 'object', required: ['spec'], properties: { spec: crd } }));
    const exported = compile(onlySpec(toJsonSchema(language, kind, version)));
    const checked = onlySpec(language.kinds.find(candidate => candidate.kind === kind)?.schema);
    const random = randomFrom(kind.length * 1000 + argo.length);
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
