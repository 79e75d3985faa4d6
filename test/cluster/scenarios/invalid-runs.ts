import { expect } from 'vitest';
import { analysisRun, file, web } from '../documents.ts';
import type { Scenario } from '../scenario.ts';
import { isCompleted } from '../seen.ts';

const run = 'AnalysisRun/r';

/** A run that ends before it begins: no start, no end, no result. */
function invalidRun(
  name: string,
  title: string,
  metrics: readonly object[],
  message: string,
  spec: object = {},
): Scenario {
  return {
    name,
    title,
    async play({ stage, seen }) {
      expect(await stage.apply(file(analysisRun(metrics, spec)))).toEqual([]);
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      expect([seen.phase(run), seen.message(run)]).toEqual(['Error', message]);
      expect([seen.value(run, 'status.startedAt'), seen.value(run, 'status.completedAt')]).toEqual([null, null]);
      expect(seen.changes.filter(({ field }) => field.startsWith('status.metricResults'))).toEqual([]);
    },
  };
}

function invalidMetric(name: string, fields: object, message: string): Scenario {
  return invalidRun(
    `invalid-${name}`,
    message,
    [web('m', [1], fields)],
    `Analysis spec invalid: metrics[0]: ${message}`,
  );
}

/** AnalysisRuns that the controller refuses to start. */
export const invalidRuns: readonly Scenario[] = [
  invalidRun('invalid-no-metrics', 'no metrics', [], 'Analysis spec invalid: no metrics specified'),
  invalidRun(
    'invalid-metric-twice',
    'two metrics of one name',
    [web('m', [1]), web('m', [1])],
    `Analysis spec invalid: metrics[1]: duplicate name 'm'`,
  ),
  invalidRun(
    'invalid-no-provider',
    'a metric without provider',
    [{ name: 'm', provider: {} }],
    'Analysis spec invalid: metrics[0]: no provider specified',
  ),
  invalidMetric(
    'limits-both-off',
    { failureLimit: -1 },
    'failureLimit and consecutiveSuccessLimit cannot both be disabled',
  ),
  invalidMetric('failure-limit', { failureLimit: -2 }, 'failureLimit must be >= 0, or -1 to be disabled'),
  invalidMetric('inconclusive-limit', { inconclusiveLimit: -1 }, 'inconclusiveLimit must be >= 0'),
  invalidMetric('error-limit', { consecutiveErrorLimit: -1 }, 'consecutiveErrorLimit must be >= 0'),
  invalidMetric('consecutive-success-limit', { consecutiveSuccessLimit: -1 }, 'consecutiveSuccessLimit must be >= 0'),
  invalidMetric('count-without-interval', { count: 2 }, 'interval must be specified when count > 1'),
  invalidMetric('interval', { interval: '1d' }, 'invalid interval string: time: unknown unit "d" in duration "1d"'),
  invalidMetric(
    'initial-delay',
    { initialDelay: '1 m' },
    'invalid startDelay string: time: unknown unit " m" in duration "1 m"',
  ),
  invalidRun(
    'invalid-dry-run-rule',
    'a dryRun rule that is a star alone matches nothing',
    [web('m', [1])],
    `Analysis spec invalid: dryRun[0]: Rule didn't match any metric name(s)`,
    {
      dryRun: [{ metricName: '*' }],
    },
  ),
  invalidRun(
    'invalid-arg-undeclared',
    'a placeholder for an arg that is not declared',
    [web('m', [1], { successCondition: 'result < {{args.limit}}' })],
    'Unable to resolve metric arguments: failed to resolve {{args.limit}}',
  ),
  invalidRun(
    'invalid-arg-not-supplied',
    'an arg without value',
    [web('m', [1])],
    'Unable to resolve metric arguments: argument "limit" was not supplied',
    {
      args: [{ name: 'limit' }],
    },
  ),
  invalidRun(
    'invalid-secret-missing',
    'an arg from a Secret that is not there',
    [web('m', [1])],
    'Unable to resolve metric arguments: secrets "absent" not found',
    {
      args: [{ name: 'token', valueFrom: { secretKeyRef: { name: 'absent', key: 'token' } } }],
    },
  ),
];
