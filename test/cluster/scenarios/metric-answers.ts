import { expect } from 'vitest';
import { prometheus, web } from '../documents.ts';
import type { Scenario } from '../scenario.ts';
import { bad, measured, measurements, ok, pace, pause, result, run } from './measured.ts';

/** What a metric makes of the answers of its provider. */
export const metricAnswers: readonly Scenario[] = [
  measured(
    'metric-no-condition',
    'without conditions every answer is a success',
    web('m', [9], { successCondition: undefined }),
    { phase: ok, measurements: [ok] },
  ),
  measured(
    'metric-slow',
    'a slow answer delays the next one',
    web('m', [{ value: 1, afterSeconds: 3 }], { count: 2, interval: pace }),
    {
      phase: ok,
      measurements: [ok, ok],
      also: ({ seen }) => {
        // the interval counts from the end of a measurement, and its answer took 3 s
        expect(pause(seen, 1, 2)).toBeGreaterThanOrEqual(3);
        expect(
          seen.time(run, 'status.metricResults[m].measurement.1.finishedAt') -
            seen.time(run, 'status.metricResults[m].measurement.1.startedAt'),
        ).toBeGreaterThanOrEqual(2);
      },
    },
  ),
  measured(
    'metric-web-timeout',
    'an answer that takes longer than timeoutSeconds is an error',
    web('m', [{ value: 1, afterSeconds: 5 }], { consecutiveErrorLimit: 0 }, { timeoutSeconds: 1 }),
    {
      phase: 'Error',
      measurements: ['Error'],
      also: ({ seen }) => expect(result(seen, 'm', 'measurement.1.message')).toContain('context deadline exceeded'),
    },
  ),
  measured(
    'metric-web-list',
    'jsonPath picks from a body; all() judges a list',
    web('m', [{ value: { rates: [1, 2, 3] } }], { successCondition: 'all(result, # < 5)' }, { jsonPath: '{$.rates}' }),
    {
      phase: ok,
      measurements: [ok],
      also: ({ seen }) => expect(measurements(seen, 'm', 'value')).toEqual(['[1,2,3]']),
    },
  ),
  measured(
    'metric-web-not-json',
    'a body that is not JSON is a success, whatever the conditions say',
    web('m', [{ body: 'oops' }], { successCondition: 'false' }),
    {
      phase: ok,
      also: ({ seen }) => expect(measurements(seen, 'm', 'value')).toEqual(['oops']),
    },
  ),
  measured(
    'metric-prometheus-list',
    'a vector is a list of floats',
    prometheus(
      'm',
      [
        [1, 2],
        [6, 2],
      ],
      { count: 2, interval: pace, failureLimit: 1 },
    ),
    {
      phase: ok,
      measurements: [ok, bad],
      also: ({ seen }) => expect(measurements(seen, 'm', 'value')).toEqual(['[1,2]', '[6,2]']),
    },
  ),
  measured(
    'metric-prometheus-scalar',
    'a scalar is a float',
    prometheus('m', [{ value: 4, scalar: true }], { successCondition: 'result < 5' }),
    {
      phase: ok,
      also: ({ seen }) => expect(measurements(seen, 'm', 'value')).toEqual(['4']),
    },
  ),
  measured('metric-prometheus-nan', 'NaN fails a success condition', prometheus('m', ['NaN']), {
    phase: bad,
    also: ({ seen }) => expect(measurements(seen, 'm', 'value')).toEqual(['[NaN]']),
  }),
  measured(
    'metric-prometheus-empty',
    'an empty vector has no first item: an error',
    prometheus('m', [[]], { consecutiveErrorLimit: 0 }),
    {
      phase: 'Error',
      also: ({ seen, isArgo110 }) =>
        expect(result(seen, 'm', 'measurement.1.message')).toBe(
          isArgo110
            ? 'could not evaluate successCondition "result[0] < 5": metric result is nil or empty: no data returned from the metric provider'
            : 'reflect: slice index out of range',
        ),
    },
  ),
  measured(
    'metric-condition-not-bool',
    'a condition that is no bool is an error',
    web('m', [1], { successCondition: 'result', consecutiveErrorLimit: 0 }),
    {
      phase: 'Error',
      also: ({ seen, isArgo110 }) =>
        expect(result(seen, 'm', 'measurement.1.message')).toBe(
          `${isArgo110 ? 'could not evaluate successCondition "result": ' : ''}expected bool, but got float64`,
        ),
    },
  ),
];
