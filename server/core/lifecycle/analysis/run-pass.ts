/** One pass of the AnalysisRun controller (docs/controller/analysis-run.md#one-pass): what is due is measured, then metrics and run are assessed. */

import { isAsync } from '../answers/providers.ts';
import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { Phase } from '../spec/timeline.ts';
import { beginAsync, type Moment, nameJob, resumeAsync, terminateAsync } from './async-measurement.ts';
import { isEnding, type MeasuredRun, schedule, setMetricPhase } from './measured-run.ts';
import { assessMetric, countMeasurement, findExceeded, type Measurement, type MetricState } from './metric-state.ts';
import { isCompleted } from './status.ts';

/** Who a run tells of what happens to it. */
export interface RunListener {
  readonly isArgo110: boolean;
  measurementBegan(metric: MetricState, measurement: Measurement): void;
  /** `trace` of a query: what its conditions came to. */
  measurementEnded(metric: MetricState, measurement: Measurement): void;
  metricChanged(metric: MetricState, from: Phase | '', why: string, rule: DecidingRule | ''): void;
}

/** What the run is after a pass; the same phase as before: it did not change. */
export interface RunAssessment {
  readonly phase: Phase;
  readonly message: string;
  readonly rule: DecidingRule;
}

/** Begins a pass. Undefined: it waits for an answer until `passEndsAt`, and `endPass` ends it. */
export function beginPass(
  run: MeasuredRun,
  terminate: boolean,
  now: number,
  listener: RunListener,
): RunAssessment | undefined {
  if (run.spec.error !== undefined && run.startedAt === undefined) {
    run.dueAt = Number.POSITIVE_INFINITY;
    return { phase: 'Error', message: run.spec.error, rule: 'run.spec-refused' };
  }
  run.passBeganAt = now;
  run.passTerminate = terminate;
  const ending = isEnding(run, terminate);
  let passEndsAt = now;
  for (const metric of run.metrics) {
    const { last } = metric;
    if (isCompleted(metric.phase)) continue;
    if (last !== undefined && last.finishedAt === undefined) resume(run, metric, last, ending, now, listener);
    else if (!ending && metric.dueAt <= now) {
      passEndsAt = Math.max(passEndsAt, begin(run, metric, now, listener).doneInPass);
    }
  }
  if (passEndsAt === now) return endPass(run, now, listener);
  run.passEndsAt = passEndsAt;
  run.dueAt = passEndsAt;
  return undefined;
}

/** Takes the answers in that the pass waited for. */
export function endPass(run: MeasuredRun, now: number, listener: RunListener): RunAssessment {
  if (run.passEndsAt !== undefined) {
    for (const metric of run.metrics) {
      const { last } = metric;
      if (last === undefined || last.finishedAt !== undefined || isAsync(metric.spec)) continue;
      answer(metric, last, last.doneAt, listener);
    }
    run.passEndsAt = undefined;
  }
  const isFirst = run.startedAt === undefined;
  run.startedAt ??= now;
  const assessment = assess(run, now, listener);
  if (run.jobs.length > 0) trimJobs(run, now, listener.isArgo110);
  schedule(run, assessment.phase, now, isFirst);
  return assessment;
}

/** `doneInPass`: when the pass has its answer; it does not wait for a Job or a judgement. */
function begin(run: MeasuredRun, metric: MetricState, now: number, listener: RunListener): { doneInPass: number } {
  const due = metric.meter.answer(metric.taken, now - run.createdAt);
  metric.taken += 1;
  if (isAsync(metric.spec)) {
    const isJob = metric.spec.provider === 'job';
    const name = nameJob(metric.spec.name, metric.taken);
    const taken = isJob ? run.jobs.find(each => each.name === name && !each.isDeleted) : undefined;
    const measurement = beginAsync(metric, due, momentOf(run, now, listener), taken);
    metric.last = measurement;
    if (isJob && !taken && measurement.phase !== 'Error') {
      const { number, answer, doneAt } = measurement;
      run.jobs.push({ metric: metric.spec.name, name, number, answer, doneAt, isDeleted: false });
    }
    if (measurement.phase === 'Running') listener.measurementBegan(metric, measurement);
    else finish(metric, measurement, listener);
    return { doneInPass: now };
  }
  const doneAt = now + Math.round(due.takesMs ?? 0);
  const measurement: Measurement = {
    number: metric.taken,
    answer: due,
    startedAt: now,
    phase: 'Running',
    message: '',
    value: undefined,
    finishedAt: undefined,
    resumeAt: doneAt,
    doneAt,
  };
  metric.last = measurement;
  if (doneAt === now) answer(metric, measurement, now, listener);
  return { doneInPass: doneAt };
}

function answer(metric: MetricState, measurement: Measurement, at: number, listener: RunListener): void {
  const { phase, message, value } = metric.meter.measure(measurement.answer, at);
  measurement.phase = phase;
  measurement.message = message;
  measurement.value = value;
  measurement.finishedAt = at;
  finish(metric, measurement, listener);
}

function finish(metric: MetricState, measurement: Measurement, listener: RunListener): void {
  countMeasurement(metric, measurement.phase);
  listener.measurementEnded(metric, measurement);
}

function resume(
  run: MeasuredRun,
  metric: MetricState,
  measurement: Measurement,
  ending: boolean,
  now: number,
  listener: RunListener,
): void {
  if (!ending && measurement.resumeAt > now) return;
  const moment = momentOf(run, now, listener);
  const name = nameJob(metric.spec.name, measurement.number);
  const job = run.jobs.findLast(each => each.name === name);
  const isDone = ending ? terminateAsync(metric, measurement, moment) : resumeAsync(metric, measurement, job, moment);
  if (isDone) finish(metric, measurement, listener);
}

function momentOf({ secondOffset }: MeasuredRun, now: number, { isArgo110 }: RunListener): Moment {
  return { now, isArgo110, secondOffset };
}

/** Metrics in the order of the spec, then the run (7.5). */
function assess(run: MeasuredRun, now: number, listener: RunListener): RunAssessment {
  const terminate = run.passTerminate;
  const ending = isEnding(run, terminate);
  for (const metric of run.metrics) {
    if (metric.last !== undefined && (ending || metric.dueAt <= now)) assessOne(run, metric, ending, listener);
  }
  if (!ending && run.open > 0) return UNFINISHED;
  let worst: Phase | '' = '';
  let message = terminate ? 'Run Terminated' : '';
  for (const metric of run.metrics) {
    const { phase, spec } = metric;
    if (!isCompleted(phase)) continue;
    if (spec.dryRun) worst ||= 'Successful';
    else if (worst === '' || SEVERITY.indexOf(phase) > SEVERITY.indexOf(worst)) {
      worst = phase;
      message = describe(metric) ?? message;
    }
  }
  const rule = terminate ? 'run.terminated' : ending ? 'run.metric-failed' : 'run.metrics-completed';
  return { phase: worst || 'Successful', message, rule };
}

const UNFINISHED: RunAssessment = { phase: 'Running', message: '', rule: 'run.metrics-unfinished' };

/** Across metrics Failed beats Error, although within one it is the other way round. */
const SEVERITY: readonly string[] = ['Successful', 'Inconclusive', 'Error', 'Failed'];

function assessOne(run: MeasuredRun, metric: MetricState, ending: boolean, listener: RunListener): void {
  const from = metric.phase;
  const { phase, why, rule } = assessMetric(metric, ending);
  if (phase === from) return;
  // The result is Running from its first measurement on, so a metric that only runs keeps the message of none.
  if (from !== '' || phase !== 'Running') metric.message = metric.last?.message ?? '';
  setMetricPhase(run, metric, phase);
  listener.metricChanged(metric, from, why, rule);
}

/** The controller's sentence about the exceeded limit; undefined: none is exceeded. */
function describe(metric: MetricState): string | undefined {
  const exceeded = findExceeded(metric);
  if (exceeded === undefined) return undefined;
  const said = metric.message === '' ? '' : `: "Error Message: ${metric.message}"`;
  return `Metric "${metric.spec.name}" assessed ${metric.phase} due to ${exceeded.why}${said}`;
}

/** A Job metric with more measurements than are kept deletes the oldest Jobs of the whole run, running ones too (7.8). */
function trimJobs(run: MeasuredRun, now: number, isArgo110: boolean): void {
  for (const { spec, taken, last } of run.metrics) {
    const hasGrown = last !== undefined && last.startedAt >= run.passBeganAt;
    if (spec.provider !== 'job' || taken <= spec.retention || !hasGrown) continue;
    const jobs = run.jobs.filter(job => !job.isDeleted);
    for (const job of jobs.slice(0, Math.max(0, jobs.length - spec.retention))) {
      job.isDeleted = true;
      const victim = run.metrics.find(metric => metric.spec.name === job.metric);
      if (isArgo110 || victim?.last?.number !== job.number || victim.last.finishedAt !== undefined) continue;
      // Before 1.10 every pass looks at all Jobs.
      victim.last.resumeAt = now;
      victim.dueAt = now;
    }
  }
}
