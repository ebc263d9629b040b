/** How many of something there may be: at least `min`, at most `max`, at least one of the two given. */
export interface CountBounds {
  /** @default no lower bound */
  readonly min?: number;
  /** @default no upper bound */
  readonly max?: number;
}

/** Whether a count lies within its bounds. */
export function isWithin(count: number, { min = 0, max = Number.POSITIVE_INFINITY }: CountBounds): boolean {
  return count >= min && count <= max;
}

/**
 * The bounds as a phrase: `between 1 and 63 characters`, `at least 1 character`.
 *
 * @throws RangeError for bounds that nothing fits, at the start of the process.
 */
export function boundsPhrase({ min, max }: CountBounds, unit: CountUnit): string {
  if (min === undefined && max === undefined)
    throw new RangeError(`Cannot bound ${unit.many}: neither min nor max given`);
  if ((min ?? 0) > (max ?? Number.POSITIVE_INFINITY) || (max ?? 0) < 0) {
    throw new RangeError(`Cannot bound ${unit.many}: min "${min}" and max "${max}" leave nothing`);
  }
  if (max === undefined) return `at least ${counted(min ?? 0, unit)}`;
  if (min === undefined || min === 0) return `at most ${counted(max, unit)}`;
  return min === max ? `exactly ${counted(min, unit)}` : `between ${min} and ${counted(max, unit)}`;
}

/** A unit in both numbers. */
export interface CountUnit {
  readonly one: string;
  readonly many: string;
}

/** A number with its unit: `1 character`, `2 characters`. */
export function counted(count: number, unit: CountUnit): string {
  return `${count} ${count === 1 ? unit.one : unit.many}`;
}
