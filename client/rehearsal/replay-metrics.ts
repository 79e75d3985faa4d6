/** Metrics and measurements of a rehearsed analysis, as its events tell of them. */
import type { TimelineAnalysis, TimelineEvent, TimelineMetric } from '../../server/protocol.ts';
import type { AnalysisView, MeasurementView, MetricView } from '../experiments/view/view.ts';

const NO_COUNTS: MetricView['counts'] = {
  measured: 0,
  successful: 0,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  consecutiveSuccess: 0,
};

export function firstMetrics({ metrics = [] }: TimelineAnalysis): readonly MetricView[] {
  return metrics.map(({ name, provider, dryRun, limits, successCondition, failureCondition }: TimelineMetric) => ({
    name,
    provider,
    ...(successCondition === undefined ? {} : { successCondition }),
    ...(failureCondition === undefined ? {} : { failureCondition }),
    phase: '',
    message: '',
    dryRun,
    counts: NO_COUNTS,
    limits,
    measurements: [],
  }));
}

type MetricChange = TimelineEvent & { subject: 'metric' | 'measurement' };

export function changeMetrics({ metrics }: AnalysisView, event: MetricChange): readonly MetricView[] {
  return metrics.map(metric => {
    if (metric.name !== event.name) return metric;
    if (event.subject === 'metric') {
      return { ...metric, phase: event.to, message: event.message, counts: event.counts };
    }
    return { ...metric, counts: event.counts, measurements: addMeasurement(metric.measurements, event) };
  });
}

function addMeasurement(
  before: readonly MeasurementView[],
  event: TimelineEvent & { subject: 'measurement' },
): readonly MeasurementView[] {
  const measurement: MeasurementView = {
    number: event.number,
    phase: event.to,
    value: event.value ?? '',
    message: event.message,
    startedAfterMs: event.startedAt,
    ...(event.finishedAt === undefined ? {} : { finishedAfterMs: event.finishedAt }),
    metadata: {},
    counts: event.counts,
    ...(event.trace === undefined ? {} : { trace: event.trace }),
    ...(event.covers > 1 ? { covers: event.covers } : {}),
  };
  return [...before.filter(({ number }) => number !== event.number), measurement];
}
