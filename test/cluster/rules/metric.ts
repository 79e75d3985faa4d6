/** Counts, limits, intervals and dry runs of metrics. */
import { isCompleted } from '../seen.ts';
import { both, ends, measurements, metricEnds, neverStarts, sees, stays, timesMeasured } from './outcomes.ts';
import type { Outcome, Proof } from './proof.ts';

const DOWN = [{ status: 'down' }];

/** The metric and the run are refused before anything is measured. */
function refusedMetric(rule: string, message: string): Proof {
  return { rule, level: 'run', bad: neverStarts(`Analysis spec invalid: metrics[0]: ${message}`) };
}

function takes(metric: string, times: number): Outcome {
  return sees(
    `${times} measurement${times === 1 ? '' : 's'} of ${metric}, and the run is Successful`,
    seen =>
      timesMeasured(seen, metric) === times &&
      seen.names('AnalysisRun').every(run => seen.phase(`AnalysisRun/${run}`) === 'Successful'),
  );
}

function isDryRun(metric: string): Outcome {
  return sees(`${metric} is dry-run`, seen =>
    seen
      .names('AnalysisRun')
      .some(run => seen.value(`AnalysisRun/${run}`, `status.metricResults[${metric}].dryRun`) === true),
  );
}

/** How many measurements of a run are in its status after so many were taken. */
function keeps(kept: number, taken: number): Outcome {
  return sees(`${kept} of ${taken} measurements are kept`, seen => {
    const status = seen.object('AnalysisRun/shop-health')?.status as
      | { metricResults?: { count?: number; measurements?: unknown[] }[] }
      | undefined; // a stored AnalysisRun
    const result = status?.metricResults?.[0];
    return result?.count === taken && result.measurements?.length === kept;
  });
}

/** Seconds from the start of the run to its first measurement, in whole ones. */
function firstAfter(metric: string, least: number, most: number): Outcome {
  return sees(`the first measurement of ${metric} is taken ${least} to ${most} s after the start of the run`, seen =>
    seen.names('AnalysisRun').some(run => {
      const begun = seen.time(`AnalysisRun/${run}`, 'status.startedAt');
      const measured = seen.time(`AnalysisRun/${run}`, `status.metricResults[${metric}].measurement.1.startedAt`);
      return measured - begun >= least && measured - begun <= most;
    }),
  );
}

const alternating = Array.from({ length: 200 }, (_, index) => ({ status: index % 4 === 0 ? 'ok' : 'down' }));

export const metricProofs: readonly Proof[] = [
  { rule: 'analysis-no-metrics', level: 'run', bad: neverStarts('Analysis spec invalid: no metrics specified') },
  { rule: 'metric-name-duplicate', level: 'run', bad: neverStarts("metrics[2]: duplicate name 'health'") },
  refusedMetric('metric-consecutive-success-negative', 'consecutiveSuccessLimit must be >= 0'),
  refusedMetric('metric-failure-limit-too-low', 'failureLimit must be >= 0, or -1 to be disabled'),
  refusedMetric('metric-limits-both-off', 'failureLimit and consecutiveSuccessLimit cannot both be disabled'),
  refusedMetric('metric-inconclusive-limit-negative', 'inconclusiveLimit must be >= 0'),
  refusedMetric('metric-error-limit-negative', 'consecutiveErrorLimit must be >= 0'),
  refusedMetric(
    'metric-count-below-limits',
    'count (3) must be >= failureLimit + consecutiveSuccessLimit (5 + 0) if both >= 0',
  ),
  refusedMetric('metric-count-below-inconclusive', 'count must be >= inconclusiveLimit'),
  refusedMetric('metric-interval-required', 'interval must be specified when count > 1'),
  refusedMetric('metric-interval-invalid', 'invalid interval string: time: unknown unit "d" in duration "1d"'),
  refusedMetric(
    'metric-initial-delay-invalid',
    'invalid startDelay string: time: unknown unit " minute" in duration "1 minute"',
  ),
  refusedMetric('metric-no-provider', 'no provider specified'),
  refusedMetric('metric-multiple-providers', 'multiple providers specified'),
  { rule: 'dryrun-no-match', level: 'run', bad: neverStarts("dryRun[0]: Rule didn't match any metric name(s)") },
  {
    rule: 'dryrun-star',
    level: 'trap',
    bad: ends('Experiment', 'Error', "dryRun[0]: Rule didn't match any metric name(s)"),
    staging: { minute: 0.3 },
  },
  {
    rule: 'retention-no-match',
    level: 'run',
    bad: neverStarts("measurementRetention[0]: Rule didn't match any metric name(s)"),
  },
  {
    rule: 'retention-zero',
    level: 'trap',
    bad: keeps(10, 11),
    fixed: keeps(1, 11),
    staging: {
      edits: [
        [
          '- name: health\n      successCondition',
          '- name: health\n      interval: 1s\n      count: 11\n      successCondition',
        ],
      ],
    },
  },
  {
    rule: 'dryrun-all',
    level: 'trap',
    bad: both(ends('AnalysisRun', 'Successful'), metricEnds('health', 'Failed')),
    fixed: ends('AnalysisRun', 'Failed', 'assessed Failed due to failed (1) > failureLimit (0)'),
    staging: { answers: { health: DOWN, errors: [9] } },
  },
  {
    rule: 'dryrun-still-waits',
    level: 'trap',
    bad: stays('AnalysisRun', 'Running', 14),
    fixed: ends('AnalysisRun', 'Successful'),
  },
  { rule: 'dryrun-unanchored', level: 'trap', bad: both(isDryRun('latest'), isDryRun('p999')) },
  {
    rule: 'metric-cannot-be-inconclusive',
    level: 'trap',
    bad: both(
      ends('AnalysisRun', 'Successful'),
      sees(
        'both measurements Inconclusive',
        seen => measurements(seen).filter(({ phase }) => phase === 'Inconclusive').length === 2,
      ),
    ),
    fixed: ends('AnalysisRun', 'Inconclusive'),
    staging: { answers: [{ status: 'odd' }] },
  },
  {
    rule: 'metric-cannot-fail',
    level: 'trap',
    bad: both(
      ends('AnalysisRun', 'Successful'),
      sees(
        '3 of 3 measurements Failed',
        seen =>
          measurements(seen).filter(({ metric, phase }) => metric === 'health' && phase === 'Failed').length === 3,
      ),
    ),
    fixed: ends('AnalysisRun', 'Failed'),
    staging: { answers: DOWN },
  },
  {
    rule: 'metric-condition-ignored',
    level: 'trap',
    bad: ends('AnalysisRun', 'Successful'),
    same: 'the Job alone decides',
    staging: {
      edits: [
        ['result > 0.9', '((('],
        ['count: 5', 'count: 2'],
      ],
      minute: 0.1,
    },
  },
  {
    rule: 'metric-conditions-identical',
    level: 'trap',
    bad: ends('AnalysisRun', 'Failed'),
    fixed: ends('AnalysisRun', 'Successful'),
  },
  {
    rule: 'metric-consecutive-endless',
    level: 'trap',
    bad: stays('AnalysisRun', 'Running', 14),
    fixed: sees('the run has ended', seen => isCompleted(seen.phase('AnalysisRun/shop'))),
    staging: { answers: { patient: alternating }, minute: 0.2, edits: [['count: 104', 'count: 5']] },
  },
  {
    rule: 'metric-consecutive-unreachable',
    level: 'trap',
    bad: both(metricEnds('health', 'Inconclusive'), metricEnds('unlimited', 'Failed')),
    fixed: ends('AnalysisRun', 'Successful'),
  },
  { rule: 'metric-count-negative', level: 'trap', bad: takes('health', 1), fixed: takes('health', 3) },
  {
    rule: 'metric-count-zero',
    level: 'trap',
    bad: both(stays('AnalysisRun', 'Running', 8), metricEnds('once', 'Successful')),
    same: 'without count it is endless, or one measurement, as well',
  },
  {
    rule: 'metric-number-not-numeric',
    level: 'trap',
    bad: stays('AnalysisRun', 'Running', 14),
    fixed: ends('AnalysisRun', 'Successful'),
  },
  {
    rule: 'metric-interval-zero',
    level: 'trap',
    bad: sees(
      'health measured 4 times within 40 s',
      (seen, { second }) => second <= 40 && timesMeasured(seen, 'health') >= 4,
    ),
    fixed: stays('AnalysisRun', 'Running', 8),
    staging: { minute: 30 },
  },
  {
    rule: 'metric-error-budget',
    level: 'trap',
    bad: ends('AnalysisRun', 'Error', 'consecutiveErrors (5) > consecutiveErrorLimit (4)'),
    fixed: stays('AnalysisRun', 'Running', 46),
    staging: { answers: [{ body: '', status: 503 }], minute: 60 },
  },
  {
    rule: 'metric-fails-on-first',
    level: 'trap',
    bad: ends('AnalysisRun', 'Failed', 'failed (1) > failureLimit (0)'),
    fixed: ends('AnalysisRun', 'Successful'),
    staging: { answers: [{ status: 'ok' }, { status: 'down' }, { status: 'ok' }], minute: 0.2 },
  },
  {
    rule: 'metric-first-sample-too-early',
    level: 'trap',
    bad: firstAfter('errors', 0, 2),
    fixed: firstAfter('errors', 5, 12),
    staging: {},
  },
  {
    rule: 'metric-gap-inconclusive',
    level: 'trap',
    bad: metricEnds('point', 'Inconclusive'),
    staging: { answers: [{ share: 0.95 }] },
  },
  {
    rule: 'metric-no-condition',
    level: 'trap',
    bad: metricEnds('health', 'Successful'),
    fixed: metricEnds('health', 'Failed'),
    staging: { answers: { health: [{ status: false }] } },
  },
  {
    rule: 'metric-overlap',
    level: 'trap',
    bad: metricEnds('errors', 'Failed'),
    fixed: ends('AnalysisRun', 'Successful'),
    staging: { answers: [{ count: 7, share: 0.95 }] },
  },
];
