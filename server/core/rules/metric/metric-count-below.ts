import type { Metric } from '../../model/analysis.ts';
import { type Limit, type MetricLimits, readLimits } from '../../model/metric-limits.ts';
import { replaceWith } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { Finding, Related } from '../engine/rule.ts';

export const metricCountBelowLimits = metricRule({
  id: 'metric-count-below-limits',
  title: '`count` is smaller than the limits',
  docs: 'A metric must be able to reach its limits: `count` must be at least `failureLimit` + `consecutiveSuccessLimit` (with `failureLimit: -1`, at least `consecutiveSuccessLimit`). Otherwise the run is Error before any measurement.',
  isPartial: true,
  *check(metric) {
    yield* check(metric, ({ failureLimit, consecutiveSuccessLimit }) => {
      if (failureLimit.value === undefined || consecutiveSuccessLimit.value === undefined) return undefined;
      const least = Math.max(0, failureLimit.value) + consecutiveSuccessLimit.value;
      return { least, limits: { failureLimit, consecutiveSuccessLimit } };
    });
  },
});

export const metricCountBelowInconclusive = metricRule({
  id: 'metric-count-below-inconclusive',
  title: '`count` is smaller than `inconclusiveLimit`',
  docs: 'A metric must be able to reach its limits: `count` must be at least `inconclusiveLimit`. Otherwise the run is Error before any measurement.',
  isPartial: true,
  *check(metric) {
    yield* check(metric, ({ inconclusiveLimit }) =>
      inconclusiveLimit.value === undefined
        ? undefined
        : { least: inconclusiveLimit.value, limits: { inconclusiveLimit } },
    );
  },
});

interface Needed {
  readonly least: number;
  /** The limits that make it, by the name of their field. */
  readonly limits: Readonly<Record<string, Limit>>;
}

function* check({ node }: Metric, needed: (limits: MetricLimits) => Needed | undefined): Iterable<Finding> {
  const read = readLimits(node);
  const { scalar, value } = read.count;
  const found = needed(read);
  if (!scalar || value === undefined || value <= 0 || !found || value >= found.least) return;
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
