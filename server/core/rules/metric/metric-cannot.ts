import { judgeOf } from '../../lifecycle/answers/providers.ts';
import type { Metric } from '../../model/analysis.ts';
import { type MetricLimits, readLimits } from '../../model/metric-limits.ts';
import { scalarAt } from '../../yaml/node.ts';
import { replaceWith } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricCannotFail = metricRule({
  id: 'metric-cannot-fail',
  title: 'Metric can never fail',
  docs: '`failureLimit` is how many failed measurements are tolerated. With as many as are taken, or more, the metric is Successful even when every one of them failed.',
  severity: 'warning',
  isPartial: true,
  *check(metric, { isWhole }) {
    const limits = readLimits(metric.node);
    const { scalar, value } = limits.failureLimit;
    const measurements = measured(limits, isWhole);
    // A streak of successes is another way to end; and what nothing decides has a rule of its own.
    if (!scalar || value === undefined || measurements === undefined || value < measurements) return;
    if (limits.consecutiveSuccessLimit.value !== 0 || !isDecided(metric) || isRefused(limits, value)) return;
    yield {
      range: scalar.range,
      message: `This metric is measured ${times(measurements)} and ${value} ${value === 1 ? 'failure is' : 'failures are'} tolerated: it is Successful even when ${measurements === 1 ? 'that one fails' : 'all of them fail'}. Write at most \`${measurements - 1}\`${limits.count.scalar ? ', or raise `count`' : ''}.`,
      fixes: replaceWith(String(measurements - 1), scalar.range),
    };
  },
});

export const metricCannotBeInconclusive = metricRule({
  id: 'metric-cannot-be-inconclusive',
  title: 'Metric can never be inconclusive',
  docs: '`inconclusiveLimit` is how many inconclusive measurements are tolerated. With as many as are taken, or more, the metric is Successful even when every one of them was inconclusive.',
  severity: 'info',
  isPartial: true,
  *check({ node }, { isWhole }) {
    const limits = readLimits(node);
    const { scalar, value } = limits.inconclusiveLimit;
    const measurements = measured(limits, isWhole);
    if (!scalar || value === undefined || measurements === undefined || value < measurements) return;
    if (limits.consecutiveSuccessLimit.value !== 0 || isRefused(limits, value)) return;
    yield {
      range: scalar.range,
      message: `This metric is measured ${times(measurements)} and ${value} inconclusive ${value === 1 ? 'result is' : 'results are'} tolerated: it is Successful even when ${measurements === 1 ? 'that one is' : 'all of them are'} inconclusive. Write at most \`${measurements - 1}\`.`,
      fixes: replaceWith(String(measurements - 1), scalar.range),
    };
  },
});

/** How often it is measured; undefined: without an end, not known, or a count that has a rule of its own. */
function measured({ measurements, count }: MetricLimits, isWhole: boolean): number | undefined {
  if (typeof measurements !== 'number' || (count.value ?? 0) < 0) return undefined;
  return count.scalar || isWhole ? measurements : undefined;
}

/** The controller refuses a limit above a written `count`, and that is told by the rule for it. */
function isRefused({ count }: MetricLimits, limit: number): boolean {
  return (count.value ?? 0) > 0 && limit > (count.value ?? 0);
}

function isDecided({ node, providers }: Metric): boolean {
  if (scalarAt(node, 'successCondition') || scalarAt(node, 'failureCondition')) return true;
  return providers.some(({ key }) => judgeOf(key.text) !== 'conditions');
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}
