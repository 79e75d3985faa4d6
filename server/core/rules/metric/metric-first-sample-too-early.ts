import { formatDuration, formatGoDuration } from '../../kube/duration.ts';
import { CALLER_KINDS, type Metric, type MetricRule } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { readQuery } from '../../model/providers/prometheus-query.ts';
import { matchRule } from '../../workspace/merging.ts';
import type { From } from '../../workspace/resolve.ts';
import { scalarAt } from '../../yaml/node.ts';
import { addToMetric } from '../engine/fix.ts';
import type { Related, Rule } from '../engine/rule.ts';

export const metricFirstSampleTooEarly: Rule = {
  id: 'metric-first-sample-too-early',
  title: 'First sample looks at a time before the pods',
  docs: 'The analyses of an experiment start as soon as its pods are available, and a metric without `initialDelay` is measured at once. A Prometheus query over `[5m]` then looks at a time when the pods hardly existed: it finds little or nothing. Where no failure is tolerated that ends the run.',
  severity: 'info',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    const { isWhole, calls } = context;
    if (!isWhole) return;
    for (const { call, analysis } of calls()) {
      const at = call.references[0]?.templateName ?? call.name;
      if (!at || !analysis.isCertain || !call.place.startsWith('experiment')) continue;
      const dryRun = [...call.dryRun, ...analysis.dryRun.map(({ what }) => what)];
      const early = analysis.metrics
        .flatMap(metric => earlyWindow(metric) ?? [])
        .filter(({ metric }) => !dryRun.some(rule => mayMatch(rule, metric)));
      const [first] = early;
      if (!first) continue;
      const names = early.map(({ metric }) => `\`${metric.what.name?.text ?? ''}\``).join(', ');
      const longest = formatDuration(Math.max(...early.map(({ ms }) => ms)));
      yield {
        range: at.range,
        message: `${names} ${early.length === 1 ? 'asks' : 'ask'} Prometheus about the last ${longest} as soon as the pods are available, and tolerate${early.length === 1 ? 's' : ''} no failure: most of that time they did not exist. Give the metric an \`initialDelay\` as long as its window.`,
        related: early.flatMap(({ metric }): readonly Related[] =>
          metric.what.name ? [{ in: metric.at, range: metric.what.name.range, message: 'the metric' }] : [],
        ),
        fixes: addToMetric(context, first.metric, `initialDelay: ${formatGoDuration(first.ms)}`),
      };
    }
  },
};

/** A metric of a dry run decides nothing. */
function mayMatch(rule: MetricRule, metric: From<Metric>): boolean {
  const found = matchRule(rule, [metric]);
  return found !== undefined && 'metrics' in found && (!found.isCertain || found.metrics.length > 0);
}

interface Early {
  readonly metric: From<Metric>;
  /** Milliseconds of its longest window. */
  readonly ms: number;
}

function earlyWindow(metric: From<Metric>): Early | undefined {
  const { node } = metric.what;
  const { initialDelay, failureLimit, consecutiveSuccessLimit } = readLimits(node);
  if (initialDelay || failureLimit.value !== 0 || consecutiveSuccessLimit.value !== 0) return undefined;
  const query = scalarAt(node, 'provider', 'prometheus', 'query');
  if (typeof query?.value !== 'string') return undefined;
  const windows = readQuery(query).windows.flatMap(({ ms }) => ms ?? []);
  return windows.length === 0 ? undefined : { metric, ms: Math.max(...windows) };
}
