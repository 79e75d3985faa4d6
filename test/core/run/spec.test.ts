/** An AnalysisRun's spec as its controller reads it: placeholders, validation, rules, in that order (docs/controller/checks.md#analysis-objects-run-time, docs/controller/args.md). */
import { describe, expect, it } from 'vitest';
import { readRunParts } from '../../../server/core/run/parts.ts';
import { readRunSpec } from '../../../server/core/run/spec.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

/** The spec of a run: metrics in short, and what else the run says. */
function read(metrics: string, rest = ''): ReturnType<typeof readRunSpec> {
  const text = `spec:\n  metrics:\n${indent(metrics, 4)}\n${indent(rest, 2)}`;
  return readRunSpec(
    readRunParts(parseDocument(text).root, () => ({ kind: 'unknown' })),
    '1.10',
  );
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map(line => ' '.repeat(by) + line)
    .join('\n');
}

const metric = (fields: string): string => `- {name: m, provider: {web: {url: u}}, ${fields}}`;

describe('a metric', () => {
  it('has the defaults of the controller', () => {
    expect(read('- {name: m, provider: {web: {url: u}}}').metrics).toMatchInlineSnapshot(`
      [
        {
          "consecutiveErrorLimit": 4,
          "consecutiveSuccessLimit": 0,
          "count": 1,
          "dryRun": false,
          "failureCondition": "",
          "failureLimit": 0,
          "inconclusiveLimit": 0,
          "name": "m",
          "provider": "web",
          "retention": 10,
          "shapes": [
            "json",
          ],
          "successCondition": "",
        },
      ]
    `);
  });

  it('takes numbers and their texts from args', () => {
    const { metrics } = read(
      `- name: m
  count: "{{args.count}}"
  interval: "{{ args.interval }}"
  failureLimit: 1
  successCondition: result < {{args.limit}} && result != "{{args.text}}"
  provider: {prometheus: {query: 'sum({{args.text}})'}}`,
      `args: [{name: count, value: "3"}, {name: interval, value: 90s}, {name: limit, value: "0.5"}, {name: text, value: 'a"b'}]`,
    );
    expect(metrics).toMatchInlineSnapshot(`
      [
        {
          "consecutiveErrorLimit": 4,
          "consecutiveSuccessLimit": 0,
          "count": 3,
          "dryRun": false,
          "failureCondition": "",
          "failureLimit": 1,
          "inconclusiveLimit": 0,
          "intervalMs": 90000,
          "isRefused": true,
          "name": "m",
          "provider": "prometheus",
          "providerError": "bad_data: invalid parameter "query": parse error",
          "retention": 10,
          "shapes": [
            "unknown",
          ],
          "successCondition": "result < 0.5 && result != "a"b"",
        },
      ]
    `);
  });

  it.each([
    ['no count, no interval', '', 1],
    ['no count, an interval', 'interval: 5s', undefined],
    ['count 0, an interval', 'count: 0, interval: 5s', undefined],
    ['text that is no number', 'count: abc, interval: 5s', undefined],
    ['a negative count', 'count: -3, interval: 5s', -3],
  ])('with %s is measured so often', (_, fields, count) => {
    expect(read(metric(fields)).metrics[0]?.count).toBe(count);
  });
});

describe('a run is Error before it begins', () => {
  it.each([
    ['consecutiveSuccessLimit: -1'],
    ['failureLimit: -2'],
    ['failureLimit: -1'],
    ['inconclusiveLimit: -1'],
    ['consecutiveErrorLimit: -1'],
    ['count: 3, interval: 5s, failureLimit: 2, consecutiveSuccessLimit: 2'],
    ['count: 1, failureLimit: -1, consecutiveSuccessLimit: 2'],
    ['count: 1, inconclusiveLimit: 2'],
    ['count: 2'],
    ['interval: 1d'],
    ['initialDelay: 1 m'],
  ])('by its metric with %s', fields => {
    expect(read(metric(fields)).error).toMatchSnapshot();
  });

  it.each([
    ['no metric', '[]', ''],
    ['two metrics of one name', `${metric('')}\n${metric('')}`, ''],
    ['no provider', '- {name: m, provider: {}}', ''],
    ['an empty plugin', '- {name: m, provider: {plugin: {}}}', ''],
    ['two providers', '- {name: m, provider: {web: {url: u}, job: {}}}', ''],
    ['two plugins', '- {name: m, provider: {plugin: {a: {}, b: {}}}}', ''],
    ['a dryRun rule that matches nothing', metric(''), 'dryRun: [{metricName: m}, {metricName: other}]'],
    ['a dryRun rule that is no pattern', metric(''), 'dryRun: [{metricName: "*"}]'],
    ['a retention rule that matches nothing', metric(''), 'measurementRetention: [{metricName: other, limit: 3}]'],
    ['an unknown placeholder', metric('successCondition: "result < {{args.limit}}"'), ''],
    ['two of them: the last is named', metric('interval: "{{a}}", successCondition: "{{b}}"'), ''],
    ['an open placeholder, which swallows the rest', metric('successCondition: "result < {{args.limit"'), ''],
    ['an arg without value, used or not', metric(''), 'args: [{name: x}]'],
    ['an arg from a field', metric(''), 'args: [{name: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'],
    [
      'an arg with a character that Go escapes',
      metric('successCondition: "{{args.x}}"'),
      'args: [{name: x, value: "\\a"}]',
    ],
    ['a placeholder before a bad metric', metric('count: 2, interval: "{{x}}"'), ''],
    [
      'an interval from a Secret',
      metric('interval: "{{args.x}}"'),
      'args: [{name: x, valueFrom: {secretKeyRef: {name: s, key: k}}}]',
    ],
  ])('by %s', (_, metrics, rest) => {
    expect(read(metrics, rest).error).toMatchSnapshot();
  });
});

it('rules are patterns that need not match the whole name; of several retentions the last one holds', () => {
  const { metrics } = read(
    '- {name: latest, provider: {web: {url: u}}}\n- {name: other, provider: {web: {url: u}}}',
    'dryRun: [{metricName: test}]\nmeasurementRetention: [{metricName: .*, limit: 3}, {metricName: other, limit: 0}]',
  );
  expect(metrics.map(({ name, dryRun, retention }) => [name, dryRun, retention])).toEqual([
    ['latest', true, 3],
    ['other', false, 10],
  ]);
});

it('a condition that hangs on a Secret is not evaluated', () => {
  const { metrics } = read(
    metric('successCondition: "result < {{args.x}}"'),
    'args: [{name: x, valueFrom: {secretKeyRef: {name: s, key: k}}}]',
  );
  expect(metrics[0]?.isOpaque).toBe(true);
});

it.each([
  ['a Job without restartPolicy', '{job: {spec: {template: {spec: {}}}}}'],
  ['an address that is no URL', '{prometheus: {address: "prometheus:9090", query: x}}'],
  ['a negative timeout', '{prometheus: {address: "http://p", query: x, timeout: -1}}'],
  ['a body with GET', '{web: {url: u, body: x}}'],
  ['two bodies', '{web: {url: u, method: POST, body: x, jsonBody: {a: 1}}}'],
])('every measurement is an Error with %s', (_, provider) => {
  expect(read(`- {name: m, provider: ${provider}}`).metrics[0]?.providerError).toMatchSnapshot();
});

it('a run has its ttlStrategy', () => {
  const strategy = 'ttlStrategy: {secondsAfterCompletion: 60, secondsAfterSuccess: 0}';
  expect(read(metric('count: 1'), strategy).ttl).toEqual({ afterCompletion: 60, afterSuccess: 0 });
  expect(read(metric('count: 1')).ttl).toBeUndefined();
});
