import { readAnalysis } from '../../model/analysis.ts';
import { type Limit, type MetricLimits, readLimits } from '../../model/metric-limits.ts';
import { replaceWith } from '../engine/fix.ts';
import type { Finding, Related, Rule, RuleContext } from '../engine/rule.ts';

const KINDS: Rule['kinds'] = ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'];

export const metricCountBelowLimits: Rule = {
  id: 'metric-count-below-limits',
  title: '`count` is smaller than the limits',
  docs: 'A metric must be able to reach its limits: `count` must be at least `failureLimit` + `consecutiveSuccessLimit` (with `failureLimit: -1`, at least `consecutiveSuccessLimit`). Otherwise the run is Error before any measurement.',
  severity: 'error',
  kinds: KINDS,
  needs: 'document',
  *check(context) {
    yield* check(context, ({ failureLimit, consecutiveSuccessLimit }) => {
      if (failureLimit.value === undefined || consecutiveSuccessLimit.value === undefined) return undefined;
      const least = Math.max(0, failureLimit.value) + consecutiveSuccessLimit.value;
      return { least, limits: { failureLimit, consecutiveSuccessLimit } };
    });
  },
};

export const metricCountBelowInconclusive: Rule = {
  id: 'metric-count-below-inconclusive',
  title: '`count` is smaller than `inconclusiveLimit`',
  docs: 'A metric must be able to reach its limits: `count` must be at least `inconclusiveLimit`. Otherwise the run is Error before any measurement.',
  severity: 'error',
  kinds: KINDS,
  needs: 'document',
  *check(context) {
    yield* check(context, ({ inconclusiveLimit }) =>
      inconclusiveLimit.value === undefined
        ? undefined
        : { least: inconclusiveLimit.value, limits: { inconclusiveLimit } },
    );
  },
};

interface Needed {
  readonly least: number;
  /** The limits that make it, by the name of their field. */
  readonly limits: Readonly<Record<string, Limit>>;
}

function* check({ root }: RuleContext, needed: (limits: MetricLimits) => Needed | undefined): Iterable<Finding> {
  for (const { node } of readAnalysis(root).metrics) {
    const read = readLimits(node);
    const { scalar, value } = read.count;
    const found = needed(read);
    if (!scalar || value === undefined || value <= 0 || !found || value >= found.least) continue;
    // With exactly as many as are tolerated the limit could never be exceeded.
    const advised = (read.consecutiveSuccessLimit.value ?? 0) > 0 ? found.least : found.least + 1;
    const written = Object.entries(found.limits).filter(([, limit]) => limit.scalar && (limit.value ?? 0) > 0);
    const sum = written.map(([field, limit]) => `\`${field}\` (${limit.value})`).join(' + ');
    yield {
      range: scalar.range,
      message: `\`count\` (${value}) is less than ${sum}: the run is Error before it measures anything. Write \`${advised}\` or more, or lower the ${written.length > 1 ? 'limits' : 'limit'}.`,
      related: written.flatMap(([field, limit]): readonly Related[] =>
        limit.scalar ? [{ range: limit.scalar.range, message: `\`${field}\`` }] : [],
      ),
      fixes: replaceWith(String(advised), scalar.range),
    };
  }
}
