/** A metric as a timeline tells of it. */
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { TimelineMetric } from '../spec/timeline.ts';

export function describeMetric(metric: MetricSpec): TimelineMetric {
  const { name, provider, dryRun, intervalMs, count, successCondition, failureCondition } = metric;
  return {
    name,
    provider,
    dryRun,
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(successCondition === '' ? {} : { successCondition }),
    ...(failureCondition === '' ? {} : { failureCondition }),
    limits: {
      ...(count === undefined ? {} : { count }),
      failure: metric.failureLimit,
      inconclusive: metric.inconclusiveLimit,
      consecutiveError: metric.consecutiveErrorLimit,
      consecutiveSuccess: metric.consecutiveSuccessLimit,
    },
  };
}
