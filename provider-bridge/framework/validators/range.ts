import type { Validator } from "../schema/validator";
import type { ValueType } from "../schema/value-type";
import { numberText } from "../values/decimal";
import type { NumberValue } from "../values/value";
import { compareNumbers } from "./compare-numbers";
import { refuse } from "./refuse";

/** The ends of a range of numbers, both included; at least one is given. */
export interface RangeBounds<N extends NumberValue> {
  /** @default no lower bound */
  readonly min?: N;
  /** @default no upper bound */
  readonly max?: N;
}

/** The numeric type that bounds of type `N` are for. */
type NumberType<N extends NumberValue> = N extends number
  ? ValueType<number, number>
  : N extends bigint
    ? ValueType<bigint, bigint>
    : ValueType<NumberValue, NumberValue>;

/**
 * A number within its bounds, for every numeric type: `range({ min: 1, max: 65535 })` for `int32` and `float64`,
 * `range({ min: 1n })` for `int64`, decimals for `number`. Compared exactly, however many digits there are.
 *
 * @throws RangeError for bounds that nothing fits, at the start of the process.
 */
export function range<N extends NumberValue>({ min, max }: RangeBounds<N>): Validator<NumberType<N>> {
  const description = rangePhrase(min, max);
  return {
    description,
    validate: (request) => {
      const { value } = request;
      const tooSmall = min !== undefined && compareNumbers(value, min) < 0;
      const tooBig = max !== undefined && compareNumbers(value, max) > 0;
      if (!tooSmall && !tooBig) return;
      refuse(request, {
        summary: "Number out of range",
        problem: tooSmall ? "is too small" : "is too big",
        allowed: description,
      });
    },
  };
}

function rangePhrase(min: NumberValue | undefined, max: NumberValue | undefined): string {
  if (min === undefined && max === undefined) throw new RangeError("Cannot bound a number: neither min nor max given");
  if (max === undefined) return `at least ${numberText(min ?? 0)}`;
  if (min === undefined) return `at most ${numberText(max)}`;
  if (compareNumbers(min, max) > 0) {
    throw new RangeError(`Cannot bound a number: min "${numberText(min)}" is more than max "${numberText(max)}"`);
  }
  return `between ${numberText(min)} and ${numberText(max)}`;
}
