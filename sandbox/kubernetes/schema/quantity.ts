/** Quantities ("500m", "1Gi") as the server writes them: the shortest form with a suffix of the same family. */

const binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const decimal: readonly (readonly [string, number])[] = [
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
];
const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A number of nano-units. */
interface Nanos {
  readonly nanos: bigint;
  readonly family: "binary" | "decimal" | "exponent";
}

/** The canonical form; undefined when the text is no quantity. */
export function canonicalQuantity(text: string): string | undefined {
  const parsed = parse(text);
  if (parsed === undefined) return undefined;
  const { nanos, family } = parsed;
  if (nanos === 0n) return "0";
  if (family === "binary" && nanos % giga === 0n && abs(nanos / giga) >= 1024n) return binaryText(nanos / giga);
  if (family === "exponent") return exponentText(nanos);
  return decimalText(nanos);
}

/** The value as a number; 0 for a text that is no quantity. */
export function quantityValue(text: string | number): number {
  const parsed = parse(String(text));
  return parsed === undefined ? 0 : Number(parsed.nanos) / 1e9;
}

const giga = 1_000_000_000n;

/** Longer texts and larger powers are nobody's memory or time; the real server cuts them to its largest number. */
const mostCharacters = 64;
const mostExponent = 60;

function parse(text: string): Nanos | undefined {
  if (text.length > mostCharacters) return undefined;
  const [, sign = "", digits = "", suffix = ""] = form.exec(text) ?? [];
  if (digits === "") return undefined;
  const [whole = "0", fraction = ""] = digits.split(".");
  const power = binary.indexOf(suffix);
  const scale = suffix !== "" && power > 0 ? 1024n ** BigInt(power) : 1n;
  const exponent = power >= 0 ? 0 : exponentOf(suffix);
  if (Math.abs(exponent) > mostExponent) return undefined;
  // Digits before the point, then as many of the fraction as nano-units hold; the rest is rounded up.
  let value = BigInt(`${whole === "" ? "0" : whole}${fraction}`) * scale;
  const shift = 9 - fraction.length + exponent;
  if (shift >= 0) value *= 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    value = (value + divisor - 1n) / divisor;
  }
  const family = power > 0 ? "binary" : /^[eE][+-]?\d/.test(suffix) ? "exponent" : "decimal";
  return { nanos: sign === "-" ? -value : value, family };
}

function exponentOf(suffix: string): number {
  if (/^[eE][+-]?\d/.test(suffix)) return Number(suffix.slice(1));
  return decimal.find(([name]) => name === suffix)?.[1] ?? 0;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function binaryText(value: bigint): string {
  let [left, power] = [value, 0];
  while (left % 1024n === 0n && power < binary.length - 1) {
    left /= 1024n;
    power += 1;
  }
  return `${left}${binary[power] ?? ""}`;
}

function decimalText(nanos: bigint): string {
  let [left, exponent] = [nanos, -9];
  while (left % 1000n === 0n && exponent < 18) {
    left /= 1000n;
    exponent += 3;
  }
  return `${left}${decimal.find(([, power]) => power === exponent)?.[0] ?? ""}`;
}

function exponentText(nanos: bigint): string {
  let [left, exponent] = [nanos, -9];
  while (left % 1000n === 0n) {
    left /= 1000n;
    exponent += 3;
  }
  return exponent === 0 ? `${left}` : `${left}e${exponent}`;
}
