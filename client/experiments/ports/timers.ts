/** Time as a port, so that everything that waits can be tested without waiting. */
export interface Timers {
  /** Milliseconds since the epoch; never goes backwards. */
  now(): number;
  /** Calls once, not before `ms` milliseconds have passed. Answers the way to cancel it. */
  after(ms: number, call: () => void): () => void;
}
