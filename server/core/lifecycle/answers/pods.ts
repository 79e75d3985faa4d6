/**
 * The pods of one ReplicaSet, all created at one instant. Counts come from arithmetic and not from a list,
 * so a billion pods cost what one costs. All times are whole milliseconds of the rehearsal's clock.
 */

import type { PodPhase } from '../spec/timeline.ts';
import { type Crashes, findDowntime, findNextCrash } from './crashes.ts';

export interface PodPlan {
  readonly count: number;
  /** When the first pod is ready, and by how much each further one is later. */
  readonly readyAt: number;
  readonly apartMs: number;
  /** Reason for which no pod is ever ready. */
  readonly neverReady: string | undefined;
  readonly crashes: Crashes;
  readonly minReadyMs: number;
}

/** How many pods have been ready for at least `heldMs` at this time. */
function countReady(plan: PodPlan, time: number, heldMs: number): number {
  if (plan.neverReady !== undefined) return 0;
  const downtime = findDowntime(plan.crashes, time);
  if (downtime !== undefined) return time - heldMs >= downtime.until ? plan.count : 0;
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
  const downtime = findDowntime(plan.crashes, time);
  const crashAt = findNextCrash(plan.crashes, downtime);
  const changes = [crashAt];
  if (downtime !== undefined) {
    // Another crash may come before the pods count as available.
    changes.push(...[downtime.until, downtime.until + plan.minReadyMs].filter(at => at < crashAt));
    return least(changes, time);
  }
  for (const heldMs of plan.minReadyMs === 0 ? [0] : [0, plan.minReadyMs]) {
    const next = nextOfSeries(plan, time, heldMs);
    if (next < crashAt) changes.push(next);
  }
  return least(changes, time);
}

/** Of those after `time`; Infinity: there is none. */
function least(times: readonly number[], time: number): number {
  return times.reduce((a, b) => (b > time && b < a ? b : a), Number.POSITIVE_INFINITY);
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
  /** How often its program has been started again. */
  readonly restarts: number;
}

const PENDING: PodState = { phase: 'Pending', ready: false, message: 'The pod is created and starts.', restarts: 0 };
const READY: PodState = { phase: 'Running', ready: true, message: 'The pod is ready.', restarts: 0 };
const CRASHED: PodState = { phase: 'Waiting', ready: false, message: 'CrashLoopBackOff', restarts: 0 };
const UNREADY: PodState = { ...READY, ready: false, message: 'The pod runs and does not become ready.' };

/** What the pod with this index, from 0, is doing. */
export function readPod(plan: PodPlan, index: number, time: number): PodState {
  const startedAt = plan.readyAt + index * plan.apartMs;
  if (plan.neverReady !== undefined) {
    if (time < startedAt) return PENDING;
    return plan.neverReady === 'Unready' ? UNREADY : { ...CRASHED, message: plan.neverReady };
  }
  const downtime = findDowntime(plan.crashes, time);
  if (downtime !== undefined) {
    const { number, until } = downtime;
    return time >= until ? { ...READY, restarts: number } : { ...CRASHED, restarts: number - 1 };
  }
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
