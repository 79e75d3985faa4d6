/** The fields that are read of an AnalysisRun: its metrics with their limits and measurements. */
import type { Phase } from '../../../server/protocol.ts';
import { type Json, readList, readMap, readText, readTexts, readTime, readWhole, readWord } from '../values/json.ts';
import { type MetricCounts, type MetricLimits, PHASES } from '../view/view.ts';
import { type ObjectIdentity, present, readIdentity } from './objects.ts';

export interface AnalysisRunObject extends ObjectIdentity {
  readonly terminate: boolean;
  readonly phase: Phase | '';
  readonly message: string;
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** In the order of the spec. */
  readonly metrics: readonly MetricObject[];
}

export interface MetricObject {
  readonly name: string;
  readonly phase: Phase | '';
  readonly message: string;
  readonly dryRun: boolean;
  readonly counts: MetricCounts;
  readonly limits: MetricLimits;
  readonly provider?: string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  /** Oldest first; the controller keeps the last ten unless told otherwise. */
  readonly measurements: readonly MeasurementObject[];
}

export interface MeasurementObject {
  /** From 1, over the whole run: the number stays when older ones are dropped. */
  readonly number: number;
  readonly phase: Phase | '';
  readonly value: string;
  readonly message: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** `job-name`, `ResolvedPrometheusQuery` and the like. */
  readonly metadata: Readonly<Record<string, string>>;
}

const CONSECUTIVE_ERRORS = 4;
/** A web metric may answer a whole page; more than this of a value is not kept. */
const LONGEST_VALUE = 2000;

export function readAnalysisRun(value: unknown): AnalysisRunObject | undefined {
  const identity = readIdentity(value);
  if (identity === undefined) return undefined;
  const spec = readMap(readMap(value).spec);
  const status = readMap(readMap(value).status);
  return {
    ...identity,
    terminate: spec.terminate === true,
    phase: readWord(status.phase, PHASES) ?? '',
    message: readText(status.message),
    metrics: readMetrics(spec, status),
    ...present('startedAt', readTime(status.startedAt)),
    ...present('completedAt', readTime(status.completedAt)),
  };
}

function readMetrics(spec: Json, status: Json): readonly MetricObject[] {
  const results = new Map(
    readList(status.metricResults)
      .map(readMap)
      .map(result => [readText(result.name), result]),
  );
  const args = new Map(
    readList(spec.args)
      .map(readMap)
      .map(arg => [readText(arg.name), arg.value]),
  );
  // A regular expression in fact; before the first measurement only plain names are recognised.
  const dryRun = new Set(readList(spec.dryRun).map(item => readText(readMap(item).metricName)));
  const metrics = new Map<string, MetricObject>();
  for (const metric of readList(spec.metrics).map(readMap)) {
    const name = readText(metric.name);
    const result = results.get(name) ?? {};
    if (metrics.has(name)) continue;
    metrics.set(name, {
      name,
      phase: readWord(result.phase, PHASES) ?? '',
      message: readText(result.message),
      dryRun: result.dryRun === true || dryRun.has(name) || dryRun.has('.*'),
      counts: readCounts(result),
      limits: readLimits(metric, args),
      ...present('provider', Object.keys(readMap(metric.provider))[0]),
      ...present('successCondition', readText(metric.successCondition) || undefined),
      ...present('failureCondition', readText(metric.failureCondition) || undefined),
      measurements: readMeasurements(result),
    });
  }
  return [...metrics.values()];
}

function readCounts(result: Json): MetricCounts {
  const count = (key: string) => readWhole(result[key]) ?? 0;
  return {
    measured: count('count'),
    successful: count('successful'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
    error: count('error'),
    consecutiveError: count('consecutiveError'),
    consecutiveSuccess: count('consecutiveSuccess'),
  };
}

function readLimits(metric: Json, args: ReadonlyMap<string, unknown>): MetricLimits {
  const limit = (key: string, whenAbsent: number | undefined) =>
    metric[key] === undefined ? whenAbsent : readIntOrText(metric[key], args);
  const count = limit('count', metric.interval === undefined ? 1 : undefined);
  return {
    // 0 means the same as nothing.
    ...present('count', count === 0 ? (metric.interval === undefined ? 1 : undefined) : count),
    ...present('failure', limit('failureLimit', 0)),
    ...present('inconclusive', limit('inconclusiveLimit', 0)),
    ...present('consecutiveError', limit('consecutiveErrorLimit', CONSECUTIVE_ERRORS)),
    ...present('consecutiveSuccess', limit('consecutiveSuccessLimit', 0)),
  };
}

/** Limits may be text, and an argument in it: `"{{args.limit}}"`. Text that is no number counts as 0, as in the controller. */
function readIntOrText(value: unknown, args: ReadonlyMap<string, unknown>): number | undefined {
  if (typeof value !== 'string') return readWhole(value);
  const name = /^\{\{\s*args\.([^{}]+?)\s*\}\}$/.exec(value)?.[1];
  const text = name === undefined ? value : args.get(name);
  if (typeof text !== 'string' || text.includes('{{')) return undefined;
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : 0;
}

function readMeasurements(result: Json): readonly MeasurementObject[] {
  const measurements = readList(result.measurements).map(readMap);
  const finished = measurements.filter(({ finishedAt }) => finishedAt !== undefined).length;
  const taken = (readWhole(result.count) ?? 0) + (readWhole(result.error) ?? 0);
  const dropped = Math.max(0, taken - finished);
  return measurements.map((measurement, index) => ({
    number: dropped + index + 1,
    phase: readWord(measurement.phase, PHASES) ?? '',
    value: shorten(readText(measurement.value)),
    message: readText(measurement.message),
    metadata: readTexts(measurement.metadata),
    ...present('startedAt', readTime(measurement.startedAt)),
    ...present('finishedAt', readTime(measurement.finishedAt)),
  }));
}

function shorten(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}
