/** Counts and limits of a metric as the controller reads them (docs/controller/fields.md#metric, docs/controller/formats.md). */
import { parseGoDuration } from '../kube/duration.ts';
import { scalarAt, type YamlMap, type YamlScalar } from '../yaml/node.ts';

export const LIMIT_FIELDS = [
  'count',
  'failureLimit',
  'inconclusiveLimit',
  'consecutiveErrorLimit',
  'consecutiveSuccessLimit',
] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];

export interface Limit {
  /** Where it is written; absent: nowhere. */
  readonly scalar?: YamlScalar;
  /** The number in force. Undefined: a placeholder, or text that is no number (which has a rule of its own). */
  readonly value: number | undefined;
}

export interface MetricLimits extends Readonly<Record<LimitField, Limit>> {
  readonly interval?: YamlScalar;
  /** Milliseconds, 0 without one; undefined: a placeholder, or no duration. */
  readonly intervalMs: number | undefined;
  readonly initialDelay?: YamlScalar;
  readonly initialDelayMs: number | undefined;
  /** Measurements that are taken when nothing else ends the metric; a streak of successes may end it before. */
  readonly measurements: number | 'endless' | undefined;
}

const DEFAULTS: Readonly<Record<LimitField, number>> = {
  count: 0,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  consecutiveSuccessLimit: 0,
};

export function readLimits(metric: YamlMap): MetricLimits {
  const interval = durationAt(metric, 'interval');
  const initialDelay = durationAt(metric, 'initialDelay');
  const count = limitAt(metric, 'count');
  return {
    count,
    failureLimit: limitAt(metric, 'failureLimit'),
    inconclusiveLimit: limitAt(metric, 'inconclusiveLimit'),
    consecutiveErrorLimit: limitAt(metric, 'consecutiveErrorLimit'),
    consecutiveSuccessLimit: limitAt(metric, 'consecutiveSuccessLimit'),
    ...(interval ? { interval } : {}),
    intervalMs: msOf(interval),
    ...(initialDelay ? { initialDelay } : {}),
    initialDelayMs: msOf(initialDelay),
    measurements: measurementsOf(count.value, interval),
  };
}

/** Whether Go's `Atoi` reads the text; where it does not, the controller takes 0. */
export function isGoInteger(text: string): boolean {
  return /^[-+]?\d+$/.test(text);
}

function limitAt(metric: YamlMap, field: LimitField): Limit {
  const scalar = scalarAt(metric, field);
  if (!scalar) return { value: DEFAULTS[field] };
  if (typeof scalar.value === 'number')
    return { scalar, value: Number.isInteger(scalar.value) ? scalar.value : undefined };
  const isNumber = typeof scalar.value === 'string' && isGoInteger(scalar.text);
  return { scalar, value: isNumber ? Number(scalar.text) : undefined };
}

/** An empty text counts as none. */
function durationAt(metric: YamlMap, field: string): YamlScalar | undefined {
  const scalar = scalarAt(metric, field);
  return scalar?.text === '' ? undefined : scalar;
}

function msOf(scalar: YamlScalar | undefined): number | undefined {
  if (!scalar) return 0;
  const parsed = typeof scalar.value === 'string' ? parseGoDuration(scalar.text) : undefined;
  return parsed?.ok ? parsed.ms : undefined;
}

function measurementsOf(count: number | undefined, interval: YamlScalar | undefined): number | 'endless' | undefined {
  if (count === undefined) return undefined;
  if (count > 0) return count;
  if (count < 0 || !interval) return 1;
  // From an arg it may come out empty, and then there is one measurement only.
  return interval.text.includes('{{') ? undefined : 'endless';
}
