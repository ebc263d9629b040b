const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const maxNanoseconds = 2n ** 63n - 1n;

/** Reads a duration as Go does (`1h30m`, `1.5s`, `0`): nanoseconds, or undefined when it is none. */
export function parseDuration(text: string): bigint | undefined {
  const sign = /^[-+]/.exec(text)?.[0] ?? "";
  const body = text.slice(sign.length);
  if (body === "0") return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of body.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = BigInt(nanoseconds[unit] ?? 0);
    total += BigInt(whole || "0") * scale;
    if (fraction !== "") total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  if (total > maxNanoseconds) return undefined;
  return sign === "-" ? -total : total;
}

/** Writes nanoseconds as Go does: `168h0m0s`, `1.5s`, `250ms`, `0s`. */
export function formatDuration(value: bigint): string {
  if (value === 0n) return "0s";
  const sign = value < 0n ? "-" : "";
  const total = value < 0n ? -value : value;
  if (total < 1_000_000_000n) {
    const [scale, unit] = total < 1000n ? [1n, "ns"] : total < 1_000_000n ? [1000n, "µs"] : [1_000_000n, "ms"];
    return `${sign}${fixed(total, scale)}${unit}`;
  }
  const hours = total / 3_600_000_000_000n;
  const minutes = (total / 60_000_000_000n) % 60n;
  const seconds = `${fixed(total % 60_000_000_000n, 1_000_000_000n)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function fixed(value: bigint, scale: bigint): string {
  const rest = value % scale;
  if (rest === 0n) return String(value / scale);
  const digits = String(scale).length - 1;
  return `${value / scale}.${String(rest).padStart(digits, "0").replace(/0+$/, "")}`;
}
