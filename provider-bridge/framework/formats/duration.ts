import { type Parsed, parsed, refused } from "./parsed";

const UNIT_NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

/** Go keeps a duration in 64 bits of nanoseconds: about 292 years. */
const MAX_NANOSECONDS = 2n ** 63n - 1n;
const MAX_CHARACTERS = 64;
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;

/**
 * Reads a duration as Go writes it (`1h30m`, `1.5s`, `-2ms`, `0`), in nanoseconds: that is what Terraform's users type.
 * Fractions of a nanosecond are cut off, as Go does.
 */
export function parseDuration(text: string): Parsed<bigint> {
  if (text.length > MAX_CHARACTERS) return refused(`a duration has at most ${MAX_CHARACTERS} characters`);
  const negative = text.startsWith("-");
  const body = negative || text.startsWith("+") ? text.slice(1) : text;
  if (body === "0") return parsed(0n);
  if (body === "") return refused("a duration has a number and a unit");
  let total = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < body.length) {
    const [, whole = "", fraction = "", unit = ""] = PART.exec(body) ?? [];
    const unitNanoseconds = UNIT_NANOSECONDS.get(unit);
    if (unitNanoseconds === undefined || whole + fraction === "") {
      return refused("a duration is numbers, each with one of the units ns, us, ms, s, m, h");
    }
    total += BigInt(whole === "" ? "0" : whole) * unitNanoseconds;
    if (fraction !== "") total += (BigInt(fraction) * unitNanoseconds) / 10n ** BigInt(fraction.length);
    if (total > MAX_NANOSECONDS) return refused("a duration is at most about 292 years");
  }
  return parsed(negative ? -total : total);
}
