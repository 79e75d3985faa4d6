/** A clock for rehearsals: from 0 to an end, faster than real time, can stand still and be moved forward. */

import type { Timers } from '../experiments/ports/timers.ts';
import { readSpeed } from '../experiments/values/speed.ts';

// Timers of JavaScript hold 31 bits of milliseconds; a longer wait is cut in pieces.
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export type ClockState = 'playing' | 'paused' | 'ended';

export class Clock {
  readonly #timers: Timers;
  readonly #onWake: () => void;
  #speed: number;
  #end: number;
  #playing = true;
  /** The clock showed `#shown` at the real time `#anchor`. */
  #shown = 0;
  #anchor: number;
  #wakeAt: number | undefined;
  #cancelWait: (() => void) | undefined;

  /** `onWake` is called when the clock gets to the time that {@link wakeAt} was last given. */
  constructor(timers: Timers, options: { readonly speed: number; readonly endMs: number }, onWake: () => void) {
    this.#timers = timers;
    this.#onWake = onWake;
    this.#speed = readSpeed(options.speed);
    this.#end = options.endMs;
    this.#anchor = timers.now();
  }

  /** Milliseconds since the start, on this clock; never beyond the end. */
  now(): number {
    const since = this.#playing ? Math.max(0, this.#timers.now() - this.#anchor) * this.#speed : 0;
    return Math.min(this.#end, this.#shown + since);
  }

  get state(): ClockState {
    if (this.now() >= this.#end) return 'ended';
    return this.#playing ? 'playing' : 'paused';
  }

  get speed(): number {
    return this.#speed;
  }

  pause(): void {
    this.#change(() => {
      this.#playing = false;
    });
  }

  resume(): void {
    this.#change(() => {
      this.#playing = true;
    });
  }

  setSpeed(speed: number): void {
    this.#change(() => {
      this.#speed = readSpeed(speed);
    });
  }

  /** Forward only; a time that has gone by changes nothing. */
  moveTo(ms: number): void {
    this.#change(() => {
      this.#shown = Math.min(this.#end, Math.max(this.#shown, ms));
    });
  }

  /** The end of a course that turned out longer or shorter. What the clock shows stays, if the new end allows it. */
  setEnd(ms: number): void {
    this.#change(() => {
      this.#end = ms;
      this.#shown = Math.min(this.#shown, ms);
    });
  }

  /** `undefined`: never. A time that has gone by wakes as soon as possible, though never within this call. */
  wakeAt(ms: number | undefined): void {
    this.#wakeAt = ms;
    this.#wait();
  }

  dispose(): void {
    this.#playing = false;
    this.wakeAt(undefined);
  }

  #change(make: () => void): void {
    this.#shown = this.now();
    this.#anchor = this.#timers.now();
    make();
    this.#wait();
  }

  #wait(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    const goal = this.#wakeAt;
    if (goal === undefined || !this.#playing) return;
    const wait = Math.ceil((Math.min(goal, this.#end) - this.now()) / this.#speed);
    this.#cancelWait = this.#timers.after(Math.min(LONGEST_WAIT_MS, Math.max(0, wait)), () => {
      this.#cancelWait = undefined;
      // A timer may be early by a fraction of a millisecond, or have waited for a piece of a long time only.
      if (this.now() < Math.min(goal, this.#end)) this.#wait();
      else this.#onWake();
    });
  }
}
