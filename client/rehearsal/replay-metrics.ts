/** Metrics and measurements of a rehearsed analysis, as its events tell of them. */
import type { TimelineAnalysis, TimelineEvent, TimelineMetric } from '../../server/protocol.ts';
import type { AnalysisView, MeasurementView, MetricView } from '../live/view.ts';

/** Measurements of a metric that are shown, as a cluster keeps them unless told otherwise. */
const KEPT = 10;

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
  return metrics.map(({ name, dryRun, limits }: TimelineMetric) => ({
    name,
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
  };
  return [...before.filter(({ number }) => number !== event.number), measurement].slice(-KEPT);
}
