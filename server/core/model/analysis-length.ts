/** How long the runs of an AnalysisTemplate take when nothing goes wrong (argo-semantics 7.12). */
import { parseGoDuration } from '../kube/duration.ts';
import { itemsAt, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';
import { intOrStringAt } from './reading.ts';

/** A single measurement: a query is answered at once, a Job needs a pod. */
const MEASUREMENT_MS = 1_000;
const JOB_MS = 10_000;

/** Milliseconds; `endless`: a metric has an interval and no count. Undefined: it depends on what the file does not say. */
export function analysisLength(template: YamlNode | undefined): number | 'endless' | undefined {
  const metrics = itemsAt(template, 'spec', 'metrics');
  const hasOthers = itemsAt(template, 'spec', 'templates').length > 0;
  if (metrics.length === 0 || hasOthers) return undefined;
  let longest = 0;
  for (const metric of metrics) {
    const length = metricLength(metric);
    if (typeof length !== 'number') return length;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** As {@link analysisLength}, for one metric; `measurementMs`: how long one measurement takes. */
export function metricLength(metric: YamlNode, measurementMs = assumedMs(metric)): number | 'endless' | undefined {
  const interval = readMs(metric, 'interval');
  const initialDelay = readMs(metric, 'initialDelay');
  if (interval === undefined || initialDelay === undefined) return undefined;
  const count = effectiveCount(metric);
  if (count === undefined) return undefined;
  if (count === 'endless') return 'endless';
  return initialDelay + count * measurementMs + (count - 1) * interval;
}

function assumedMs(metric: YamlNode): number {
  return valueAt(metric, 'provider', 'job') ? JOB_MS : MEASUREMENT_MS;
}

function effectiveCount(metric: YamlNode): number | 'endless' | undefined {
  for (const field of ['count', 'consecutiveSuccessLimit']) {
    if (scalarAt(metric, field)?.text.includes('{{')) return undefined;
  }
  const count = intOrStringAt(metric, 'count') ?? 0;
  // A run of successes ends the metric as soon as the streak is reached.
  const streak = Math.max(0, intOrStringAt(metric, 'consecutiveSuccessLimit') ?? 0);
  const hasInterval = scalarAt(metric, 'interval') !== undefined;
  const limit = count > 0 ? count : count < 0 || !hasInterval ? 1 : Number.POSITIVE_INFINITY;
  const measured = streak > 0 ? Math.min(limit, streak) : limit;
  return measured === Number.POSITIVE_INFINITY ? 'endless' : measured;
}

/** 0 where nothing is written; undefined where a placeholder stands or the text is no duration. */
function readMs(metric: YamlNode, field: string): number | undefined {
  const text = scalarAt(metric, field)?.text;
  if (text === undefined || text === '') return 0;
  const parsed = parseGoDuration(text);
  return parsed.ok ? Math.max(0, parsed.ms) : undefined;
}
