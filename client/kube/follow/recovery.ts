/**
 * When to try again. Everything that waits for one cluster waits together: one timer, growing and jittered, so that a
 * server that comes back is not met by all of us at once, again and again.
 */
import type { Timers } from '../../experiments/ports/timers.ts';

export type Pace = 'soon' | 'later' | 'never';

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
/** For what only passes when somebody changes something, such as a role or a kubeconfig. */
const LATER_MS = 60_000;

interface Lane {
  readonly waiting: Set<() => void>;
  at?: number;
  cancel?: () => void;
}

export class Recovery {
  readonly #timers: Timers;
  readonly #random: () => number;
  readonly #lanes: Readonly<Record<Pace, Lane>> = {
    soon: { waiting: new Set() },
    later: { waiting: new Set() },
    never: { waiting: new Set() },
  };
  #failures = 0;

  /** `random` gives numbers from 0 up to 1. */
  constructor(timers: Timers, random: () => number) {
    this.#timers = timers;
    this.#random = random;
  }

  /** When those who wait at this pace go on, in milliseconds since the epoch; `undefined`: nobody waits, or for a person. */
  retryAt(pace: Pace): number | undefined {
    return this.#lanes[pace].at;
  }

  /** Comes back when it is time, or when `signal` aborts. */
  wait(pace: Pace, signal: AbortSignal): Promise<void> {
    const lane = this.#lanes[pace];
    return new Promise(resolve => {
      if (signal.aborted) return resolve();
      const go = () => {
        lane.waiting.delete(go);
        signal.removeEventListener('abort', go);
        if (lane.waiting.size === 0) this.#stop(lane);
        resolve();
      };
      lane.waiting.add(go);
      signal.addEventListener('abort', go);
      if (pace !== 'never' && lane.cancel === undefined) this.#begin(lane, this.#delay(pace));
    });
  }

  /** The cluster has answered: the next failure is a first one again. */
  succeed(): void {
    this.#failures = 0;
  }

  /** A person does not want to wait. */
  retryNow(): void {
    this.#failures = 0;
    for (const lane of Object.values(this.#lanes)) this.#release(lane);
  }

  #delay(pace: 'soon' | 'later'): number {
    const jitter = 0.5 + this.#random() / 2;
    if (pace === 'later') return LATER_MS * jitter;
    const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    return delay * jitter;
  }

  #begin(lane: Lane, delay: number): void {
    lane.at = this.#timers.now() + delay;
    lane.cancel = this.#timers.after(delay, () => this.#release(lane));
  }

  #release(lane: Lane): void {
    this.#stop(lane);
    for (const go of [...lane.waiting]) go();
  }

  #stop(lane: Lane): void {
    lane.cancel?.();
    delete lane.cancel;
    delete lane.at;
  }
}
