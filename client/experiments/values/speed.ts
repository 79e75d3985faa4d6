/** How fast made-up time may run, as a multiple of real time. */

export const MIN_SPEED = 1;
export const MAX_SPEED = 600;
export const DEFAULT_SPEED = 60;
/** What is offered to choose from. */
export const SPEEDS: readonly number[] = [1, 10, 60, 300, 600];

/** A speed from a setting or a person: what is no number is {@link DEFAULT_SPEED}, what is out of bounds the nearest. */
export function readSpeed(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return DEFAULT_SPEED;
  return Math.min(MAX_SPEED, Math.max(MIN_SPEED, value));
}
