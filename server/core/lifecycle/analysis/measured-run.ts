/** An AnalysisRun that is measured: its state, and when it is due. */
import type { ExprVersion } from '../../expr/builtins/version.ts';
import type { RunSpec } from '../spec/metric-spec.ts';
import type { MetricScenario } from '../spec/scenario.ts';
import type { Phase } from '../spec/timeline.ts';
import type { JobRecord } from './async-measurement.ts';
import { Meter } from './meter.ts';
import { createMetricState, findDue, type MetricState } from './metric-state.ts';
import { isBad, isCompleted } from './status.ts';

export interface MeasuredRun {
  readonly spec: RunSpec;
  readonly metrics: readonly MetricState[];
  /** Metrics that are not completed. */
  open: number;
  /** A metric that counts is Failed, Error or Inconclusive. */
  hasBad: boolean;
  readonly jobs: JobRecord[];
  readonly createdAt: number;
  /** Of the wall clock's second at the start of the rehearsal. */
  readonly secondOffset: number;
  /** `status.startedAt`, set at the end of the first pass. */
  startedAt: number | undefined;
  /** A pass waits for its slowest measurement; undefined: none is under way. */
  passEndsAt: number | undefined;
  /** Of the latest pass: when it began, and whether the run was told to end by then. */
  passBeganAt: number;
  passTerminate: boolean;
  /** The next pass is due; Infinity: only a change from outside makes one. */
  dueAt: number;
}

export function createMeasuredRun(
  spec: RunSpec,
  series: Readonly<Record<string, MetricScenario>>,
  { createdAt, secondOffset, version }: { createdAt: number; secondOffset: number; version: ExprVersion },
): MeasuredRun {
  const metrics = spec.metrics.map(metric => {
    const own = Object.hasOwn(series, metric.name) ? series[metric.name] : undefined;
    return createMetricState(metric, new Meter(metric, own ?? {}, version));
  });
  return {
    spec,
    metrics,
    open: metrics.length,
    hasBad: false,
    jobs: [],
    createdAt,
    secondOffset,
    startedAt: undefined,
    passEndsAt: undefined,
    passBeganAt: createdAt,
    passTerminate: false,
    dueAt: createdAt,
  };
}

/** Argo's `IsTerminating`, by the phases that the status has. */
export function isEnding({ hasBad }: MeasuredRun, terminate: boolean): boolean {
  return terminate || hasBad;
}

/** Notes what a metric is now. */
export function setMetricPhase(run: MeasuredRun, metric: MetricState, phase: Phase): void {
  metric.phase = phase;
  if (!isCompleted(phase)) return;
  run.open -= 1;
  if (!metric.spec.dryRun && isBad(phase)) run.hasBad = true;
}

/** Sets when the next pass is due, after one has ended at `now`. `isFirst`: it was the run's first. */
export function schedule(run: MeasuredRun, phase: Phase | '', now: number, isFirst: boolean): void {
  if (isCompleted(phase)) run.dueAt = Number.POSITIVE_INFINITY;
  else if (isEnding(run, run.passTerminate)) run.dueAt = now;
  else {
    let next = Number.POSITIVE_INFINITY;
    for (const metric of run.metrics) {
      // The others have not been touched.
      if (metric.dueAt <= now || isFirst) metric.dueAt = findDue(metric, run.startedAt, run.secondOffset);
      if (metric.dueAt < next) next = metric.dueAt;
    }
    run.dueAt = Math.max(now, next);
  }
}

/** Measurements of each metric that are played of a run that nothing ends. */
const PLAYED_OF_ENDLESS = 10;

/** Nothing ends it by itself any more: each unfinished metric gets one answer for ever, and that decides nothing. */
export function isEndless(run: MeasuredRun, phase: Phase | '', now: number): boolean {
  if (isCompleted(phase) || run.passEndsAt !== undefined) return false;
  const open = run.metrics.filter(metric => !isCompleted(metric.phase));
  return open.length > 0 && !isEnding(run, false) && open.every(metric => isSettled(metric, now - run.createdAt));
}

function isSettled(metric: MetricState, ms: number): boolean {
  const { spec, meter, taken, last } = metric;
  if (last === undefined) return false;
  if (last.finishedAt === undefined) return last.doneAt === Number.POSITIVE_INFINITY;
  const answer = meter.lastAnswer(taken, ms);
  if (spec.count !== undefined || answer === undefined || taken < PLAYED_OF_ENDLESS) return false;
  const { phase } = meter.measure(answer, last.finishedAt);
  if (last.phase !== phase) return false;
  return phase === 'Successful' ? spec.consecutiveSuccessLimit === 0 : phase === 'Failed' && spec.failureLimit < 0;
}
