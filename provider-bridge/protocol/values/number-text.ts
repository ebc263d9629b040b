import { parseNumber } from "../../framework/values/decimal";
import { type Binary, bitLength, type DecimalDigits, shortestDigits } from "../../framework/values/shortest-digits";
import type { NumberValue } from "../../framework/values/value";

/** Terraform holds decimal text in floating-point numbers of this precision. */
const MANTISSA_BITS = 512;
/** Any decimal with so many digits comes back from 512 bits as it was (511 × log10 2, rounded down). */
const EXACT_DIGITS = 153;
/** What is refused although Terraform takes it: a few bytes must not become an endless number. */
const MAX_EXPONENT = 5000;

const PLAIN_INTEGER = /^-?[1-9]\d{0,14}$/;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?$/;
const INFINITY = /^([+-]?)[iI]nf$/;

/**
 * Reads a number as Go reads it for Terraform: decimal digits with point and exponent (`e`, or `p` for a power of two),
 * `Inf`, rounded to 512 bits. Undefined where the text is no number, or its exponent is beyond ±5000.
 */
export function readNumber(text: string): NumberValue | undefined {
  if (PLAIN_INTEGER.test(text)) return Number(text);
  const [, sign = "", whole = "", fraction = "", letter = "e", power = "0"] = NUMBER.exec(text) ?? [];
  if (whole + fraction === "") return readInfinity(text);
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return sign === "-" ? -0 : 0;
  const exponent = Number(power);
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const decimal =
    letter === "e" || letter === "E"
      ? { digits, exponent: exponent - fraction.length }
      : timesPowerOfTwo(BigInt(digits), exponent, -fraction.length);
  const rounded = roundDecimal(decimal);
  return parseNumber(`${sign === "-" ? "-" : ""}${rounded.digits}e${rounded.exponent}`);
}

function readInfinity(text: string): number | undefined {
  const match = INFINITY.exec(text);
  if (match === null) return undefined;
  return match[1] === "-" ? -Infinity : Infinity;
}

function timesPowerOfTwo(digits: bigint, power: number, exponent: number): DecimalDigits {
  if (power >= 0) return { digits: (digits << BigInt(power)).toString(), exponent };
  return { digits: (digits * 5n ** BigInt(-power)).toString(), exponent: exponent + power };
}

/** The shortest decimal that names the same 512-bit number. */
function roundDecimal(decimal: DecimalDigits): DecimalDigits {
  const digits = decimal.digits.replace(/0+$/, "");
  const exponent = decimal.exponent + decimal.digits.length - digits.length;
  if (digits.length <= EXACT_DIGITS) return { digits, exponent };
  return shortestDigits(nearestMantissa(BigInt(digits), exponent));
}

/** The 512-bit number nearest to digits × 10^exponent; to the even one where two are equally near. */
function nearestMantissa(digits: bigint, exponent: number): Binary {
  const numerator = exponent >= 0 ? digits * 10n ** BigInt(exponent) : digits;
  const denominator = exponent >= 0 ? 1n : 10n ** BigInt(-exponent);
  let power = bitLength(numerator) - bitLength(denominator) - MANTISSA_BITS;
  if (bitLength(scaledQuotient(numerator, denominator, power)) > MANTISSA_BITS) power += 1;
  const divisor = power > 0 ? denominator << BigInt(power) : denominator;
  const dividend = power < 0 ? numerator << BigInt(-power) : numerator;
  const mantissa = dividend / divisor;
  const twice = 2n * (dividend % divisor);
  const roundUp = twice > divisor || (twice === divisor && (mantissa & 1n) === 1n);
  const rounded = roundUp ? mantissa + 1n : mantissa;
  return bitLength(rounded) > MANTISSA_BITS
    ? { mantissa: rounded >> 1n, power: power + 1 }
    : { mantissa: rounded, power };
}

function scaledQuotient(numerator: bigint, denominator: bigint, power: number): bigint {
  return power > 0 ? numerator / (denominator << BigInt(power)) : (numerator << BigInt(-power)) / denominator;
}
