import { ARGO_KINDS, type Metric } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { matchRule } from '../../workspace/merging.ts';
import type { From } from '../../workspace/resolve.ts';
import { type RuledRun, ruleSets } from '../../workspace/rule-sets.ts';
import { entryOf } from '../../yaml/node.ts';
import { addToMetric } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const dryRunAll: Rule = {
  id: 'dryrun-all',
  title: 'Every metric is a dry run',
  docs: 'The metrics of a dry run are measured and shown, and decide nothing. When all metrics of a run are, the run is Successful whatever they say, Errors included.',
  severity: 'warning',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { owner, rules, runs } of ruleSets(context, 'dryRun')) {
      const entry = entryOf(owner, 'dryRun');
      const isAll = runs.some(
        run => run.metrics.length > 0 && dryMetrics(run)?.size === run.metrics.length && run.isCertain(),
      );
      if (!entry || !isAll) continue;
      yield {
        range: entry.key.range,
        // Who writes that all are meant knows what it does.
        ...(rules.some(({ metricName }) => /^\^?\.[*+]\$?$/.test(metricName?.text ?? '')) ? { severity: 'hint' } : {}),
        message: `Every metric ${runs.length > 1 ? 'of an analysis ' : ''}is a dry run: the run is Successful whatever they say. Leave out the one that shall decide.`,
      };
    }
  },
};

export const dryRunStillWaits: Rule = {
  id: 'dryrun-still-waits',
  title: 'Dry run without an end',
  docs: 'A metric of a dry run decides nothing, but the run waits for it. One with an interval and no `count` is measured without an end, and keeps a run Running whose other metrics are all done.',
  severity: 'info',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { rules, runs } of ruleSets(context, 'dryRun')) {
      const endless = runs.flatMap(run => {
        const found = endlessDryMetrics(run);
        return found.length > 0 && run.isCertain() ? found : [];
      });
      if (endless.length === 0) continue;
      for (const rule of rules) {
        const match = matchRule(rule, endless);
        const found = match && 'metrics' in match ? match.metrics[0] : undefined;
        if (!found || !rule.metricName) continue;
        yield {
          range: rule.metricName.range,
          message: `\`${found.what.name?.text}\` is a dry run and has no \`count\`: when all other metrics are done the run still waits for it, without an end. Give it a \`count\`.`,
          fixes: addToMetric(context, found, 'count: ${1:5}', true),
        };
      }
    }
  },
};

/** Undefined: it cannot be told which they are. */
function dryMetrics({ metrics, rules }: RuledRun): ReadonlySet<Metric> | undefined {
  const found = new Set<Metric>();
  for (const rule of rules) {
    const match = matchRule(rule, metrics);
    // A rule that is wrong by itself has a finding of its own.
    if (!match || 'error' in match || !match.isCertain) return undefined;
    for (const { what } of match.metrics) found.add(what);
  }
  return found;
}

/** Metrics of a dry run that are endless while all that decides comes to an end. */
function endlessDryMetrics(run: RuledRun): readonly From<Metric>[] {
  const endless = run.metrics.filter(({ what }) => isEndless(what) === true);
  const dry = endless.length === 0 ? undefined : dryMetrics(run);
  if (!dry) return [];
  const deciding = run.metrics.filter(({ what }) => !dry.has(what));
  if (deciding.length === 0 || deciding.some(({ what }) => isEndless(what) !== false)) return [];
  return endless.filter(({ what }) => dry.has(what));
}

/** Undefined: not known. */
function isEndless({ node }: Metric): boolean | undefined {
  const { measurements, consecutiveSuccessLimit } = readLimits(node);
  if (measurements === undefined || consecutiveSuccessLimit.value === undefined) return undefined;
  return measurements === 'endless' && consecutiveSuccessLimit.value <= 0;
}
