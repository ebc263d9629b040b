/**
 * Random numbers that a seed repeats: a failing fuzz input is found again by its seed alone.
 * The generator is "mulberry32": 32 bits of state, quick, good enough for choosing test inputs, useless for secrets.
 */

/** A source of repeatable random numbers; each call moves it on. */
export interface Random {
  /** A whole number in 0 … 2^32 - 1. */
  uint32(): number;
  /** A number in [0, 1). */
  fraction(): number;
  /** A whole number in [minimum, maximum], both included. Throws a RangeError when the range is empty. */
  integer(minimum: number, maximum: number): number;
  /** True with the given probability (0 … 1, default 0.5). */
  chance(probability?: number): boolean;
  /** One of the items. Throws a RangeError for an empty list. */
  pick<Item>(items: readonly Item[]): Item;
  /** That many random bytes. */
  bytes(length: number): Buffer;
  /** A generator of its own, whose numbers do not depend on how far this one is used later. */
  fork(): Random;
}

/** Held here because a look-up of a global costs a microsecond inside jest, and this is asked for every byte. */
const { floor, imul } = Math;

/** A generator that always gives the same numbers for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uint32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const fraction = (): number => uint32() / 0x1_0000_0000;
  const integer = (minimum: number, maximum: number): number => {
    if (!(minimum <= maximum)) {
      throw new RangeError(`Cannot choose a number between ${minimum} and ${maximum}: the range is empty`);
    }
    return minimum + floor(fraction() * (maximum - minimum + 1));
  };
  return {
    uint32,
    fraction,
    integer,
    chance: (probability = 0.5) => fraction() < probability,
    pick: (items) => pickFrom(items, integer),
    bytes: (length) => fillBytes(length, uint32),
    fork: () => createRandom(uint32()),
  };
}

function pickFrom<Item>(items: readonly Item[], integer: (minimum: number, maximum: number) => number): Item {
  const index = integer(0, items.length - 1);
  for (const item of items.slice(index, index + 1)) {
    return item;
  }
  throw new RangeError("Cannot choose from an empty list");
}

function fillBytes(length: number, uint32: () => number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let position = 0; position < length; position += 1) {
    bytes[position] = uint32() & 0xff;
  }
  return bytes;
}
