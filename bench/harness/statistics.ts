/** The value below which `fraction` (0 to 1) of the values lie. @throws RangeError for no values. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * fraction;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) throw new RangeError("Cannot take a percentile of no values");
  return low + (high - low) * (position - Math.floor(position));
}

/** The value in the middle. @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * How far the median may be off, as a share of it (0.02 is 2 %): two standard errors, estimated from the median
 * distance to the median, which a few disturbed samples do not change. Infinite for fewer than five values.
 */
export function medianUncertainty(values: readonly number[]): number {
  if (values.length < 5) return Number.POSITIVE_INFINITY;
  const middle = median(values);
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  return (2 * 1.2533 * deviation) / Math.sqrt(values.length) / Math.abs(middle);
}
