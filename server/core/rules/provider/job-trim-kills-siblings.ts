import { formatDuration } from '../../kube/duration.ts';
import { type Metric, TEMPLATE_KINDS } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { numberAt } from '../../model/reading.ts';
import { matchRule } from '../../workspace/merging.ts';
import type { From, ResolvedAnalysis } from '../../workspace/resolve.ts';
import { valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

/** Measurements that are kept of each metric when nothing else is said. */
const KEPT = 10;

export const jobTrimKillsSiblings: Rule = {
  id: 'job-trim-kills-siblings',
  title: 'Old Jobs are removed with running ones of another metric',
  docs: 'Of each metric 10 measurements are kept (`measurementRetention` says otherwise). When a job metric has more, the oldest Jobs of the whole run are deleted, those of other metrics too, even while they run: their measurement and the run are Error. Seen on Argo Rollouts 1.10.2.',
  severity: 'warning',
  kinds: TEMPLATE_KINDS,
  needs: 'workspace',
  *check({ document, merged }) {
    if (!TEMPLATE_KINDS.includes(document.content.identity.kind)) return;
    const analysis = merged();
    if (!analysis?.isCertain) return;
    const jobs = analysis.metrics.filter(({ what }) => valueAt(what.node, 'provider', 'job')?.kind === 'map');
    for (const quick of jobs) {
      const { measurements, intervalMs } = readLimits(quick.what.node);
      const kept = keptOf(quick, analysis);
      if (quick.at.document !== document || measurements === undefined || !intervalMs || kept === undefined) continue;
      if (measurements !== 'endless' && measurements <= kept) continue;
      const slow = jobs.find(other => other !== quick && mayTake(other.what) > kept * intervalMs);
      if (!slow?.what.name || !quick.what.name) continue;
      yield {
        range: quick.what.name.range,
        message: `After ${kept} measurements (${formatDuration(kept * intervalMs)}) the oldest Jobs of the whole run are deleted, and with them that of \`${slow.what.name.text}\` if it still runs: the run is Error. Put the two into analyses of their own, or keep more measurements.`,
        related: [{ in: slow.at, range: slow.what.name.range, message: 'the metric whose Job may still run' }],
      };
    }
  },
};

/** Milliseconds that its Job may run. */
function mayTake({ node }: Metric): number {
  const seconds = numberAt(node, 'provider', 'job', 'spec', 'activeDeadlineSeconds');
  return seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1_000;
}

/** Measurements of the metric that are kept; undefined: it cannot be told. */
function keptOf(metric: From<Metric>, { measurementRetention, metrics }: ResolvedAnalysis): number | undefined {
  for (const { what } of measurementRetention) {
    const match = matchRule(what, metrics);
    if (!match || 'error' in match || !match.isCertain) return undefined;
    const limit = numberAt(what.node, 'limit') ?? 0;
    if (limit > 0 && match.metrics.some(each => each.what === metric.what)) return limit;
  }
  return KEPT;
}
