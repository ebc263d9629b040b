import {
  canonicalBase64,
  formatDuration,
  formatIpAddress,
  formatUrl,
  isBase64,
  isDiskSizeCondition,
  knownWords,
  parseByteSize,
  parseDuration,
  parseEnum,
  parseHardwareAddress,
  parseIpAddress,
  parseIpPrefix,
  parsePortRange,
  parseUrl,
} from "../scalars";
import type { Value } from "../value";
import { resolveScalar, type ScalarNode } from "../yaml";
import type { DecodeContext } from "./context";
import { describeNode, scalarText } from "./nodes";

/** Reads the text of a scalar: a value, or what is wrong in a few words. */
type TextReader = (text: string, words: string, minor: number) => { value: Value } | { problem: string };

const value = (found: Value | undefined, problem: string) => (found === undefined ? { problem } : { value: found });
const oldTrue = /^(y|Y|yes|Yes|YES|on|On|ON)$/;
const oldFalse = /^(n|N|no|No|NO|off|Off|OFF)$/;
/** Volume sizes below zero, which leave space free, came with Talos 1.13. */
const firstWithNegativeSizes = 13;
/** The YAML reader of Talos 1.14 does not take a bare date for a text. */
const firstWithoutDatesAsTexts = 14;
const integerLimits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(2n ** 63n), 2n ** 63n - 1n],
  uint: [0n, 2n ** 64n - 1n],
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  fileMode: [0n, 2n ** 32n - 1n],
};
/** This enumeration alone may be given as its number. Source: Talos's nethelpers. */
const failOverMacNumbers: ReadonlyMap<string, string> = new Map([
  ["", "none"],
  ["0", "none"],
  ["1", "active"],
  ["2", "follow"],
]);

const readers: Readonly<Record<string, TextReader>> = {
  addr: (text) => {
    if (text === "") return { value: "" };
    const address = parseIpAddress(text);
    return value(address && formatIpAddress(address), `"${text}" is no IP address`);
  },
  prefix: (text) => {
    if (text === "") return { value: "" };
    const prefix = parseIpPrefix(text);
    return value(
      prefix && `${formatIpAddress(prefix.address)}/${prefix.length}`,
      `"${text}" is no CIDR such as 10.0.0.0/8`,
    );
  },
  addrPort: readAddressPort,
  url: (text) => (text === "" ? { value: "" } : readUrl(text)),
  endpoint: readUrl,
  byteSize: (text, _words, minor) => value(readByteSize(text, minor), `"${text}" is no size such as 10GB`),
  size: (text, _words, minor) =>
    text.includes("%")
      ? readPercentage(text, minor)
      : value(readByteSize(text, minor), `"${text}" is no size such as 10GB or 50%`),
  cel: (text) => ({ value: text }),
  hardwareAddr: (text) =>
    value(parseHardwareAddress(text), `"${text}" is no hardware address such as 00:1a:2b:3c:4d:5e`),
  base64: (text) => (isBase64(text) ? { value: canonicalBase64(text) } : { problem: "the text is no base64" }),
  diskSize: (text) => value(parseByteSize(text), `"${text}" is no size such as 10GB`),
  diskSizeMatcher: (text) =>
    isDiskSizeCondition(text) ? { value: text.trim() } : { problem: `"${text}" is no condition such as ">= 10GB"` },
  portRange: (text) =>
    parsePortRange(text) === undefined
      ? { problem: `"${text}" is no port or range of ports` }
      : { value: canonicalRange(text) },
  enum: (text, name, minor) => {
    if (name === "FailOverMAC" && failOverMacNumbers.has(text)) return { value: failOverMacNumbers.get(text) ?? "" };
    return value(parseEnum(name, text, minor), `"${text}" is none of ${listWords(name, minor)}`);
  },
};

/** Decodes a scalar into a named scalar type; undefined after an issue was reported. */
export function decodeScalar(
  context: DecodeContext,
  node: ScalarNode,
  name: string,
  words: string,
  path: string,
): Value | undefined {
  const resolved = resolveScalar(node);
  if (resolved === undefined) return context.issue(node, path, `the text does not fit its tag ${node.tag}`);
  if (name === "string") {
    if (context.strict && resolved.tag === "!!timestamp" && context.minor >= firstWithoutDatesAsTexts)
      return context.issue(node, path, "a text is expected, not a date; put it into quotes");
    return scalarText(node, resolved);
  }
  if (name === "bool") {
    const found = readBoolean(resolved.value);
    return found ?? context.issue(node, path, `a boolean is expected, not ${describeNode(node)}`);
  }
  if (name === "duration") return decodeDuration(context, node, resolved.value, path);
  const limits = integerLimits[name];
  if (limits !== undefined) {
    const found = readInteger(resolved.value, limits, context.minor);
    if (found !== undefined) return found;
    const range = `an integer from ${limits[0]} to ${limits[1]}`;
    return context.issue(node, path, `${range} is expected, not ${describeNode(node)}`);
  }
  const reader = readers[name];
  if (reader === undefined) throw new RangeError(`Cannot decode the scalar type "${name}": it is not known`);
  const read = reader(scalarText(node, resolved), words, context.minor);
  return "problem" in read ? context.issue(node, path, read.problem) : read.value;
}

function readBoolean(resolved: unknown): boolean | undefined {
  if (typeof resolved === "boolean") return resolved;
  if (typeof resolved !== "string") return undefined;
  return oldTrue.test(resolved) ? true : oldFalse.test(resolved) ? false : undefined;
}

function readInteger(
  resolved: unknown,
  [low, high]: readonly [bigint, bigint],
  minor: number,
): number | bigint | undefined {
  if (typeof resolved !== "bigint" && (typeof resolved !== "number" || !Number.isFinite(resolved))) return undefined;
  // The YAML reader of Talos up to 1.11 drops what stands behind the point.
  if (minor >= 12 && typeof resolved === "number" && !Number.isInteger(resolved)) return undefined;
  const exact = typeof resolved === "number" ? BigInt(Math.trunc(resolved)) : resolved;
  if (exact < low || exact > high) return undefined;
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
}

function decodeDuration(context: DecodeContext, node: ScalarNode, resolved: unknown, path: string): Value | undefined {
  // A bare 0 is taken from Talos 1.12 on.
  if (resolved === 0 && context.minor >= 12) return "";
  const nanoseconds = typeof resolved === "string" ? parseDuration(resolved) : undefined;
  if (nanoseconds === undefined) return context.issue(node, path, "a duration such as 1h30m is expected");
  return nanoseconds === 0n ? "" : formatDuration(nanoseconds);
}

function readUrl(text: string): { value: Value } | { problem: string } {
  const url = parseUrl(text);
  return typeof url === "string" ? { problem: url } : { value: formatUrl(url) };
}

function readAddressPort(text: string): { value: Value } | { problem: string } {
  if (text === "") return { value: "" };
  const match = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const address = parseIpAddress(match?.[1] ?? match?.[2] ?? "");
  const port = Number(match?.[3]);
  const bracketed = match?.[1] !== undefined;
  if (address === undefined || port > 65535 || bracketed !== (address.bits === 128)) {
    return { problem: `"${text}" is no address with port` };
  }
  const host = formatIpAddress(address);
  return { value: `${bracketed ? `[${host}]` : host}:${port}` };
}

function readByteSize(text: string, minor: number): string | undefined {
  const amount = minor >= firstWithNegativeSizes ? text.replace(/^-/, "") : text;
  return text === "" || parseByteSize(amount) !== undefined ? text : undefined;
}

function readPercentage(text: string, minor: number): { value: Value } | { problem: string } {
  // Relative sizes came with Talos 1.12, negative ones with 1.13.
  if (minor < 12) return { problem: `"${text}" is no size such as 10GB (percentages need Talos 1.12)` };
  const number = /^-?(\d+\.?\d*|\.\d+)%$/.exec(text)?.[1];
  const inRange = number !== undefined && Number(number) <= 100;
  return inRange ? { value: text } : { problem: `"${text}" is no percentage from 0 to 100` };
}

function canonicalRange(text: string): Value {
  const range = parsePortRange(text);
  if (range === undefined) return text;
  return range.low === range.high ? range.low : `${range.low}-${range.high}`;
}

function listWords(name: string, minor: number): string {
  const words = knownWords(name, minor);
  return words.length > 12 ? `${words.slice(0, 4).join(", ")}, 1 … 252` : words.join(", ");
}
