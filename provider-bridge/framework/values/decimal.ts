import { bitLength, shortestDigits } from "./shortest-digits";
/** A decimal number that is neither a safe integer nor exactly a double; its text is plain (no exponent) and shortest. */
export class Decimal {
  /** Canonical text: optional `-`, digits, `.`, digits without a trailing zero. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The nearest double; loses what a double cannot hold. */
  toNumber(): number {
    return Number(this.text);
  }

  /** The canonical text. */
  toString(): string {
    return this.text;
  }
}

/**
 * A number, kept exactly as it came:
 * `number` is a double as such (every safe integer, ±Infinity, -0, and what arrived as a double),
 * `bigint` an exact integer beyond the safe ones, {@link Decimal} any other decimal text (0.1 is not the double 0.1).
 */
export type NumberValue = number | bigint | Decimal;

const PLAIN_DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/**
 * Reads decimal text (`-12`, `0.1`, `5.`, `1e30`) as the number it names, in the form {@link NumberValue} promises.
 *
 * @throws SyntaxError when the text is no decimal number.
 */
export function parseNumber(text: string): NumberValue {
  const match = PLAIN_DECIMAL.exec(text);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match ?? [];
  if (match === null || whole + fraction === "") throw new SyntaxError(`Cannot read "${text}" as a number`);
  const shifted = shiftPoint(whole, fraction, Number(exponent));
  const integer = shifted.whole.replace(/^0+(?=\d)/, "") || "0";
  const decimals = shifted.fraction.replace(/0+$/, "");
  const negative = sign === "-";
  if (decimals === "") {
    const value = BigInt(integer) * (negative ? -1n : 1n);
    if (value === 0n && negative) return -0;
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  const canonical = `${negative ? "-" : ""}${integer}.${decimals}`;
  return isDouble(BigInt(integer + decimals), decimals.length) ? Number(canonical) : new Decimal(canonical);
}

function shiftPoint(whole: string, fraction: string, places: number): { whole: string; fraction: string } {
  if (places === 0) return { whole, fraction };
  if (places > 0) {
    const padded = fraction.padEnd(places, "0");
    return { whole: whole + padded.slice(0, places), fraction: padded.slice(places) };
  }
  const padded = whole.padStart(-places, "0");
  return { whole: padded.slice(0, padded.length + places), fraction: padded.slice(padded.length + places) + fraction };
}

/** Whether digits / 10^places is exactly a double: 5^places must divide the digits, the odd rest must fit in 53 bits. */
function isDouble(digits: bigint, places: number): boolean {
  if (places > 1022) return false;
  const power = 5n ** BigInt(places);
  if (digits % power !== 0n) return false;
  return BigInt.asUintN(53, digits / power) === digits / power;
}

/**
 * The number as decimal text without exponent. A double is written with the shortest digits that give it back,
 * as Terraform writes it.
 */
export function numberText(value: NumberValue): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "number") return value.text;
  if (Object.is(value, -0)) return "-0";
  if (Math.abs(value) < LEAST_NORMAL && value !== 0) return denormalText(value);
  const text = String(Math.abs(value));
  const sign = value < 0 ? "-" : "";
  if (!text.includes("e")) return sign + text;
  const [mantissa = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const shifted = shiftPoint(whole, fraction, Number(exponent));
  const integer = shifted.whole.replace(/^0+(?=\d)/, "") || "0";
  return `${sign}${integer}${shifted.fraction === "" ? "" : `.${shifted.fraction}`}`;
}

/** The least double that has all its 53 bits. */
const LEAST_NORMAL = 2 ** -1022;

/** Go gives even the smallest doubles 53 bits, so they have more digits there than in JavaScript. */
function denormalText(value: number): string {
  const bits = BigInt(Math.abs(value) * 2 ** 1022 * 2 ** 52);
  const missing = 53 - bitLength(bits);
  const { digits, exponent } = shortestDigits({ mantissa: bits << BigInt(missing), power: -1074 - missing });
  return `${value < 0 ? "-" : ""}0.${digits.padStart(-exponent, "0")}`;
}
