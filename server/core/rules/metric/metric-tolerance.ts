import { formatDuration } from '../../kube/duration.ts';
import { type MetricLimits, readLimits } from '../../model/metric-limits.ts';
import { addField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

/** After a measurement that is Error the next one follows after this time, whatever `interval` says. */
const RETRY_MS = 10_000;

export const metricErrorBudget = metricRule({
  id: 'metric-error-budget',
  title: 'Errors are retried faster than `interval`',
  docs: 'A measurement that is Error (the backend does not answer, the query is refused) is repeated after 10 s, not after `interval`. With the default of 4 tolerated errors in a row, a backend that is away for 40 s ends the run as Error, however long the interval.',
  severity: 'hint',
  *check({ node, index }, context) {
    const { interval, intervalMs, consecutiveErrorLimit: limit, measurements } = readLimits(node);
    if (!interval || intervalMs === undefined || limit.scalar || limit.value === undefined || measurements === 1)
      return;
    const patience = limit.value * RETRY_MS;
    if (intervalMs <= patience) return;
    yield {
      range: interval.range,
      message: `A measurement that is Error is repeated after 10 s, not after ${formatDuration(intervalMs)}: a backend that is away for ${formatDuration(patience)} ends this run. Set \`consecutiveErrorLimit\` if it shall wait longer.`,
      fixes: addField(
        context,
        ['spec', 'metrics', index],
        node,
        `consecutiveErrorLimit: ${Math.min(100, Math.ceil(intervalMs / RETRY_MS))}`,
      ),
    };
  },
});

/** Fewer measurements are a quick check, of which each one is meant to count. */
const MANY = 3;

export const metricFailsOnFirst = metricRule({
  id: 'metric-fails-on-first',
  title: 'One bad sample ends the run',
  docs: 'Without `failureLimit` no failed measurement is tolerated: the first one ends the metric, and the run with it.',
  severity: 'hint',
  *check({ node, index }, context) {
    const limits = readLimits(node);
    const { count, failureLimit, interval } = limits;
    if (!count.scalar || !interval || failureLimit.scalar || !isMany(limits)) return;
    yield {
      range: count.scalar.range,
      message: `Of these ${count.value} measurements the first bad one ends the run: without \`failureLimit\` none is tolerated. Set it if one may fail.`,
      fixes: addField(context, ['spec', 'metrics', index], node, 'failureLimit: 1'),
    };
  },
});

function isMany({ count, consecutiveSuccessLimit }: MetricLimits): boolean {
  return (count.value ?? 0) > MANY && consecutiveSuccessLimit.value === 0;
}
