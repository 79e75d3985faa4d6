/** One metric of an AnalysisRun as its status keeps it: counters, due times, assessment (docs/controller/analysis-run.md#counters). */

import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { MetricAnswer } from '../spec/scenario.ts';
import type { MetricCounts, Phase } from '../spec/timeline.ts';
import type { Meter } from './meter.ts';
import { isCompleted } from './status.ts';

/** A failed measurement is tried again after this time, whatever the interval says. */
export const ERROR_RETRY_MS = 10_000;
/** How long a pass takes at least, with all that it waits for: an interval of 0 s gives about ten measurements a second. */
export const SHORTEST_PASS_MS = 100;

export interface Measurement {
  readonly number: number;
  readonly answer: MetricAnswer;
  readonly startedAt: number;
  phase: Phase;
  message: string;
  value: string | undefined;
  finishedAt: number | undefined;
  /** While it is under way: it is looked at again from here on. */
  resumeAt: number;
  /** When the answer is there, the Job done, the judgement made. */
  readonly doneAt: number;
}

/** Changed in place by the passes of its run. */
export interface MetricState {
  readonly spec: MetricSpec;
  readonly meter: Meter;
  /** Of its result; empty: it has none. */
  phase: Phase | '';
  /** Of its result. */
  message: string;
  readonly counts: { -readonly [K in keyof MetricCounts]: MetricCounts[K] };
  taken: number;
  last: Measurement | undefined;
  /** {@link findDue}, as it was worked out last. */
  dueAt: number;
}

export function createMetricState(spec: MetricSpec, meter: Meter): MetricState {
  const counts = {
    measured: 0,
    successful: 0,
    failed: 0,
    inconclusive: 0,
    error: 0,
    consecutiveError: 0,
    consecutiveSuccess: 0,
  };
  const dueAt = spec.initialDelayMs === undefined ? 0 : Number.POSITIVE_INFINITY;
  return { spec, meter, phase: '', message: '', counts, taken: 0, last: undefined, dueAt };
}

/** Times in a status are cut to whole seconds of the wall clock, which shows `offset` milliseconds of one when the rehearsal begins. */
export function cutToSecond(ms: number, offset: number): number {
  return ms - ((ms + offset) % 1000);
}

/** When a metric of a run that is not ending is due; Infinity: never by itself. `startedAt`: of the run, undefined before its first pass ends. */
export function findDue(metric: MetricState, startedAt: number | undefined, offset: number): number {
  const { spec, last, counts, phase } = metric;
  if (isCompleted(phase)) return Number.POSITIVE_INFINITY;
  if (last === undefined) {
    if (spec.initialDelayMs === undefined) return 0;
    if (startedAt === undefined) return Number.POSITIVE_INFINITY;
    // Not strictly after, but the timer that makes the controller look fires a little late.
    return Math.floor(cutToSecond(startedAt, offset) + spec.initialDelayMs) + 1;
  }
  if (last.finishedAt === undefined) return last.resumeAt;
  if (spec.count !== undefined && counts.measured >= spec.count) return Number.POSITIVE_INFINITY;
  const interval = last.phase === 'Error' ? ERROR_RETRY_MS : (spec.intervalMs ?? ERROR_RETRY_MS);
  // The controller compares strictly.
  const next = Math.floor(cutToSecond(last.finishedAt, offset) + interval) + 1;
  return Math.max(next, last.finishedAt + SHORTEST_PASS_MS);
}

export function countMeasurement({ counts }: MetricState, phase: Phase): void {
  counts.consecutiveSuccess = phase === 'Successful' ? counts.consecutiveSuccess + 1 : 0;
  if (phase === 'Error') {
    counts.error += 1;
    counts.consecutiveError += 1;
    return;
  }
  counts.measured += 1;
  counts.consecutiveError = 0;
  if (phase === 'Successful') counts.successful += 1;
  else if (phase === 'Failed') counts.failed += 1;
  else counts.inconclusive += 1;
}

export interface MetricDecision {
  readonly phase: Phase;
  /** A sentence part for a person: `failed (2) > failureLimit (1)`. */
  readonly why: string;
  readonly rule: DecidingRule | '';
}

/** What a metric that has a result is now. `isEnding`: the run was, when this assessment of all its metrics began. */
export function assessMetric(metric: MetricState, isEnding: boolean): MetricDecision {
  const { spec, counts, last, phase } = metric;
  if (isCompleted(phase) && phase !== '') return { phase, why: '', rule: '' };
  if (last?.finishedAt === undefined) return { phase: 'Running', why: 'A measurement is under way.', rule: '' };
  const exceeded = findExceeded(metric);
  if (exceeded !== undefined) return exceeded;
  const streak = spec.consecutiveSuccessLimit;
  if (streak > 0 && counts.consecutiveSuccess >= streak) {
    const why = `${counts.consecutiveSuccess} successes in a row, consecutiveSuccessLimit is ${streak}.`;
    return { phase: 'Successful', why, rule: 'metric.consecutive-success-reached' };
  }
  if (spec.count !== undefined && counts.measured >= spec.count) return assessCount(metric);
  return isEnding ? ENDED : MEASURED;
}

const ENDED: MetricDecision = { phase: 'Successful', why: 'The run is ending.', rule: 'metric.run-ending' };
const MEASURED: MetricDecision = { phase: 'Running', why: 'It is measured.', rule: '' };

function assessCount({ spec, counts }: MetricState): MetricDecision {
  const taken = `All ${counts.measured} measurements are taken`;
  if (spec.consecutiveSuccessLimit <= 0) {
    const why = counts.measured === 1 ? 'Its measurement is taken.' : `${taken}.`;
    return { phase: 'Successful', why, rule: 'metric.count-reached' };
  }
  const why = `${taken}, without ${spec.consecutiveSuccessLimit} successes in a row.`;
  const phase = spec.failureLimit >= 0 ? 'Inconclusive' : 'Failed';
  return { phase, why, rule: 'metric.count-reached-without-streak' };
}

/** The limit that is exceeded, in the controller's words; of several the last one, so that Error beats Inconclusive beats Failed. */
export function findExceeded({ spec, counts }: MetricState): MetricDecision | undefined {
  const { failureLimit, inconclusiveLimit, consecutiveErrorLimit } = spec;
  if (counts.consecutiveError > consecutiveErrorLimit) {
    const why = `consecutiveErrors (${counts.consecutiveError}) > consecutiveErrorLimit (${consecutiveErrorLimit})`;
    return { phase: 'Error', why, rule: 'metric.consecutive-error-exceeded' };
  }
  if (counts.inconclusive > inconclusiveLimit) {
    const why = `inconclusive (${counts.inconclusive}) > inconclusiveLimit (${inconclusiveLimit})`;
    return { phase: 'Inconclusive', why, rule: 'metric.inconclusive-exceeded' };
  }
  if (failureLimit >= 0 && counts.failed > failureLimit) {
    const why = `failed (${counts.failed}) > failureLimit (${failureLimit})`;
    return { phase: 'Failed', why, rule: 'metric.failure-exceeded' };
  }
  return undefined;
}
