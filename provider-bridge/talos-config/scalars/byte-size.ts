const prefixes = "kmgtpe";
const maxBytes = 2 ** 64;

/** Reads `10GB`, `1.5 GiB`, `1,000` as dustin/go-humanize does: bytes, or undefined when it is no size. */
export function parseByteSize(text: string): bigint | undefined {
  const [, digits = "", unit = ""] = /^([0-9.,]*)(.*)$/su.exec(text) ?? [];
  const number = digits.replaceAll(",", "");
  if (!/^(\d+\.?\d*|\.\d+)$/.test(number)) return undefined;
  const scale = unitScale(unit.trim().toLowerCase());
  if (scale === undefined) return undefined;
  const bytes = Number(number) * scale;
  return bytes >= maxBytes ? undefined : BigInt(Math.trunc(bytes));
}

function unitScale(unit: string): number | undefined {
  if (unit === "" || unit === "b") return 1;
  const match = /^([kmgtpe])(i?)b?$/.exec(unit);
  if (match === null) return undefined;
  return (match[2] === "i" ? 1024 : 1000) ** (prefixes.indexOf(match[1] ?? "") + 1);
}

/** Writes bytes in SI units when nothing is lost by it, else as a plain number of bytes. */
export function formatByteSize(bytes: bigint): string | bigint {
  if (bytes % 1000n !== 0n) return bytes;
  const text = humanize(Number(bytes));
  return parseByteSize(text) === bytes ? text : bytes;
}

function humanize(bytes: number): string {
  if (bytes < 10) return `${bytes} B`;
  const exponent = Math.floor(Math.log(bytes) / Math.log(1000));
  const value = Math.floor((bytes / 1000 ** exponent) * 10 + 0.5) / 10;
  const unit = ["B", "kB", "MB", "GB", "TB", "PB", "EB"][exponent] ?? "EB";
  return `${value < 10 ? value.toFixed(1) : roundHalfEven(value)} ${unit}`;
}

/** Go's %.0f rounds halves to even, JavaScript's toFixed away from zero. */
function roundHalfEven(value: number): string {
  const floor = Math.floor(value);
  const up = value - floor > 0.5 || (value - floor === 0.5 && floor % 2 === 1);
  return String(up ? floor + 1 : floor);
}

/** The condition of `diskSelector.size`: an optional comparison and a size. */
export function isDiskSizeCondition(text: string): boolean {
  const [, , size = ""] = /^(>=|<=|>|<|==)?(.*)$/.exec(text.trim()) ?? [];
  return parseByteSize(size.trim()) !== undefined;
}
