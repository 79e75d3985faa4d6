import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { replaceWith, writeDuration } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { Rule } from '../engine/rule.ts';

export const metricDurationsInvalid: readonly Rule[] = [
  rule('metric-interval-invalid', 'interval', '30s'),
  rule('metric-initial-delay-invalid', 'initialDelay', '1m'),
];

function rule(id: string, field: 'interval' | 'initialDelay', example: string): Rule {
  return metricRule({
    id,
    title: `\`${field}\` that does not parse`,
    docs: `\`${field}\` is what Go reads as a duration: numbers with the units \`h\`, \`m\`, \`s\` (and smaller), without blanks; there are no days. With another text the run is Error before any measurement.`,
    needs: 'value',
    *check({ node }) {
      const scalar = readLimits(node)[field];
      if (typeof scalar?.value !== 'string' || scalar.text.includes('{{') || parseGoDuration(scalar.text).ok) return;
      const advice = adviseGoDuration(scalar.text);
      yield {
        range: scalar.range,
        message: `\`${scalar.text}\` is no duration: the run is Error before it measures anything. Write \`${advice ?? example}\`${advice ? '' : ', for example'}.`,
        fixes: writeDuration(scalar, advice),
      };
    },
  });
}

export const metricIntervalZero = metricRule({
  id: 'metric-interval-zero',
  title: 'No pause between measurements',
  docs: 'An `interval` of zero or less is accepted, and the controller asks the backend again as soon as it has answered: about ten times a second.',
  severity: 'warning',
  isPartial: true,
  *check({ node }) {
    const { interval, intervalMs, measurements } = readLimits(node);
    if (!interval || intervalMs === undefined || intervalMs > 0 || measurements === 1) return;
    yield {
      range: interval.range,
      message: `With \`${interval.text}\` between two measurements the controller asks the backend without a pause, about ten times a second. Write at least a few seconds, such as \`30s\`.`,
      fixes: replaceWith('30s', interval.range),
    };
  },
});
