/**
 * The pods of one ReplicaSet, all created at one instant. Counts come from arithmetic and not from a list,
 * so a billion pods cost what one costs. All times are whole milliseconds of the rehearsal's clock.
 */
import type { PodPhase } from './timeline.ts';

export interface PodPlan {
  readonly count: number;
  /** When the first pod is ready, and by how much each further one is later. */
  readonly readyAt: number;
  readonly apartMs: number;
  /** Reason for which no pod is ever ready. */
  readonly neverReady: string | undefined;
  /** Infinity: never. */
  readonly crashAt: number;
  readonly readyAgainAt: number;
  readonly minReadyMs: number;
}

/** How many pods have been ready for at least `heldMs` at this time. */
function countReady(plan: PodPlan, time: number, heldMs: number): number {
  if (plan.neverReady !== undefined) return 0;
  if (time >= plan.crashAt) return time - heldMs >= plan.readyAgainAt ? plan.count : 0;
  const since = time - heldMs - plan.readyAt;
  if (since < 0) return 0;
  return plan.apartMs === 0 ? plan.count : Math.min(plan.count, Math.floor(since / plan.apartMs) + 1);
}

export function countReadyPods(plan: PodPlan, time: number): number {
  return countReady(plan, time, 0);
}

export function countAvailablePods(plan: PodPlan, time: number): number {
  return countReady(plan, time, plan.minReadyMs);
}

/** The next time after `time` at which a pod changes; Infinity: none. */
export function findNextPodChange(plan: PodPlan, time: number): number {
  if (plan.neverReady !== undefined) return nextOfSeries(plan, time, 0);
  const changes = [plan.crashAt, plan.readyAgainAt, plan.readyAgainAt + plan.minReadyMs];
  for (const heldMs of plan.minReadyMs === 0 ? [0] : [0, plan.minReadyMs]) {
    const next = nextOfSeries(plan, time, heldMs);
    if (next < plan.crashAt) changes.push(next);
  }
  return changes.reduce((least, at) => (at > time && at < least ? at : least), Number.POSITIVE_INFINITY);
}

/** First of `readyAt + heldMs + k * apartMs`, k below the count, that lies after `time`. */
function nextOfSeries({ readyAt, apartMs, count }: PodPlan, time: number, heldMs: number): number {
  const first = readyAt + heldMs;
  if (first > time) return count > 0 ? first : Number.POSITIVE_INFINITY;
  if (apartMs === 0) return Number.POSITIVE_INFINITY;
  const index = Math.floor((time - first) / apartMs) + 1;
  return index < count ? first + index * apartMs : Number.POSITIVE_INFINITY;
}

export interface PodState {
  readonly phase: PodPhase;
  readonly ready: boolean;
  readonly message: string;
}

const PENDING: PodState = { phase: 'Pending', ready: false, message: 'The pod is created and starts.' };
const READY: PodState = { phase: 'Running', ready: true, message: 'The pod is ready.' };
const CRASHED: PodState = { phase: 'Waiting', ready: false, message: 'CrashLoopBackOff' };
const UNREADY: PodState = { phase: 'Running', ready: false, message: 'The pod runs and does not become ready.' };

/** What the pod with this index, from 0, is doing. */
export function readPod(plan: PodPlan, index: number, time: number): PodState {
  const startedAt = plan.readyAt + index * plan.apartMs;
  if (plan.neverReady !== undefined) {
    if (time < startedAt) return PENDING;
    return plan.neverReady === 'Unready' ? UNREADY : { phase: 'Waiting', ready: false, message: plan.neverReady };
  }
  if (time >= plan.crashAt) return time >= plan.readyAgainAt ? READY : CRASHED;
  return time >= startedAt ? READY : PENDING;
}

const SUFFIX_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const SUFFIX_COUNT = SUFFIX_CHARACTERS.length ** SUFFIX_LENGTH;
/** Longest part before the suffix that Kubernetes keeps. */
const PREFIX_LENGTH = 58;

/** `<replica set>-<5 characters>`, as Kubernetes forms it, but the same in every rehearsal; one serial number, one name. */
export function namePod(replicaSet: string, serial: number): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < replicaSet.length; i++) hash = Math.imul(hash ^ replicaSet.charCodeAt(i), 0x01000193) >>> 0;
  // A step without common factor visits every suffix once before any comes again.
  let rest = (hash + serial * 7_654_321) % SUFFIX_COUNT;
  let suffix = '';
  for (let i = 0; i < SUFFIX_LENGTH; i++) {
    suffix += SUFFIX_CHARACTERS.charAt(rest % SUFFIX_CHARACTERS.length);
    rest = Math.floor(rest / SUFFIX_CHARACTERS.length);
  }
  return `${replicaSet}-`.slice(0, PREFIX_LENGTH) + suffix;
}
