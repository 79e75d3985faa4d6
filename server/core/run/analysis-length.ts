/** How long the runs of an AnalysisTemplate take when nothing goes wrong (docs/controller/analysis-run.md#how-long-a-run-takes). */
import { parseGoDuration } from '../kube/duration.ts';
import { itemsAt, scalarAt, valueAt, type YamlNode, type YamlScalar } from '../yaml/node.ts';

/** A single measurement: a query is answered at once, a Job needs a pod. */
const MEASUREMENT_MS = 1_000;
const JOB_MS = 10_000;
/** No query is waited for longer than this: providers give up after 10 s to 30 s, by default. */
const LONGEST_MEASUREMENT_MS = 60_000;

/** When a metric is measured. Milliseconds. */
export interface Pace {
  readonly initialDelay: number;
  readonly interval: number;
  /** Measurements; `endless`: an interval and nothing that ends it but failures. */
  readonly count: number | 'endless';
  readonly isJob: boolean;
}

/** Milliseconds from the start of a run to its good end, when nothing fails; infinite: without an end, or unknown. */
export interface LengthBounds {
  readonly least: number;
  readonly most: number;
}

/** The text of a field with its placeholders filled in; undefined: they are not known. */
export type ReadText = (scalar: YamlScalar) => string | undefined;

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
export function metricLength(metric: YamlNode, measurementMs?: number): number | 'endless' | undefined {
  const pace = readPace(metric);
  if (!pace || pace.count === 'endless') return pace && 'endless';
  return leastOf(pace) + pace.count * (measurementMs ?? (pace.isJob ? JOB_MS : MEASUREMENT_MS));
}

/** Undefined: one of the metrics cannot be read, or there are none. */
export function boundLength(metrics: readonly YamlNode[], read: ReadText = readLiteral): LengthBounds | undefined {
  let bounds: LengthBounds | undefined;
  for (const metric of metrics) {
    const pace = readPace(metric, read);
    if (!pace) return undefined;
    const least = leastOf(pace);
    const count = pace.count === 'endless' ? Number.POSITIVE_INFINITY : pace.count;
    const most = pace.isJob ? Number.POSITIVE_INFINITY : least + count * LONGEST_MEASUREMENT_MS;
    bounds = { least: Math.max(bounds?.least ?? 0, least), most: Math.max(bounds?.most ?? 0, most) };
  }
  return bounds;
}

/** Undefined: it depends on what is not known, or does not parse. */
export function readPace(metric: YamlNode, read: ReadText = readLiteral): Pace | undefined {
  const interval = readMs(metric, 'interval', read);
  const initialDelay = readMs(metric, 'initialDelay', read);
  const count = readCount(metric, read);
  if (interval === undefined || initialDelay === undefined || count === undefined) return undefined;
  return { interval, initialDelay, count, isJob: valueAt(metric, 'provider', 'job') !== undefined };
}

/** Without the time that measurements take themselves. */
function leastOf({ initialDelay, interval, count }: Pace): number {
  return count === 'endless' ? Number.POSITIVE_INFINITY : initialDelay + (count - 1) * interval;
}

function readCount(metric: YamlNode, read: ReadText): number | 'endless' | undefined {
  const count = readInteger(metric, 'count', read);
  const streak = readInteger(metric, 'consecutiveSuccessLimit', read);
  if (count === undefined || streak === undefined) return undefined;
  const hasInterval = scalarAt(metric, 'interval') !== undefined;
  const limit = count > 0 ? count : count < 0 || !hasInterval ? 1 : Number.POSITIVE_INFINITY;
  // A run of successes ends the metric as soon as the streak is reached.
  const measured = streak > 0 ? Math.min(limit, streak) : limit;
  return measured === Number.POSITIVE_INFINITY ? 'endless' : measured;
}

/** 0 where nothing is written, and for what is no number, as the controller has it. */
function readInteger(metric: YamlNode, field: string, read: ReadText): number | undefined {
  const scalar = scalarAt(metric, field);
  if (!scalar) return 0;
  const text = read(scalar);
  if (text === undefined) return undefined;
  return /^[-+]?\d+$/.test(text) ? Number(text) : 0;
}

/** 0 where nothing is written; undefined where a placeholder stands or the text is no duration. */
function readMs(metric: YamlNode, field: string, read: ReadText): number | undefined {
  const scalar = scalarAt(metric, field);
  const text = scalar ? read(scalar) : '';
  if (text === undefined || text === '') return text === '' ? 0 : undefined;
  const parsed = parseGoDuration(text);
  return parsed.ok ? Math.max(0, parsed.ms) : undefined;
}

function readLiteral({ text }: YamlScalar): string | undefined {
  return text.includes('{{') ? undefined : text;
}
