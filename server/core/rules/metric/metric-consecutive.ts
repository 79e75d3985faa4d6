import { formatDuration } from '../../kube/duration.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { addField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

const DAY_MS = 24 * 3_600_000;

export const metricConsecutiveUnreachable = metricRule({
  id: 'metric-consecutive-unreachable',
  title: 'More successes in a row than measurements',
  docs: '`consecutiveSuccessLimit` ends a metric as Successful after so many successes in a row. A metric that is measured only once cannot have two: it ends Inconclusive (Failed with `failureLimit: -1`), and the run gives no reason.',
  *check({ node, index }, context) {
    const { count, consecutiveSuccessLimit: streak, measurements, failureLimit, interval } = readLimits(node);
    if (!streak.scalar || streak.value === undefined || measurements !== 1 || streak.value < 2) return;
    // With a count the run is refused, and that is told by the rule for it.
    if (count.value === undefined || count.value > 0) return;
    const end = failureLimit.value === -1 ? 'Failed' : 'Inconclusive';
    yield {
      range: streak.scalar.range,
      message: `This metric is measured once, and so never succeeds ${streak.value} times in a row: it ends ${end}, without a reason. ${interval ? 'Remove `count`' : 'Add an `interval`'}, or remove \`consecutiveSuccessLimit\`.`,
      fixes: interval ? [] : addField(context, ['spec', 'metrics', index], node, 'interval: 30s'),
    };
  },
});

export const metricConsecutiveEndless = metricRule({
  id: 'metric-consecutive-endless',
  title: 'Only a streak ends the metric',
  docs: 'Without `count`, a metric with `consecutiveSuccessLimit` ends when it succeeds so many times in a row, or when `failureLimit` is exceeded. With a large `failureLimit`, or with `-1`, a metric that goes up and down is measured for a very long time, or for ever.',
  severity: 'info',
  *check({ node, index }, context) {
    const { consecutiveSuccessLimit: streak, failureLimit, measurements, intervalMs } = readLimits(node);
    if (!streak.scalar || !streak.value || streak.value < 2 || measurements !== 'endless') return;
    if (failureLimit.value === undefined || !intervalMs || intervalMs < 0 || failureLimit.value < -1) return;
    const isOff = failureLimit.value === -1;
    // Each failure comes, at worst, one measurement before the streak is complete.
    const worst = (failureLimit.value + 1) * streak.value * intervalMs;
    if (!isOff && worst <= DAY_MS) return;
    yield {
      range: streak.scalar.range,
      message: isOff
        ? `Only ${streak.value} successes in a row end this metric: one that goes up and down is measured for ever. Give it a \`count\` that ends it.`
        : `Without \`count\`, a metric that goes up and down is measured for up to ${formatDuration(worst)} until ${failureLimit.value + 1} failures end it. Give it a \`count\`, or lower \`failureLimit\`.`,
      fixes: addField(
        context,
        ['spec', 'metrics', index],
        node,
        `count: \${1:${Math.max(2 * streak.value, streak.value + failureLimit.value)}}`,
        true,
      ),
    };
  },
});
