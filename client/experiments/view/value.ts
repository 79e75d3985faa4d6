/** Values of measurements as people read them. */

/** `0.97` for `[0.97]`: a list of one, such as a vector with one series, is as good as what it holds. */
export function plainValue(value: string): string {
  return /^\[\s*([^\s,[\]{}]+)\s*\]$/.exec(value)?.[1] ?? value;
}
