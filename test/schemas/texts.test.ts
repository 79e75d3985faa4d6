import { parser as promql } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { parse as parseCondition, refusalOf } from '../../server/core/expr/syntax/parser.ts';
import { checkPattern } from '../../server/core/expr/values/regexp.ts';
import { parseGoDuration } from '../../server/core/kube/duration.ts';
import type { Schema, SchemaFormat } from '../../server/core/schema/schema.ts';
import { type CrdSchema, readCrd } from './crd.ts';
import { hasPublishedCrds, kinds } from './facts.ts';

const language = buildLanguage();

interface Place {
  readonly path: string;
  readonly schema: Schema;
}

/** Every place of our own files; the generated Kubernetes part has its texts from its models. */
const places: readonly Place[] = [
  ...language.kinds.flatMap(({ kind, schema }) => walk(kind, schema)),
  ...Object.entries(language.definitions).flatMap(([name, schema]) =>
    name.startsWith('kubernetes.') ? [] : walk(name, schema),
  ),
];

function walk(path: string, schema: Schema): Place[] {
  return [
    { path, schema },
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) => walk(`${path}.${key}`, field)),
    ...(schema.items ? walk(`${path}[]`, schema.items) : []),
    ...(schema.additionalProperties ? walk(`${path}{}`, schema.additionalProperties) : []),
  ];
}

/** Places whose text breaks a rule. */
function offenders(text: (schema: Schema) => string | undefined, isGood: (text: string) => boolean): string[] {
  return places.flatMap(({ path, schema }) => {
    const found = text(schema);
    return found === undefined || isGood(found) ? [] : [`${path}: ${found}`];
  });
}

describe('texts', () => {
  it('are whole sentences, and short', () => {
    for (const text of [
      (schema: Schema) => schema.description,
      (schema: Schema) => schema.absent,
      (schema: Schema) => schema.trap,
    ]) {
      expect(
        offenders(text, found => /[.?]$/.test(found) && !/\s\s|TODO|\.\./.test(found) && found.length <= 400),
      ).toEqual([]);
    }
  });

  it('begin so that they can be read alone (description) or after "Left out:" and "Trap:"', () => {
    expect(
      offenders(
        schema => schema.description,
        found => /^[A-Z`']/.test(found),
      ),
    ).toEqual([]);
    const continues =
      /^(?:[a-z`0-9']|AWS|CloudWatch|Datadog|Graphite|InfluxDB|Istio|Kayenta|NGINX|New Relic|Prometheus|SkyWalking|Traefik|Wavefront|ALB|APISIX|SMI|App Mesh|Ambassador|OAuth|Experiments|AnalysisRuns)/;
    expect(
      offenders(
        schema => schema.absent,
        found => continues.test(found),
      ),
    ).toEqual([]);
    expect(
      offenders(
        schema => schema.trap,
        found => continues.test(found),
      ),
    ).toEqual([]);
  });

  it('close every code mark they open', () => {
    for (const text of [
      (schema: Schema) => schema.description,
      (schema: Schema) => schema.absent,
      (schema: Schema) => schema.trap,
    ]) {
      expect(offenders(text, found => found.split('`').length % 2 === 1)).toEqual([]);
    }
  });

  it('link to the documentation of Argo Rollouts or Kubernetes', () => {
    expect(
      offenders(
        schema => schema.link,
        link => /^https:\/\/(?:argo-rollouts\.readthedocs\.io\/en\/stable|kubernetes\.io\/docs)\//.test(link),
      ),
    ).toEqual([]);
    // Of rehearsals nobody else has a page.
    const isOwn = (path: string): boolean => /^(?:Rehearsal|rehearsed-)/.test(path);
    const withoutLink = places.filter(
      ({ path, schema }) => schema.ref === undefined && schema.link === undefined && !isOwn(path),
    );
    expect(withoutLink.map(({ path }) => path)).toEqual([]);
  });

  it('explain every value of a closed set', () => {
    const silent = places.filter(
      ({ schema, path }) => schema.enum && !/\.(?:apiVersion|kind)$/.test(path) && !schema.values,
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it.skipIf(!hasPublishedCrds)('are our own: no sentence of the published CRDs is among them', () => {
    const theirs = new Set(kinds.flatMap(kind => sentences(descriptions(readCrd(kind, 'v1.10.2')).join(' '))));
    const ours = places.flatMap(({ schema }) => sentences([schema.description, schema.absent, schema.trap].join(' ')));
    expect(theirs.size).toBeGreaterThan(500);
    expect(ours.filter(sentence => theirs.has(sentence))).toEqual([]);
  });
});

describe('examples and defaults mean something', () => {
  it.each<[format: SchemaFormat, isGood: (text: string) => boolean]>([
    ['go-duration', text => parseGoDuration(text).ok],
    [
      'condition',
      text =>
        ['1.15', '1.17'].every(
          version => refusalOf(parseCondition(text, version === '1.15' ? '1.15' : '1.17')) === undefined,
        ),
    ],
    ['range-time', text => refusalOf(parseCondition(text, '1.15')) === undefined],
    ['regexp', text => checkPattern(text) === undefined],
    ['promql', text => !promql.parse(text).toString().includes('⚠')],
    ['json-path', text => /^\{\$.*\}$/.test(text)],
    ['url', text => URL.canParse(text.replace(/\{\{args\.[\w-]+\}\}/g, 'x'))],
    ['date-time', text => !Number.isNaN(Date.parse(text))],
  ])('%s', (format, isGood) => {
    const values = places.flatMap(({ path, schema }) =>
      schema.format === format
        ? [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])].map(value => ({
            path,
            value,
          }))
        : [],
    );
    expect(values.filter(({ value }) => typeof value !== 'string' || !isGood(value))).toEqual([]);
    expect(values.length).toBeGreaterThan(0);
  });
});

/** Sentences of at least five words, without marks, so that only wording counts. */
function sentences(text: string): string[] {
  return text
    .split(/[.;:]\s+/)
    .map(sentence =>
      sentence
        .toLowerCase()
        .replace(/[^a-z0-9 ]+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(sentence => sentence.split(' ').length >= 5);
}

function descriptions(schema: CrdSchema): string[] {
  const below = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(schema.additionalProperties ? [schema.additionalProperties] : []),
  ];
  return [...(schema.description === undefined ? [] : [schema.description]), ...below.flatMap(descriptions)];
}
