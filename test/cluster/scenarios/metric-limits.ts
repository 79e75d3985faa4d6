import { expect } from 'vitest';
import { analysisRun, endless, file, web } from '../documents.ts';
import type { Scenario } from '../scenario.ts';
import { isCompleted } from '../seen.ts';
import { bad, measured, ok, pace, pause, result, run } from './measured.ts';

/** When metrics and runs end: counts, limits, delays, errors. */
export const metricLimits: readonly Scenario[] = [
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
    web('m', [{ status: 500 }, 1], { interval: '1s', count: 1 }),
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
