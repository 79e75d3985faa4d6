/** When pods are down because their program has ended: once, or again and again (a crash loop). Whole milliseconds of the rehearsal's clock. */
import type { PodScenario } from '../spec/scenario.ts';

export interface Crashes {
  /** Of the first one; Infinity: there is none. */
  readonly at: number;
  /** How many; Infinity: without end. */
  readonly count: number;
  /** How long pods are ready between two of them. */
  readonly upMs: number;
  /** How long each of them takes until the pods are ready again, the last one for all further ones. Infinity: for good. */
  readonly downMs: readonly number[];
}

/** One of them: the pods are not ready from the one time to the other. */
export interface Downtime {
  /** From 1. */
  readonly number: number;
  readonly from: number;
  readonly until: number;
}

const NEVER = Number.POSITIVE_INFINITY;
export const NO_CRASHES: Crashes = { at: NEVER, count: 0, upMs: 0, downMs: [] };

/** The shortest time that a pod is ready between two crashes, so that there is an end to counting them. */
const SHORTEST_UP_MS = 1000;
/** The kubelet waits before it starts a program once more: not at all the first time, then longer each time, up to five minutes. */
const BACK_OFF_MS: readonly number[] = [0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000];
/** A program that has run so long is started again at once. */
const FORGIVEN_AFTER_MS = 600_000;

/** Of pods that are created at `now`. */
export function readCrashes(pods: PodScenario, now: number): Crashes {
  const { readyAfterMs, crashAfterMs, readyAgainAfterMs, crashes = 1 } = pods;
  if (crashAfterMs === undefined) return NO_CRASHES;
  const upMs = Math.max(SHORTEST_UP_MS, Math.round(crashAfterMs - readyAfterMs));
  const backOff = upMs >= FORGIVEN_AFTER_MS ? [0] : BACK_OFF_MS;
  const own = readyAgainAfterMs === undefined ? undefined : [Math.round(readyAgainAfterMs)];
  const looping = backOff.map(ms => Math.max(1, ms + Math.round(readyAfterMs)));
  const count = crashes === 'forever' ? NEVER : Math.max(1, Math.trunc(crashes));
  return { at: now + Math.round(crashAfterMs), count, upMs, downMs: own ?? (count > 1 ? looping : [NEVER]) };
}

/** The latest that has begun by then; undefined: none has. */
export function findDowntime(crashes: Crashes, time: number): Downtime | undefined {
  const { at, count, upMs, downMs } = crashes;
  if (time < at) return undefined;
  let from = at;
  for (const [index, ms] of downMs.entries()) {
    const number = index + 1;
    const period = ms + upMs;
    const isLast = number === downMs.length;
    // From here on all are alike.
    const further = isLast && period !== NEVER ? Math.min(Math.floor((time - from) / period), count - number) : 0;
    from += further > 0 ? further * period : 0;
    const next = from + period;
    if (isLast || number >= count || next > time) return { number: number + further, from, until: from + ms };
    from = next;
  }
  return undefined;
}

/** When the one after it begins; Infinity: there is none. */
export function findNextCrash({ at, count, upMs }: Crashes, downtime: Downtime | undefined): number {
  if (downtime === undefined) return at;
  return downtime.number < count ? downtime.until + upMs : NEVER;
}
