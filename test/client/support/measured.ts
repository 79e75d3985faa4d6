/** A rehearsal in which a metric dips, written by hand: Failed after 2 min, at the third failure. */
import type { Course } from '../../../client/rehearsal/rehearsal.ts';
import type { MetricCounts, TimelineEvent, TimelineMetric } from '../../../server/protocol.ts';
import { analysis, available, course, experiment, run, template } from './courses.ts';

const NONE: MetricCounts = {
  measured: 0,
  successful: 0,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  consecutiveSuccess: 0,
};
const CONDITION = 'result[0] >= 0.95';
const RATE: TimelineMetric = {
  name: 'rate',
  provider: 'prometheus',
  dryRun: false,
  intervalMs: 30_000,
  successCondition: CONDITION,
  limits: { count: 10, failure: 2, inconclusive: 0, consecutiveError: 4, consecutiveSuccess: 0 },
};

/** The n-th measurement of the metric `rate`, of which `failed` have failed by then. */
export function measurement(s: number, number: number, value: number, failed: number): TimelineEvent {
  const isGood = value >= 0.95;
  return {
    at: s * 1000,
    subject: 'measurement',
    name: 'rate',
    analysis: 'compare',
    analysisRun: 'two-colours-compare',
    number,
    covers: 1,
    from: '',
    to: isGood ? 'Successful' : 'Failed',
    startedAt: s * 1000,
    finishedAt: s * 1000,
    value: `[${value}]`,
    message: `result[0] = ${value}, ${CONDITION} is ${isGood}`,
    trace: [
      { text: CONDITION, value: String(isGood) },
      { text: 'result[0]', value: String(value) },
      { text: 'result', value: `[${value}]` },
    ],
    counts: { ...NONE, measured: number, successful: number - failed, failed },
  };
}

export function metric(
  s: number,
  to: 'Running' | 'Failed',
  counts: Partial<MetricCounts>,
  message: string,
): TimelineEvent {
  return {
    at: s * 1000,
    subject: 'metric',
    name: 'rate',
    analysis: 'compare',
    analysisRun: 'two-colours-compare',
    from: '',
    to,
    counts: { ...NONE, ...counts },
    message,
  };
}

const REASON = 'failed (3) > failureLimit (2)';
const ASSESSED = `Metric "rate" assessed Failed due to ${REASON}`;

export const DIP: Course = course(
  [
    experiment(0, 'Pending'),
    template(0, 'purple', 'Progressing'),
    template(12, 'purple', 'Running', [1, 1]),
    experiment(12, 'Running'),
    available(12),
    run(12, 'compare', 'Running'),
    measurement(12, 1, 0.99, 0),
    metric(12, 'Running', { measured: 1, successful: 1 }, 'It is measured.'),
    analysis(12, 'compare', 'Running'),
    measurement(42, 2, 0.9, 1),
    measurement(72, 3, 0.97, 1),
    measurement(102, 4, 0.5, 2),
    measurement(132, 5, 0.87, 3),
    metric(132, 'Failed', { measured: 5, successful: 2, failed: 3 }, REASON),
    run(132, 'compare', 'Failed'),
    analysis(132, 'compare', 'Failed', ASSESSED),
    experiment(132, 'Failed', ASSESSED),
  ],
  { kind: 'finished', phase: 'Failed', at: 132_000, message: ASSESSED },
  {
    templates: [{ name: 'purple', replicas: 1, replicaSet: 'two-colours-purple' }],
    analyses: [
      {
        name: 'compare',
        templateName: 'rates',
        clusterScope: false,
        analysisRun: 'two-colours-compare',
        requiredForCompletion: true,
        metrics: [RATE],
      },
    ],
  },
  { title: 'rate dips' },
);
