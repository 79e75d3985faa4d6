/** What the tree of a query says of its answers, without data, without traffic and without errors. */
import { describe, expect, it } from 'vitest';
import { checkQuery } from '../../../server/core/promql/check.ts';

const ERRORS = 'sum(rate(http_requests_total{code=~"5.."}[2m]))';
const ALL = 'sum(rate(http_requests_total[2m]))';

describe('a query that has an answer whatever the data is', () => {
  it.each([
    'vector(0)',
    'sum(up) or vector(0)',
    'sum(up) OR vector(0)',
    'sum(up) or on() vector(0)',
    '(sum(up) or vector(0))',
    'sum(up) or (vector(0))',
    '(sum(up) or vector(0)) + 1',
    '1 - (sum(up) or vector(0))',
    '(sum(up) or vector(0)) * 100 > bool 5',
    'clamp_min(sum(up) or vector(0), 1)',
    'round(sum(up) or vector(0), 0.1)',
    '(sum(a) or vector(0)) / clamp_min(sum(b) or vector(0), 1)',
    'sum(sum by (pod) (up) or vector(0))',
    'max_over_time((sum(up) or vector(0))[5m:30s])',
    'vector(scalar(sum(up)))',
    'hour()',
    'sum(up)\n# nothing yet: 0\nor vector(0)',
    `${ERRORS} / ${ALL} or vector(0)`,
    '-(sum(up) or vector(0))',
  ])('%s', query => expect(checkQuery(query).facts.isNeverEmpty).toBe(true));

  it.each([
    'sum(up)',
    'sum(up) # or vector(0)',
    'up{job="or vector(0)"}',
    '(sum(up) or vector(0)) > 5',
    'sum(up) and vector(1)',
    'sum(up) unless vector(1)',
    'vector(0) / sum(up)',
    '(sum by (pod) (a) or vector(0)) / (sum by (pod) (b) or vector(0))',
    'absent(up)',
    'absent(vector(1))',
    'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[1m])))',
  ])('is not %s', query => expect(checkQuery(query).facts.isNeverEmpty).toBe(false));
});

describe('a query whose answer may be NaN without traffic', () => {
  it.each([
    `${ERRORS} / ${ALL}`,
    `100 * (${ERRORS} / ${ALL})`,
    `1 - ${ERRORS} / ${ALL}`,
    `${ERRORS} / ${ALL} or vector(0)`,
    `max(${ERRORS} / ${ALL})`,
    'sum(increase(a_total[5m])) / sum(increase(b_total[5m]))',
    'sum(irate(a_total[5m])) / (sum(irate(b_total[5m])) * 60)',
    'sum(rate(a_total[1m])) / clamp_max(sum(rate(b_total[1m])), 10)',
    'sum(rate(a_sum[1m])) / sum(rate(a_count[1m]))',
    'sum(rate(a_total[1m])) % sum(rate(b_total[1m]))',
    'sum(rate(a[1m])) / (sum(rate(b[1m])) < 100)',
  ])('%s', query => expect(checkQuery(query).facts.mayBeNaN).toBe(true));

  it.each([
    ALL,
    'sum(rate(a_total[1m])) / 60',
    'max(memory_bytes) / 1024 / 1024',
    'max(usage_bytes / limit_bytes)',
    `${ERRORS} / clamp_min(${ALL}, 1)`,
    `${ERRORS} / clamp(${ALL}, 0.1, 1e9)`,
    `${ERRORS} / (${ALL} > 0)`,
    `${ERRORS} / (${ALL} != 0)`,
    `${ERRORS} / (${ALL} >= 0.1)`,
    `${ERRORS} / (${ALL} + 1)`,
    `${ERRORS} / (${ALL} + 1e-9)`,
    `(${ERRORS} / ${ALL}) > 0.05`,
    `(${ERRORS} / ${ALL}) > bool 0.05`,
    `count(${ERRORS} / ${ALL})`,
    'sum(rate(a[1m])) / count(up)',
    'rate(a{path="/x/y"}[1m])',
    'sum(up) # a / b',
    '1 / sum(rate(a[1m]))',
  ])('is not %s', query => expect(checkQuery(query).facts.mayBeNaN).toBe(false));
});

describe('a query without an answer while all is well', () => {
  function partOf(query: string): unknown {
    const { errors } = checkQuery(query).facts;
    return errors && [query.slice(errors.range.start, errors.range.end), errors.isBare, errors.isWhole];
  }

  it.each([
    [ERRORS, ERRORS, true, true],
    [`${ERRORS} / ${ALL}`, ERRORS, true, false],
    [`1 - (${ERRORS} / ${ALL})`, ERRORS, true, false],
    ['sum(rate(errors_total[2m]))', 'sum(rate(errors_total[2m]))', true, true],
    ['sum(increase(http_request_failures_total[2m]))', 'sum(increase(http_request_failures_total[2m]))', true, true],
    ['rate(app_exceptions_total[2m])', 'rate(app_exceptions_total[2m])', false, true],
    ['sum by (pod) (rate(a_total{status="500"}[2m]))', 'sum by (pod) (rate(a_total{status="500"}[2m]))', false, true],
    ['sum(rate(a_total{response_code=~"5.*"}[2m]))', 'sum(rate(a_total{response_code=~"5.*"}[2m]))', true, true],
    ['sum(rate(a_total{code=~"4..|5.."}[2m]))', 'sum(rate(a_total{code=~"4..|5.."}[2m]))', true, true],
    ['sum(rate(a_total{code=~"5\\\\d\\\\d"}[2m]))', 'sum(rate(a_total{code=~"5\\\\d\\\\d"}[2m]))', true, true],
    ['sum(rate(log_lines_total{level="error"}[2m]))', 'sum(rate(log_lines_total{level="error"}[2m]))', true, true],
    [
      'sum(rate(a_total{outcome=~"failure|error"}[2m]))',
      'sum(rate(a_total{outcome=~"failure|error"}[2m]))',
      true,
      true,
    ],
    [`(${ERRORS})`, ERRORS, true, false],
    [`${ERRORS} > 5`, `${ERRORS} > 5`, true, true],
    [`${ERRORS} or sum(rate(errors_total[2m]))`, `${ERRORS} or sum(rate(errors_total[2m]))`, true, true],
  ])('%s', (query, part, isBare, isWhole) => expect(partOf(query)).toEqual([part, isBare, isWhole]));

  it.each([
    ALL,
    'sum(rate(a_total{code!~"5.."}[2m])) / sum(rate(a_total[2m]))',
    `${ERRORS} or vector(0)`,
    `(${ERRORS} or vector(0)) / ${ALL}`,
    `${ERRORS} or ${ALL}`,
    'sum(rate(a_total{code=~"2..|5.."}[2m]))',
    'sum(rate(a_total{code="200"}[2m]))',
    'sum(rate(a_total{code=~"{{args.codes}}"}[2m]))',
    'absent(errors_total)',
    'sum(terrors_total)',
    'sum(up{job="errors"})',
    'sum(rate(a_total{code=~".*"}[2m]))',
  ])('is not %s', query => expect(partOf(query)).toBeUndefined());
});
