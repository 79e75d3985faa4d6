/** Mistakes in a provider that make every measurement an Error, in the controller's words where it was seen to say them. */
import { describe, expect, it } from 'vitest';
import { isProvider } from '../../../server/core/lifecycle/answers/providers.ts';
import { findProviderError } from '../../../server/core/model/providers/providers.ts';
import { valueAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

function told(provider: string, rest = '', argoVersion: '1.9' | '1.10' | 'next' = '1.10'): string | undefined {
  const { root } = parseDocument(`{name: m, ${rest}provider: {${provider}}}`);
  const metric = valueAt(root);
  const kind = /^\w+/.exec(provider)?.[0] ?? '';
  if (!isProvider(kind) || metric?.kind !== 'map') throw new Error('no metric');
  return findProviderError(kind, metric, argoVersion);
}

const job = (spec: string): string => `job: {spec: {${spec}}}`;
const pods = 'template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}';
const oauth2 = (fields: string): string => `authentication: {oauth2: {${fields}}}`;
const scopes = (control: string, experiment: string): string =>
  `scopes: [{name: s, controlScope: {scope: c, ${control}}, experimentScope: {scope: e, ${experiment}}}]`;

describe('works', () => {
  it.each([
    ['prometheus: {address: "http://p:9090", query: up}'],
    // The settings of the controller may say where.
    ['prometheus: {query: up}'],
    ['prometheus: {address: "http://p", query: up, rangeQuery: {start: now(), end: now(), step: 1m}}'],
    // Which may be VictoriaMetrics, whose language is wider.
    ['prometheus: {address: "http://vmselect:8481", query: "rate(x)"}'],
    ['wavefront: {address: example.wavefront.com, query: q}'],
    ['web: {url: "http://h/"}'],
    ['web: {url: "http://h/", method: PATCH, body: x}'],
    ['web: {url: "http://h/", jsonPath: "{$.a}", authentication: {oauth2: {clientId: a}}}'],
    ['datadog: {query: q}'],
    [
      'datadog: {apiVersion: v2, queries: {a: x, b: y}, formula: a/b, aggregator: avg, requestTimeout: 5s, interval: 5m}',
    ],
    ['newRelic: {query: q, timeout: 0}'],
    ['cloudWatch: {metricDataQueries: []}'],
    ['skywalking: {interval: 5m}'],
    ['graphite: {query: "target=a.b"}'],
    ['wavefront: {query: q}'],
    ['influxdb: {query: q}'],
    ['plugin: {a/b: {}}'],
    [`kayenta: {${scopes('start: a, end: b', 'start: a, end: b')}}`],
    [`kayenta: {lookback: true, ${scopes('', '')}}`],
    [job(pods)],
  ])('%s', provider => {
    expect(told(provider)).toBeUndefined();
  });

  it('kayenta with the interval of its metric', () => {
    expect(told(`kayenta: {${scopes('', '')}}`, 'interval: 5m, ')).toBeUndefined();
  });

  it('a grouped query of Datadog on releases after 1.10', () => {
    expect(told('datadog: {apiVersion: v2, query: "avg:x by {host}"}', '', 'next')).toBeUndefined();
  });
});

describe('is Error each time', () => {
  const clauses = 'Please review the Analysis Template.';
  it.each([
    ['prometheus: {address: "p:9090"}', 'prometheus address is not is url format'],
    [
      'prometheus: {address: "http://p"}',
      'bad_data: invalid parameter "query": unknown position: parse error: no expression found in input',
    ],
    ['prometheus: {address: "http://p", query: "sum(x"}', 'bad_data: invalid parameter "query": parse error'],
    ['prometheus: {address: "http://p", query: "rate(x)"}', 'bad_data: invalid parameter "query": parse error'],
    [
      'prometheus: {address: "http://p", query: "x[5m]", rangeQuery: {start: now(), end: now(), step: 1m}}',
      'bad_data: invalid expression type "range vector" for range query, must be Scalar or instant Vector',
    ],
    ['wavefront: {address: "https://example.wavefront.com", query: q}', 'API token not found'],
    ['prometheus: {address: "http://p", timeout: -1}', 'prometheus timeout should not be negative'],
    ['prometheus: {address: "http://p", timeout: 0}', 'Post "http://p/api/v1/query": context deadline exceeded'],
    [
      `prometheus: {address: "http://p", ${oauth2('tokenUrl: t, clientId: c')}}`,
      'missing mandatory parameter in metric for OAuth2 setup',
    ],
    [
      'prometheus: {rangeQuery: {start: now(), step: 1m}}',
      'failed to parse rangeQuery.end as time: unexpected token EOF',
    ],
    [
      'prometheus: {rangeQuery: {start: now(), end: now(), step: 1d}}',
      'failed to parse rangeQuery.step as duration: time: unknown unit "d" in duration "1d"',
    ],
    [
      'web: {url: "http://h", body: x, jsonBody: {a: 1}}',
      'use either Body or JSONBody; both cannot exists for WebMetric payload',
    ],
    ['web: {url: "http://h", body: x}', 'Body/JSONBody can only be used with POST or PUT WebMetric Method types'],
    ['web: {url: "http://h", method: FOO BAR}', 'net/http: invalid method "FOO BAR"'],
    ['web: {url: "http:///path"}', 'Get "http:///path": http: no Host in request URL'],
    ['web: {url: "http://h", jsonPath: "{$.a"}', 'unclosed action'],
    [`web: {url: "http://h", ${oauth2('tokenUrl: t')}}`, 'missing mandatory parameter in metric for OAuth2 setup'],
    ['datadog: {secretRef: {namespaced: true}, query: q}', 'secret name is required for namespaced credentials'],
    ['datadog: {formula: a}', `Must have either a query or queries. ${clauses}`],
    ['datadog: {query: q, queries: {a: x}}', `Cannot have both a query and queries. ${clauses}`],
    [
      'datadog: {queries: {a: x}}',
      'Query is empty. API Version v1 only supports using the query parameter in your Analysis Template.',
    ],
    ['datadog: {query: q, formula: a}', `Formula are only valid when queries are set. ${clauses}`],
    [
      'datadog: {apiVersion: v2, queries: {a: x, b: y}}',
      'When multiple queries are provided you must include a formula.',
    ],
    ['datadog: {query: q, aggregator: avg}', `Aggregator is not supported in v1. ${clauses}`],
    ['datadog: {query: q, interval: 1d}', 'time: unknown unit "d" in duration "1d"'],
    ['datadog: {query: q, requestTimeout: 0s}', 'Request timeout must be a positive duration (e.g. 30s).'],
    ['datadog: {query: q, requestTimeout: abc}', 'Could not parse the request timeout: time: invalid duration "abc"'],
    [
      'datadog: {apiVersion: v2, query: "avg:x by {host}"}',
      'Could not parse JSON body: json: cannot unmarshal array into Go struct field .Data.Attributes.Columns.Values of type float64',
    ],
    ['newRelic: {query: q, timeout: -1}', 'timeout value needs to be a positive value'],
    ['cloudWatch: {interval: 1d}', 'time: unknown unit "d" in duration "1d"'],
    ['skywalking: {query: q}', 'time: invalid duration ""'],
    ['graphite: {query: "a.b.c"}', 'no values found'],
    [
      `kayenta: {${scopes('start: a', '')}}`,
      'controlScope.start and experimentScope.start must both be set or be empty',
    ],
    [
      `kayenta: {${scopes('start: a, end: b', 'start: a')}}`,
      'controlScope.end and experimentScope.end must both be set or be empty',
    ],
    [`kayenta: {${scopes('', '')}}`, 'Invalid duration "": time: invalid duration ""'],
    [
      job('template: {spec: {containers: [{name: c, image: i}]}}'),
      'Job.batch "<uid of the run>.m.1" is invalid: spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      job('template: {spec: {restartPolicy: Never, containers: [{name: c}]}}'),
      `Job.batch "<uid of the run>.m.1" is invalid: spec.template: Container 'c' has no image. Add 'image'.`,
    ],
    [
      job(`selector: {matchLabels: {a: b}}, ${pods}`),
      'Job.batch "<uid of the run>.m.1" is invalid: spec.selector: Invalid value: `selector` not auto-generated',
    ],
  ])('%s', (provider, message) => {
    expect(told(provider)).toBe(message);
  });

  it('a Job whose name the API refuses, once its metric is cut', () => {
    const { root } = parseDocument(`{name: Upper, provider: {${job(pods)}}}`);
    const metric = valueAt(root);
    expect(metric?.kind === 'map' && findProviderError('job', metric, '1.10')).toContain(
      'Job.batch "<uid of the run>.Upper.1" is invalid: metadata.name: Invalid value: ',
    );
  });
});
