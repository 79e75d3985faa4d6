/** Of nothing: undefined. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.filter(value => !Number.isNaN(value)).toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5);
}
