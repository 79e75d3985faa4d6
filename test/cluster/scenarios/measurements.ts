import { expect } from 'vitest';
import { analysisRun, endless, file, prometheus, web } from '../documents.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { isCompleted, type Seen } from '../seen.ts';

const run = 'AnalysisRun/r';

function result(seen: Seen, metric: string, field: string): unknown {
  return seen.value(run, `status.metricResults[${metric}].${field}`);
}

/** Phases of a metric's measurements, in order. */
function measurements(seen: Seen, metric: string, field = 'phase'): unknown[] {
  const list: unknown[] = [];
  for (let i = 1; result(seen, metric, `measurement.${i}.phase`) !== null; i++)
    list.push(result(seen, metric, `measurement.${i}.${field}`));
  return list;
}

/** Seconds from the end of one measurement to the start of another, by the controller's clock of whole seconds. */
function pause(seen: Seen, from: number, to: number): number {
  const time = (n: number, field: string) => seen.time(run, `status.metricResults[m].measurement.${n}.${field}`);
  return time(to, 'startedAt') - time(from, 'finishedAt');
}

interface Outcome {
  readonly phase: string;
  readonly message?: string | null;
  readonly measurements?: readonly unknown[];
  readonly also?: (scene: Scene) => void;
}

/** An AnalysisRun with one metric `m`, played to its end. */
function measured(name: string, title: string, metric: object, outcome: Outcome, spec: object = {}): Scenario {
  return {
    name,
    title,
    async play(scene) {
      const { stage, seen } = scene;
      expect(await stage.apply(file(analysisRun([metric], spec)))).toEqual([]);
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)), 120);
      expect(seen.phase(run)).toBe(outcome.phase);
      if (outcome.message !== undefined) expect(seen.message(run)).toBe(outcome.message);
      if (outcome.measurements) expect(measurements(seen, 'm')).toEqual(outcome.measurements);
      outcome.also?.(scene);
    },
  };
}

/** Slow enough for a busy 1.9, which was seen to work on a state that was a second old and to forget the newest answer. */
const pace = '3s';

const ok = 'Successful';
const bad = 'Failed';

/** What an AnalysisRun makes of measurements. */
export const measuring: readonly Scenario[] = [
  measured(
    'metric-count',
    'count measurements, interval from the end of each',
    web('m', [1], { count: 3, interval: pace }),
    {
      phase: ok,
      measurements: [ok, ok, ok],
      also: ({ seen }) => {
        expect([result(seen, 'm', 'count'), result(seen, 'm', 'successful')]).toEqual([3, 3]);
        expect(seen.value(run, 'status.runSummary.successful')).toBe(1);
        for (const n of [1, 2]) expect(pause(seen, n, n + 1)).toBeGreaterThanOrEqual(3);
      },
    },
  ),
  measured(
    'metric-no-condition',
    'without conditions every answer is a success',
    web('m', [9], { successCondition: undefined }),
    { phase: ok, measurements: [ok] },
  ),
  measured(
    'metric-failure-limit',
    'one failure more than failureLimit fails it',
    web('m', [9, 1, 9], { count: 5, interval: pace, failureLimit: 1 }),
    {
      phase: bad,
      message: 'Metric "m" assessed Failed due to failed (2) > failureLimit (1)',
      measurements: [bad, ok, bad],
    },
  ),
  measured(
    'metric-cannot-fail',
    'failureLimit = count can never fail',
    web('m', [9], { count: 2, interval: pace, failureLimit: 2 }),
    { phase: ok, measurements: [bad, bad] },
  ),
  measured(
    'metric-inconclusive-limit',
    'one inconclusive answer more than inconclusiveLimit',
    web('m', [5], { count: 4, interval: pace, inconclusiveLimit: 1, failureCondition: 'result > 5' }),
    {
      phase: 'Inconclusive',
      message: 'Metric "m" assessed Inconclusive due to inconclusive (2) > inconclusiveLimit (1)',
      measurements: ['Inconclusive', 'Inconclusive'],
    },
  ),
  measured(
    'metric-consecutive-success',
    'a streak of successes ends it early',
    web('m', [1, 9, 1, 1], { interval: pace, failureLimit: -1, consecutiveSuccessLimit: 2 }),
    {
      phase: ok,
      measurements: [ok, bad, ok, ok],
    },
  ),
  measured(
    'metric-consecutive-unreached',
    'count without the streak: Failed, and without a message',
    web('m', [1, 9, 1], { count: 3, interval: pace, failureLimit: -1, consecutiveSuccessLimit: 2 }),
    { phase: bad, message: null, measurements: [ok, bad, ok] },
  ),
  measured(
    'metric-error-retry',
    'an error is tried again after 10 s and counts for nothing',
    web('m', [{ status: 500 }, 1], { interval: pace, count: 1 }),
    {
      phase: ok,
      measurements: ['Error', ok],
      also: ({ seen }) => {
        expect([result(seen, 'm', 'count'), result(seen, 'm', 'error')]).toEqual([1, 1]);
        expect(result(seen, 'm', 'measurement.1.message')).toBe('received non 2xx response code: 500');
        expect(pause(seen, 1, 2)).toBeGreaterThanOrEqual(10);
      },
    },
  ),
  measured(
    'metric-errors-only',
    'five errors in a row, 10 s apart, whatever the interval says',
    web('m', [{ status: 500 }], { interval: '5m', count: 2 }),
    {
      phase: 'Error',
      message:
        'Metric "m" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: received non 2xx response code: 500"',
      measurements: ['Error', 'Error', 'Error', 'Error', 'Error'],
    },
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
  measured('metric-initial-delay', 'initialDelay counts from the first pass', web('m', [1], { initialDelay: '4s' }), {
    phase: ok,
    also: ({ seen }) => {
      const measured = seen.time(run, 'status.metricResults[m].measurement.1.startedAt');
      expect(measured - seen.time(run, 'status.startedAt')).toBeGreaterThanOrEqual(4);
    },
  }),
  measured(
    'metric-dry-run',
    'a dry-run metric that fails fails nothing',
    web('m', [9]),
    {
      phase: ok,
      message: null,
      measurements: [bad],
      also: ({ seen }) => expect(result(seen, 'm', 'dryRun')).toBe(true),
    },
    { dryRun: [{ metricName: '.*' }] },
  ),
  measured(
    'metric-history',
    'ten measurements are kept, the counters go on',
    web('m', [1], { count: 12, interval: '1s' }),
    {
      phase: ok,
      also: ({ seen }) => {
        expect(result(seen, 'm', 'count')).toBe(12);
        expect(result(seen, 'm', 'measurement.2.phase')).toBe(null);
        expect([3, 12].map(n => result(seen, 'm', `measurement.${n}.phase`))).toEqual([ok, ok]);
      },
    },
  ),
  {
    name: 'run-terminated',
    title: 'a run that is told to end is Successful, also when its last answer was bad',
    async play({ stage, seen }) {
      await stage.apply(file(analysisRun([web('m', [1, 9], { ...endless, failureLimit: 50 })])));
      await stage.until('there was a bad answer', () => result(seen, 'm', 'failed') !== null);
      await stage.patch(run, { spec: { terminate: true } });
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      expect([seen.phase(run), seen.message(run), result(seen, 'm', 'phase')]).toEqual([ok, 'Run Terminated', ok]);
    },
  },
  {
    name: 'run-worst-metric',
    title: 'a failed metric ends its siblings Successful; one that never measured has no result',
    async play({ stage, seen }) {
      const siblings = [
        web('m', [9], { initialDelay: '2s' }),
        web('between', [1], endless),
        web('never', [1], { initialDelay: '60s' }),
      ];
      await stage.apply(file(analysisRun(siblings)));
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      expect([seen.phase(run), seen.message(run)]).toEqual([
        bad,
        'Metric "m" assessed Failed due to failed (1) > failureLimit (0)',
      ]);
      expect(['m', 'between', 'never'].map(name => result(seen, name, 'phase'))).toEqual([bad, ok, null]);
      expect(seen.value(run, 'status.runSummary.count')).toBe(3);
    },
  },
];
