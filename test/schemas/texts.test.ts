import { parser as promql } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { parse as parseCondition, refusalOf } from '../../server/core/expr/syntax/parser.ts';
import { checkPattern } from '../../server/core/expr/values/regexp.ts';
import { parseGoDuration } from '../../server/core/kube/duration.ts';
import type { Schema, SchemaFormat } from '../../server/core/schema/schema.ts';
import { describedPlaces } from './places.ts';

const language = buildLanguage();
const places = describedPlaces(language);

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
