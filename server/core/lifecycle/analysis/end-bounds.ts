/**
 * Between which times a metric, a run, an Experiment ends, whatever is measured (docs/controller/experiment.md#phase, docs/controller/analysis-run.md#how-long-a-run-takes). Milliseconds, Infinity: never.
 * Answers are taken to be there at once: what measurements take comes on top. The controller keeps times in whole seconds, so an end may
 * come up to a second earlier.
 */

import { parseGoDuration } from '../../kube/duration.ts';
import { behaviourOf, isAsync } from '../answers/providers.ts';
import type { ExperimentSpec } from '../spec/experiment-spec.ts';
import type { MetricSpec, RunSpec } from '../spec/metric-spec.ts';
import { ERROR_RETRY_MS, SHORTEST_PASS_MS } from './metric-state.ts';

/** From the start of the run. */
export interface MetricBounds {
  /** The most measurements that do not end in Error. */
  readonly measurements: number;
  /** The earliest time at which it can end as this. */
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly error: number;
  /** When the count is reached without the streak: Inconclusive, or Failed where failures are not counted. */
  readonly missed: number;
  /** As `missed`, when the provider may fail: an error breaks a streak, too. */
  readonly missedWithErrors: number;
  /** The latest end while the provider always answers. */
  readonly latest: number;
  /** The latest end of all: every measurement comes after as many errors as are allowed. */
  readonly latestWithErrors: number;
  /** A Job or a judgement of Kayenta, which goes on beyond the pass that began it. */
  readonly isAsync: boolean;
}

/** Of a run from its creation; of an Experiment from the moment at which all templates are available, as long as they stay so. */
export interface EndBounds {
  readonly earliest: number;
  /** As `earliest`, when providers may fail. */
  readonly earliestWithErrors: number;
  readonly latest: number;
  readonly latestWithErrors: number;
  readonly isAsync: boolean;
}

export interface RunBounds extends EndBounds {
  readonly metrics: readonly MetricBounds[];
  /** The earliest end as Successful. */
  readonly successful: number;
  /** As `successful`, when providers of dry runs may fail. */
  readonly successfulWithErrors: number;
  /** The earliest end as Failed or Inconclusive, or as the Error of a provider that cannot work as it is written. */
  readonly bad: number;
}

/** What of a metric matters here. */
export type PacedMetric = Omit<MetricSpec, 'name' | 'retention' | 'shapes' | 'isOpaque'>;

const NEVER = Number.POSITIVE_INFINITY;

export function boundMetric(metric: PacedMetric): MetricBounds {
  const { failureLimit, inconclusiveLimit, consecutiveSuccessLimit: streak, intervalMs } = metric;
  const count = metric.count === undefined ? NEVER : Math.max(1, metric.count);
  const delay = Math.max(0, metric.initialDelayMs ?? 0);
  const errors = metric.consecutiveErrorLimit * ERROR_RETRY_MS;
  const takesTime = isAsync(metric);
  if (metric.providerError !== undefined || metric.isRefused) return alwaysError(delay, errors, takesTime);
  const can = outcomesOf(metric);
  const soonest = wholeSeconds(delay);
  const at = (number: number): number => (number > count ? NEVER : soonest + (number - 1) * shortestGap(intervalMs));
  const longest = countLongest(metric, can);
  const most = Math.min(count, longest);
  // An error breaks a streak and is no measurement: it may begin anew until the count is reached.
  const mostWithErrors = streak > 0 && errors > 0 ? count : most;
  const end = (number: number): number => (number === NEVER ? NEVER : delay + (number - 1) * longestGap(intervalMs));
  return {
    measurements: most,
    successful: at(streak > 0 ? streak : count),
    failed: can.fail && failureLimit >= 0 ? at(failureLimit + 1) : NEVER,
    inconclusive: can.inconclusive ? at(inconclusiveLimit + 1) : NEVER,
    missed: streak > 0 && count < longest ? at(count) : NEVER,
    missedWithErrors: streak > 0 && (count < longest || errors > 0) ? at(count) : NEVER,
    error: soonest + errors,
    latest: end(most),
    latestWithErrors: end(mostWithErrors) + (errors === 0 ? 0 : mostWithErrors * errors),
    isAsync: takesTime,
  };
}

function alwaysError(delay: number, errors: number, isAsync: boolean): MetricBounds {
  const never = { successful: NEVER, failed: NEVER, inconclusive: NEVER, missed: NEVER, missedWithErrors: NEVER };
  const end = { error: wholeSeconds(delay) + errors, latest: delay + errors, latestWithErrors: delay + errors };
  return { measurements: 0, ...never, ...end, isAsync };
}

interface Outcomes {
  readonly fail: boolean;
  readonly inconclusive: boolean;
}

/** What a measurement with an answer can come to, besides Successful (docs/controller/conditions.md#evaluation-and-classification). */
function outcomesOf({ provider, successCondition, failureCondition }: PacedMetric): Outcomes {
  if (behaviourOf({ provider }).judge !== 'conditions') return { fail: true, inconclusive: true };
  const [success, failure] = [successCondition !== '', failureCondition !== ''];
  return { fail: success || failure, inconclusive: success && failure };
}

/** The most measurements with an answer that a streak leaves room for; without a streak there is no such limit. */
function countLongest(metric: PacedMetric, can: Outcomes): number {
  const { failureLimit, inconclusiveLimit, consecutiveSuccessLimit: streak } = metric;
  if (streak <= 0) return NEVER;
  const failures = can.fail ? (failureLimit < 0 ? NEVER : failureLimit) : 0;
  const breaks = failures + (can.inconclusive ? inconclusiveLimit : 0);
  // Each break comes right before the streak is reached; what comes after the last one ends it.
  return (breaks + 1) * streak;
}

/** Times are cut to whole seconds, which may take the fraction from each interval. */
function shortestGap(intervalMs = 0): number {
  return Math.max(SHORTEST_PASS_MS, wholeSeconds(intervalMs));
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function longestGap(intervalMs = 0): number {
  return Math.max(SHORTEST_PASS_MS, intervalMs);
}

/** Undefined: the run is refused before it begins, or nobody knows when one of its metrics ends. */
export function boundRun({ metrics: specs, error: refusal }: RunSpec): RunBounds | undefined {
  if (refusal !== undefined || specs.length === 0 || specs.some(({ isPaceUnknown }) => isPaceUnknown)) return undefined;
  const metrics = specs.map(boundMetric);
  const isDry = (index: number): boolean => specs[index]?.dryRun === true;
  const counted = metrics.filter((_, index) => !isDry(index));
  const bad = least(counted.map(badEnd));
  // A dry run may end in any way, and has to end like the others.
  const ends = metrics.map((metric, index) =>
    isDry(index) ? Math.min(metric.successful, badEnd(metric)) : metric.successful,
  );
  const endsWithErrors = ends.map((end, index) => Math.min(end, isDry(index) ? errorEnd(metrics[index]) : end));
  const successful = greatest(ends);
  const successfulWithErrors = greatest(endsWithErrors);
  const earliest = Math.min(successful, bad);
  const latestOf = (pick: (metric: MetricBounds) => number): number =>
    least([greatest(metrics.map(pick)), ...counted.map(metric => sureEnd(metric, pick(metric)))]);
  return {
    metrics,
    successful,
    successfulWithErrors,
    bad,
    earliest,
    earliestWithErrors: least([earliest, successfulWithErrors, ...counted.map(errorEnd)]),
    latest: latestOf(({ latest }) => latest),
    latestWithErrors: latestOf(({ latestWithErrors }) => latestWithErrors),
    isAsync: metrics.some(({ isAsync }) => isAsync),
  };
}

/** No query is waited for longer than this: providers give up after 10 s to 30 s, by default. */
const LONGEST_MEASUREMENT_MS = 60_000;

/** The latest end with what the measurements themselves may take, while providers answer. Nobody knows how long a Job takes. */
export function latestMeasured({ metrics }: RunBounds): number {
  return greatest(
    metrics.map(({ isAsync, latest, measurements }) =>
      isAsync ? NEVER : latest + measurements * LONGEST_MEASUREMENT_MS,
    ),
  );
}

/** Nothing ends it but that something fails. */
export function isEndless({ measurements, successful }: MetricBounds): boolean {
  return measurements === NEVER && successful === NEVER;
}

/** The earliest end as anything but Successful, unless a provider fails that could work. */
function badEnd({ measurements, failed, inconclusive, missed, error }: MetricBounds): number {
  return measurements === 0 ? error : Math.min(failed, inconclusive, missed);
}

/** The earliest end that only a failing provider brings. */
function errorEnd(metric: MetricBounds | undefined): number {
  return metric === undefined ? NEVER : Math.min(metric.error, metric.missedWithErrors);
}

/** When what cannot be Successful has ended at the latest. */
function sureEnd({ successful }: { readonly successful: number }, latest: number): number {
  return successful === NEVER ? latest : NEVER;
}

/** Undefined: an analysis is not known, or refused; or the Experiment is told to end, or has no templates to wait for. */
export function boundExperiment(spec: ExperimentSpec): EndBounds | undefined {
  const { duration = '', analyses, templates, terminate } = spec;
  const names = new Set(analyses.map(({ name }) => name));
  if (terminate === true || templates.length === 0 || names.size < analyses.length) return undefined;
  const required: RunBounds[] = [];
  const optional: RunBounds[] = [];
  for (const { run, runRefusal, requiredForCompletion } of analyses) {
    const bounds = run === undefined || runRefusal !== undefined ? undefined : boundRun(run);
    if (bounds === undefined) return undefined;
    (requiredForCompletion === true ? required : optional).push(bounds);
  }
  const all = [...required, ...optional];
  const durationMs = durationOf(duration);
  const goodOf = (pick: (run: RunBounds) => number): number =>
    required.length === 0 ? durationMs : greatest(required.map(pick));
  const good = goodOf(({ successful }) => successful);
  const goodWithErrors = goodOf(({ successfulWithErrors }) => successfulWithErrors);
  const earliest = least([good, ...all.map(({ bad }) => bad)]);
  const latestOf = (firstGood: number, pick: (run: RunBounds) => number): number => {
    const cutOff = least(all.map(each => sureEnd(each, pick(each))));
    if (required.length === 0) return Math.min(cutOff, durationMs);
    // An optional one that is unfinished once all required ones are Successful is never read: the Experiment stays Running.
    const mayHang = optional.some(each => pick(each) >= firstGood);
    if (mayHang) return cutOff < firstGood ? cutOff : NEVER;
    return Math.min(cutOff, greatest(required.map(pick)));
  };
  return {
    earliest,
    earliestWithErrors: least([earliest, goodWithErrors, ...all.map(each => each.earliestWithErrors)]),
    latest: latestOf(good, ({ latest }) => latest),
    latestWithErrors: latestOf(goodWithErrors, ({ latestWithErrors }) => latestWithErrors),
    isAsync: all.some(({ isAsync }) => isAsync),
  };
}

function durationOf(text: string): number {
  const parsed = text === '' ? undefined : parseGoDuration(text);
  return parsed?.ok === true ? Math.max(0, parsed.ms) : NEVER;
}

function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b), NEVER);
}

function greatest(times: readonly number[]): number {
  return times.reduce((a, b) => Math.max(a, b), 0);
}
