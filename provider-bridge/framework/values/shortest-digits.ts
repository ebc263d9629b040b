/** digits × 10^exponent; the digits begin with no zero. */
export interface DecimalDigits {
  readonly digits: string;
  readonly exponent: number;
}

/** mantissa × 2^power; the mantissa has all the bits of its precision. */
export interface Binary {
  readonly mantissa: bigint;
  readonly power: number;
}

/** How many bits a positive integer has. */
export function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/** The fewest digits that lie nearer to this number than to its neighbours of the same precision. */
export function shortestDigits({ mantissa, power }: Binary): DecimalDigits {
  // Half a unit in the last place is the unit here, so that the bounds are whole numbers.
  const half = power - 1;
  const factor = half >= 0 ? 2n ** BigInt(half) : 5n ** BigInt(-half);
  const exponent = Math.min(half, 0);
  const exact = (2n * mantissa * factor).toString();
  const lower = ((2n * mantissa - 1n) * factor).toString().padStart(exact.length, "0");
  const upper = ((2n * mantissa + 1n) * factor).toString();
  if (upper.length > exact.length) return { digits: exact.replace(/0+$/, ""), exponent: exponent + trailing(exact) };
  const count = digitsNeeded(exact, lower, upper, (mantissa & 1n) === 0n);
  const rest = exact.length - count.digits;
  const kept = BigInt(exact.slice(0, count.digits)) + (count.roundUp ? 1n : 0n);
  const digits = kept.toString().replace(/0+$/, "");
  return { digits, exponent: exponent + rest + kept.toString().length - digits.length };
}

function trailing(digits: string): number {
  return digits.length - digits.replace(/0+$/, "").length;
}

function digitsNeeded(
  exact: string,
  lower: string,
  upper: string,
  inclusive: boolean,
): { readonly digits: number; readonly roundUp: boolean } {
  const lowerEnd = lower.length - trailing(lower);
  const upperEnd = upper.length - trailing(upper);
  for (let index = 0; index < exact.length; index += 1) {
    const [own, below, above] = [Number(exact[index]), Number(lower[index]), Number(upper[index])];
    const downIsFine = below !== own || (inclusive && index + 1 >= lowerEnd);
    const upIsFine = own !== above && (inclusive || own + 1 < above || index + 1 < upperEnd);
    if (downIsFine && upIsFine) return { digits: index + 1, roundUp: roundsUp(exact, index + 1) };
    if (downIsFine || upIsFine) return { digits: index + 1, roundUp: upIsFine };
  }
  return { digits: exact.length, roundUp: false };
}

/** Whether cutting after `count` digits rounds up: half goes to the even digit. */
function roundsUp(digits: string, count: number): boolean {
  const next = digits.charAt(count);
  if (next !== "5") return next > "5";
  const isHalf = /^0*$/.test(digits.slice(count + 1));
  return !isHalf || Number(digits.charAt(count - 1)) % 2 === 1;
}
