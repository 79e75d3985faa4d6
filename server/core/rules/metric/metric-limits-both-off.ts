import { readLimits } from '../../model/metric-limits.ts';
import { replaceWith } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricLimitsBothOff = metricRule({
  id: 'metric-limits-both-off',
  title: 'Neither failures nor successes end the metric',
  docs: '`failureLimit: -1` switches the limit of failures off, and is allowed only where `consecutiveSuccessLimit` ends the metric instead. With both off the run is Error before any measurement.',
  isPartial: true,
  *check({ node }, { isWhole }) {
    const { failureLimit, consecutiveSuccessLimit } = readLimits(node);
    const isOff = consecutiveSuccessLimit.value === 0 && (consecutiveSuccessLimit.scalar !== undefined || isWhole);
    if (!failureLimit.scalar || failureLimit.value !== -1 || !isOff) return;
    yield {
      range: failureLimit.scalar.range,
      message:
        '`failureLimit: -1` needs a `consecutiveSuccessLimit`: with both off the run is Error before it measures anything. Write how many failures are tolerated, or set `consecutiveSuccessLimit`.',
      fixes: replaceWith('0', failureLimit.scalar.range),
    };
  },
});
