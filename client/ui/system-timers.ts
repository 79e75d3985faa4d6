/** Real time. */
import type { Timers } from '../experiments/ports/timers.ts';

export const systemTimers: Timers = {
  // Unlike Date.now this does not jump when the clock of the machine is set.
  now: () => performance.timeOrigin + performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
