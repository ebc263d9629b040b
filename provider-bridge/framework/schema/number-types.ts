/** The kinds of numbers an author can choose from. Terraform has one; these add what TypeScript needs to know. */
import { numberText, parseNumber } from "../values/decimal";
import { isNumberValue } from "../values/is-number";
import type { NumberValue, Value } from "../values/value";
import { expected } from "./native-shape";
import type { Refusal, ValueType } from "./value-type";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const FLOAT32_MAX = 3.4028234663852886e38;

function toBigInt(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** The number an author means: 0.1 is the decimal 0.1, not the double nearest to it. */
function fromDouble(native: number): NumberValue {
  return Number.isSafeInteger(native) || !Number.isFinite(native) ? native : parseNumber(numberText(native));
}

function integerRefusal(value: Value, min: bigint, max: bigint, bits: number): Refusal | undefined {
  const integer = toBigInt(value);
  const text = isNumberValue(value) ? numberText(value) : "";
  if (integer === undefined) {
    return { summary: "Not a whole number", detail: `A whole number is needed here, got ${text}.` };
  }
  if (integer >= min && integer <= max) return undefined;
  return {
    summary: "Number out of range",
    detail: `The number must fit in ${bits} bits (${min} to ${max}), got ${text}.`,
  };
}

/** A whole number of 32 bits, as a JavaScript number. */
export const int32: ValueType<number, number> = {
  cty: "number",
  label: "Number",
  toNative: (value) => (typeof value === "number" ? value : expected("a whole number of 32 bits", value)),
  toValue: (native, path) =>
    typeof native === "number" && Number.isInteger(native) && native >= INT32_MIN && native <= INT32_MAX
      ? native
      : expected("a whole number of 32 bits", native, path),
  refuse: (value) => integerRefusal(value, BigInt(INT32_MIN), BigInt(INT32_MAX), 32),
};

/** A whole number of 64 bits, as a bigint. */
export const int64: ValueType<bigint, bigint> = {
  cty: "number",
  label: "Number",
  toNative: (value) => toBigInt(value) ?? expected("a whole number", value),
  toValue: (native, path) => {
    if (typeof native !== "bigint" || native < INT64_MIN || native > INT64_MAX) {
      return expected("a bigint of 64 bits", native, path);
    }
    return Number.isSafeInteger(Number(native)) ? Number(native) : native;
  },
  refuse: (value) => integerRefusal(value, INT64_MIN, INT64_MAX, 64),
};

function float(bits: number, max: number): ValueType<number, number> {
  return {
    cty: "number",
    label: "Number",
    toNative: (value) => (isNumberValue(value) ? Number(numberText(value)) : expected("a number", value)),
    toValue: (native, path) =>
      typeof native === "number" && !Number.isNaN(native) ? fromDouble(native) : expected("a number", native, path),
    refuse: (value) =>
      isNumberValue(value) && Math.abs(Number(numberText(value))) > max
        ? {
            summary: "Number out of range",
            detail: `The number must fit in a float of ${bits} bits, got ${numberText(value)}.`,
          }
        : undefined,
  };
}

/** A number of 32 bits of floating point, as a JavaScript number. */
export const float32 = float(32, FLOAT32_MAX);

/** A number of 64 bits of floating point, as a JavaScript number. The stored decimal is kept where it is not changed. */
export const float64 = float(64, Number.MAX_VALUE);

/** Any decimal number, exactly as it is ({@link NumberValue}). */
export const number: ValueType<NumberValue, NumberValue> = {
  cty: "number",
  label: "Number",
  toNative: (value) => (isNumberValue(value) ? value : expected("a number", value)),
  toValue: (native, path) => {
    if (Number.isNaN(native)) return expected("a number", native, path);
    if (typeof native === "number") return fromDouble(native);
    return isNumberValue(native) ? native : expected("a number", native, path);
  },
};
