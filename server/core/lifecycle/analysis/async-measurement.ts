/** Measurements that outlast a pass: Jobs and Kayenta's judgements (docs/controller/analysis-run.md#job-and-kayenta-life-cycle). */
import { jobNamePart } from '../../kube/job-name.ts';
import { behaviourOf } from '../answers/providers.ts';
import type { MetricAnswer } from '../spec/scenario.ts';
import { cutToSecond, type Measurement, type MetricState, SHORTEST_PASS_MS } from './metric-state.ts';

const KAYENTA_POLL_MS = 15_000;

/** When a pass takes place, and by whose rules. */
export interface Moment {
  readonly now: number;
  readonly isArgo110: boolean;
  /** Of the wall clock's second at the start of the rehearsal. */
  readonly secondOffset: number;
}

/** Jobs in the order of their creation. */
export interface JobRecord {
  /** Of the metric that made it. */
  readonly metric: string;
  /** Its name without the uid of the run before it: metrics whose names begin alike share it. */
  readonly name: string;
  readonly number: number;
  readonly answer: MetricAnswer;
  readonly doneAt: number;
  isDeleted: boolean;
}

/** What of its name is not the uid of the run. */
export function nameJob(metric: string, number: number): string {
  return `${jobNamePart(metric, number)}.${number}`;
}

/** `taken`: a Job of that name is there already, and is taken for its own. */
export function beginAsync(
  metric: MetricState,
  due: MetricAnswer,
  moment: Moment,
  taken: JobRecord | undefined,
): Measurement {
  const answer = taken?.answer ?? due;
  const { now, isArgo110 } = moment;
  const isJob = metric.spec.provider === 'job';
  const takesMs = answer.takesMs ?? behaviourOf(metric.spec).takesMs ?? 0;
  const ownDoneAt = isStuck(metric, answer, isArgo110) ? Number.POSITIVE_INFINITY : now + Math.round(takesMs);
  const doneAt = taken?.doneAt ?? ownDoneAt;
  const base = { number: metric.taken, answer, startedAt: now, value: undefined, doneAt };
  // Neither a refused Job nor a refused request outlasts the pass.
  if (answer.kind === 'error') {
    return { ...base, phase: 'Error', message: answer.message, finishedAt: now, resumeAt: now };
  }
  const resumeAt = isJob
    ? findJobLook(doneAt, undefined, moment)
    : cutToSecond(now + KAYENTA_POLL_MS, moment.secondOffset);
  return { ...base, phase: 'Running', message: '', finishedAt: undefined, resumeAt };
}

/** Never done: without data, or a Job before 1.10 whose image cannot be pulled. */
function isStuck({ spec }: MetricState, answer: MetricAnswer, isArgo110: boolean): boolean {
  if (answer.kind === 'nothing') return true;
  return spec.provider === 'job' && answer.kind === 'phase' && answer.phase === 'Inconclusive' && !isArgo110;
}

/** Looks at it again; answers whether it is done now. */
export function resumeAsync(
  metric: MetricState,
  measurement: Measurement,
  job: JobRecord | undefined,
  moment: Moment,
): boolean {
  const { now, secondOffset } = moment;
  if (job?.isDeleted === true) {
    end(measurement, 'Error', `job.batch "<uid of the run>.${job.name}" not found`, now);
    return true;
  }
  if (measurement.doneAt > now) {
    const isJob = metric.spec.provider === 'job';
    measurement.resumeAt = isJob
      ? findJobLook(measurement.doneAt, measurement.startedAt, moment)
      : Math.max(now + 1, cutToSecond(now + KAYENTA_POLL_MS, secondOffset));
    return false;
  }
  const { phase, value } = metric.meter.measure(measurement.answer, now);
  measurement.value = value;
  end(measurement, phase, phase === 'Inconclusive' && metric.spec.provider === 'job' ? IMAGE_PULL : '', now);
  return true;
}

const IMAGE_PULL = 'Pod <of the Job>, container <of the pod> has terminal error (ImagePullBackOff)';

/** Ends it because the run ends; answers whether it did: a judgement of Kayenta stays as it is. */
export function terminateAsync(metric: MetricState, measurement: Measurement, { now, isArgo110 }: Moment): boolean {
  if (metric.spec.provider !== 'job') return false;
  end(measurement, isArgo110 ? 'Inconclusive' : 'Successful', 'Metric Terminated', now);
  return true;
}

function end(measurement: Measurement, phase: Measurement['phase'], message: string, now: number): void {
  measurement.phase = phase;
  measurement.message = message;
  measurement.finishedAt = now;
}

/**
 * When the controller looks at a Job again: before 1.10 as soon as it is done. Since then at once after its creation (`startedAt`
 * undefined), and then after sqrt(2 x elapsed seconds) each time.
 */
function findJobLook(doneAt: number, startedAt: number | undefined, moment: Moment): number {
  const { now, isArgo110, secondOffset } = moment;
  if (!isArgo110) return doneAt;
  if (startedAt === undefined) return now + SHORTEST_PASS_MS;
  const elapsed = now - cutToSecond(startedAt, secondOffset);
  const next = cutToSecond(now + Math.round(Math.sqrt((2 * elapsed) / 1000) * 1000), secondOffset);
  return Math.max(now + SHORTEST_PASS_MS, next);
}
