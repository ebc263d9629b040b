import { Decimal } from "../../framework/values/decimal";
import type { NumberValue } from "../../framework/values/value";

/** Orders numbers by their exact size: less than, equal to or greater than zero. */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  if (typeof left === "number" && typeof right === "number") return sign(left, right);
  if (typeof left === "bigint" && typeof right === "bigint") return sign(left, right);
  if (left === Infinity || right === -Infinity) return 1;
  if (left === -Infinity || right === Infinity) return -1;
  const [one, two] = [fraction(left), fraction(right)];
  const places = Math.max(one.places, two.places);
  return sign(scale(one, places), scale(two, places));
}

function sign<T extends number | bigint>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** digits / 10^places */
interface Fraction {
  readonly digits: bigint;
  readonly places: number;
}

function scale(value: Fraction, places: number): bigint {
  return value.digits * 10n ** BigInt(places - value.places);
}

function fraction(value: NumberValue): Fraction {
  if (typeof value === "bigint") return { digits: value, places: 0 };
  if (value instanceof Decimal) return decimalFraction(value.text);
  if (Number.isInteger(value)) return { digits: BigInt(value), places: 0 };
  // Every finite double is a whole number after at most 1074 doublings, and 2^-n is 5^n / 10^n.
  let places = 0;
  let whole = value;
  for (; !Number.isInteger(whole) && places < 1100; places += 1) whole *= 2;
  return { digits: BigInt(whole) * 5n ** BigInt(places), places };
}

function decimalFraction(text: string): Fraction {
  const [whole = "0", decimals = ""] = text.split(".");
  return { digits: BigInt(whole + decimals), places: decimals.length };
}
