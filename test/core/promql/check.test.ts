/** PromQL: what a query yields, where Prometheus refuses it, and its windows. Marks stand under the query. */

import { describe, expect, it } from 'vitest';
import { checkQuery, prometheusShape } from '../../../server/core/promql/check.ts';
import { windowLength } from '../../../server/core/promql/window.ts';
import { seedFrom } from '../../support/seed.ts';

/** `code` of each problem with the text it stands at. */
function problemsOf(query: string): readonly string[] {
  const { syntax, types } = checkQuery(query);
  return [...(syntax ? [syntax] : []), ...types].map(
    ({ code, range }) => `${code} ${query.slice(range.start, range.end)}`,
  );
}

describe('a query that Prometheus takes', () => {
  it.each([
    ['sum(rate(http_requests_total{code!~"5.."}[5m])) / sum(rate(http_requests_total[5m]))', 'vector'],
    ['histogram_quantile(0.99, sum by (le) (rate(latency_bucket[1m])))', 'vector'],
    ['histogram_quantile(0.99, sum(rate(latency_bucket[1m])) by (le))', 'vector'],
    ['sum without (pod) (up) > bool 1', 'vector'],
    ['scalar(sum(up))', 'scalar'],
    ['1 - scalar(up)', 'scalar'],
    ['1 > bool 2', 'scalar'],
    ['time()', 'scalar'],
    ['42', 'scalar'],
    ['vector(1)', 'vector'],
    ['up or vector(0)', 'vector'],
    ['up offset 5m', 'vector'],
    ['up - up offset 5m', 'vector'],
    ['1 - -up offset 5m > 2', 'vector'],
    ['up / up @ end()', 'vector'],
    ['rate(up[5m] offset 1h)', 'vector'],
    ['max_over_time(rate(up[5m])[1h:1m])', 'vector'],
    ['topk(3, up)', 'vector'],
    ['count_values("version", build_info)', 'vector'],
    ['label_replace(up, "a", "$1", "b", "(.*)")', 'vector'],
    ['label_join(up, "a", ",")', 'vector'],
    ['hour()', 'vector'],
    ['round(up, 5)', 'vector'],
    ['up @ end()', 'vector'],
    ['up @ end() offset 5m', 'vector'],
    ['up{job=""} * 100.', 'vector'],
    ['{job="", pod=~"a.+"}', 'vector'],
    ['up / on () 2', 'vector'],
    ['up{path=~"/v1\\\\.0/[a-z]+"}', 'vector'],
    ['{"with.dots", job="x"}', 'vector'],
    ['up # " a comment', 'vector'],
    ['sum(\n  rate(up[5m])\n)', 'vector'],
    ['up{path=~"/a\\\\.b", q=`\\.`}', 'vector'],
    ['up[5m]', 'range'],
    ['"text"', 'string'],
  ])('%s yields a %s', (query, type) => {
    expect(problemsOf(query)).toEqual([]);
    expect(checkQuery(query).type).toBe(type);
  });
});

describe('a query that does not parse', () => {
  it.each([
    ['', 'empty '],
    ['sum(rate(up[5m])', 'unclosed ('],
    ['sum(rate(up[5m]) by (le)', 'unexpected by'],
    ['up{job="a"', 'unclosed {'],
    ['up{job="a"]', 'unclosed {'],
    ['up[5m', 'unclosed ['],
    ['up{job="a}', 'unclosed "'],
    ["up{job='a\n'}", "unclosed '"],
    ['sum(up)) / 2', 'unexpected )'],
    ['sum(up) /', 'unfinished /'],
    ['sum rate(up[5m])', 'unexpected rate'],
    ['up{job=api}', 'unquoted api'],
    ['up == 1 && up', 'foreign-operator &&'],
    ['up = 1', 'foreign-operator ='],
    ['rate(up[$__rate_interval])', 'foreign-variable $__rate_interval'],
    ['up{job="$job"} > ${limit}', 'foreign-variable ${limit}'],
    ['rate(up[5 m])', 'unexpected m'],
    ['histogram_quantil(0.9, up)', 'unknown-function histogram_quantil'],
    ['up{path=~"/a\\.b"}', 'escape \\.'],
  ])('%s: %s', (query, problem) => {
    expect(problemsOf(query)).toEqual([problem]);
    expect(checkQuery(query).type).toBe('unknown');
  });
});

describe('types that do not go together', () => {
  it.each([
    ['rate(up)', ['range-missing up']],
    ['sum(increase(up{a="b"})) / 2', ['range-missing up{a="b"}']],
    ['quantile_over_time(0.9, up)', ['range-missing up']],
    ['sum(up[5m])', ['range-unexpected up[5m]']],
    ['1 + up[5m]', ['range-unexpected up[5m]']],
    ['up - sum(up) offset 5m', ['offset-place offset 5m']],
    ['1 + sum(up)[5m]', ['window-place [5m]', 'range-unexpected sum(up)[5m]']],
    ['up[5m] > 1', ['range-unexpected up[5m]']],
    ['-up[5m]', ['range-unexpected up[5m]']],
    ['sum(rate(up))[5m]', ['range-missing up', 'window-place [5m]']],
    ['sum(up) offset 5m', ['offset-place offset 5m']],
    ['1 > 2', ['scalar-comparison >']],
    ['up and 1', ['type 1']],
    ['sum(5)', ['type 5']],
    ['rate(up[5m], 2)', ['arguments rate']],
    ['topk(up)', ['arguments topk', 'type up']],
    ['{}', ['empty-selector {}']],
    ['{job=""}', ['empty-selector {job=""}']],
    ['up{job=~"a|(b"}', ['matcher-pattern "a|(b"']],
    ['up{job!~`\\`}', ['matcher-pattern `\\`']],
    ['up / on (job) 2', ['matching-place on (job)']],
    ['sum(up) @ end()', ['offset-place @ end()']],
    ['sum(up[5m])[1h:]', ['range-unexpected up[5m]']],
    ['up[5m][1h:]', ['window-place [1h:]']],
  ])('%s', (query, problems) => {
    expect(problemsOf(query)).toEqual(problems);
  });
});

describe('placeholders', () => {
  it.each([
    'sum(rate(up{service="{{args.service}}"}[5m]))',
    'sum(rate({{args.metric}}[{{args.window}}]))',
    'sum(rate({{args.metric}}_total{ {{args.matchers}} }[{{args.minutes}}m]))',
    'up > {{args.limit}}',
    'rate({{args.selector}})',
    '{{args.query}}',
    '{{ args.query }} offset {{args.back}}',
    '{{args.a}} {{args.b}}',
    'up{path="\\{{args.path}}"}',
  ])('are given the benefit of the doubt: %s', query => {
    expect(problemsOf(query)).toEqual([]);
  });

  it('do not hide what is wrong beside them', () => {
    expect(problemsOf('sum(rate(up{service="{{args.service}}"}[5m])')).toEqual(['unclosed (']);
    expect(problemsOf('rate(up{service="{{args.service}}"})')).toEqual([
      'range-missing up{service="{{args.service}}"}',
    ]);
  });

  it('leave a window without a length', () => {
    expect(checkQuery('rate(up[{{args.window}}])').windows).toEqual([{ range: { start: 8, end: 23 } }]);
  });
});

describe('other dialects', () => {
  it.each(['rollup_candlestick(up[5m])', 'up default 0', 'WITH (a = up) a', 'holt_winters(up[5m], 0.5, 0.5)'])(
    'are not judged: %s',
    query => {
      expect(problemsOf(query)).toEqual([]);
    },
  );
});

it('finds the windows and their lengths', () => {
  expect(checkQuery('rate(a[5m]) + max_over_time(b[1h30m:1m])').windows).toEqual([
    { range: { start: 7, end: 9 }, ms: 300_000 },
    { range: { start: 30, end: 35 }, ms: 5_400_000 },
  ]);
});

it.each([
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['250ms', 250],
  ['300', 300_000],
  ['5x', undefined],
  ['', undefined],
])('reads the window %s', (text, ms) => {
  expect(windowLength(text)).toBe(ms);
});

it.each([
  ['sum(up)', false, 'floats'],
  ['up[5m]', false, 'floats'],
  ['scalar(up)', false, 'float'],
  ['scalar(up)', true, 'floats'],
  ['{{args.query}}', false, 'unknown'],
  ['sum(', false, 'unknown'],
] as const)('knows the shape of the result of %s', (query, isRangeQuery, shape) => {
  expect(prometheusShape(checkQuery(query), isRangeQuery)).toBe(shape);
});

it('answers to any text', () => {
  const parts = [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '`',
    'rate',
    'up',
    '5m',
    ',',
    '{{',
    '}}',
    'args.x',
    '\\',
    '\n',
    '#',
    ' by ',
    '-',
    '\ud800',
  ];
  let seed = seedFrom(7);
  for (let round = 0; round < 2_000; round++) {
    let text = '';
    for (let i = 0; i < 12; i++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      text += parts[seed % parts.length] ?? '';
    }
    const { syntax, types, windows } = checkQuery(text);
    for (const { range } of [...(syntax ? [syntax] : []), ...types, ...windows]) {
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThanOrEqual(text.length);
    }
  }
  for (const deep of [
    '('.repeat(5_000),
    `${'('.repeat(5_000)}up${')'.repeat(5_000)}`,
    '-'.repeat(9_000),
    'up+'.repeat(9_000),
  ])
    expect(checkQuery(deep).windows).toEqual([]);
});
