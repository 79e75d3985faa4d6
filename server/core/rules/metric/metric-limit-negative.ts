import { type LimitField, readLimits } from '../../model/metric-limits.ts';
import { replaceWith } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { Rule } from '../engine/rule.ts';

/** Limits below what the controller takes: the run is Error before it starts. */
export const metricLimitsNegative: readonly Rule[] = [
  rule('metric-consecutive-success-negative', 'consecutiveSuccessLimit', 'zero or more; `0` switches it off'),
  rule('metric-failure-limit-too-low', 'failureLimit', 'zero or more, or `-1` to switch it off'),
  rule('metric-inconclusive-limit-negative', 'inconclusiveLimit', 'zero or more'),
  rule('metric-error-limit-negative', 'consecutiveErrorLimit', 'zero or more'),
];

function rule(id: string, field: LimitField, wanted: string): Rule {
  const least = field === 'failureLimit' ? -1 : 0;
  return metricRule({
    id,
    title: `\`${field}\` is too low`,
    docs: `\`${field}\` must be ${wanted}. The controller checks it when a run starts, and ends the run as Error before any measurement.`,
    needs: 'value',
    *check({ node }) {
      const limits = readLimits(node);
      const { scalar, value } = limits[field];
      if (!scalar || value === undefined || value >= least) return;
      // Whoever writes less than -1 wants no limit, and that needs a streak that ends the metric.
      const isOff = field === 'failureLimit' && (limits.consecutiveSuccessLimit.value ?? 0) > 0;
      yield {
        range: scalar.range,
        message: `\`${field}\` must be ${wanted}. The run is Error before it measures anything. Write \`${isOff ? -1 : 0}\` or more.`,
        fixes: replaceWith(isOff ? '-1' : '0', scalar.range),
      };
    },
  });
}
