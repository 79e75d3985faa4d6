import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { readAnalysis } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { replaceWith, writeDuration } from '../engine/fix.ts';
import type { Rule, RuleContext } from '../engine/rule.ts';

const KINDS: Rule['kinds'] = ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'];

export const metricDurationsInvalid: readonly Rule[] = [
  rule('metric-interval-invalid', 'interval', '30s'),
  rule('metric-initial-delay-invalid', 'initialDelay', '1m'),
];

function rule(id: string, field: 'interval' | 'initialDelay', example: string): Rule {
  return {
    id,
    title: `\`${field}\` that does not parse`,
    docs: `\`${field}\` is what Go reads as a duration: numbers with the units \`h\`, \`m\`, \`s\` (and smaller), without blanks; there are no days. With another text the run is Error before any measurement.`,
    severity: 'error',
    kinds: KINDS,
    needs: 'value',
    *check({ root }: RuleContext) {
      for (const { node } of readAnalysis(root).metrics) {
        const scalar = readLimits(node)[field];
        if (typeof scalar?.value !== 'string' || scalar.text.includes('{{') || parseGoDuration(scalar.text).ok)
          continue;
        const advice = adviseGoDuration(scalar.text);
        yield {
          range: scalar.range,
          message: `\`${scalar.text}\` is no duration: the run is Error before it measures anything. Write \`${advice ?? example}\`${advice ? '' : ', for example'}.`,
          fixes: writeDuration(scalar, advice),
        };
      }
    },
  };
}

export const metricIntervalZero: Rule = {
  id: 'metric-interval-zero',
  title: 'No pause between measurements',
  docs: 'An `interval` of zero or less is accepted, and the controller asks the backend again as soon as it has answered: about ten times a second.',
  severity: 'error',
  kinds: KINDS,
  needs: 'document',
  *check({ root }) {
    for (const { node } of readAnalysis(root).metrics) {
      const { interval, intervalMs, measurements } = readLimits(node);
      if (!interval || intervalMs === undefined || intervalMs > 0 || measurements === 1) continue;
      yield {
        range: interval.range,
        message: `With \`${interval.text}\` between two measurements the controller asks the backend without a pause, about ten times a second. Write at least a few seconds, such as \`30s\`.`,
        fixes: replaceWith('30s', interval.range),
      };
    }
  },
};
