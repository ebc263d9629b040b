/** Addresses and ranges as numbers: parse, print, contain, overlap. */
import { isIPv4, isIPv6 } from "node:net";

/** A range in CIDR form; `first` is its lowest address. */
export interface Cidr {
  family: 4 | 6;
  first: bigint;
  /** Prefix length. */
  bits: number;
}

/** An address as a number, or undefined when the text is none. */
export function parseIp(text: string): { family: 4 | 6; value: bigint } | undefined {
  if (isIPv4(text)) {
    return { family: 4, value: text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  }
  if (!isIPv6(text) || text.includes("%")) return undefined;
  return { family: 6, value: parseIpv6(text) };
}

/** A range, or undefined when the text is none. The host bits may be set: see {@link isNetworkAddress}. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length = "", rest] = text.split("/");
  const ip = parseIp(address);
  if (ip === undefined || rest !== undefined || !/^\d{1,3}$/.test(length)) return undefined;
  const bits = Number(length);
  const width = ip.family === 4 ? 32 : 128;
  if (bits > width) return undefined;
  const host = BigInt(width - bits);
  return { family: ip.family, bits, first: (ip.value >> host) << host };
}

/** True when the text names the lowest address of its range, as Hetzner demands. */
export function isNetworkAddress(text: string): boolean {
  const cidr = parseCidr(text);
  const ip = parseIp(text.split("/")[0] ?? "");
  return cidr !== undefined && ip !== undefined && cidr.first === ip.value;
}

/** The highest address of a range. */
export function lastOf(cidr: Cidr): bigint {
  const width = cidr.family === 4 ? 32 : 128;
  return cidr.first + (1n << BigInt(width - cidr.bits)) - 1n;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && lastOf(inner) <= lastOf(outer);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= lastOf(b) && b.first <= lastOf(a);
}

/** True when an address lies in a range; false when either text cannot be read. */
export function ipInCidr(ip: string, cidr: string): boolean {
  const [address, range] = [parseIp(ip), parseCidr(cidr)];
  if (address === undefined || range === undefined || address.family !== range.family) return false;
  return range.first <= address.value && address.value <= lastOf(range);
}

/** An address in its usual spelling: IPv6 in lower case with the longest run of zeroes left out (RFC 5952). */
export function formatIp(family: 4 | 6, value: bigint): string {
  if (family === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  let best = { at: 0, length: 0 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === "0") length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.at).join(":")}::${groups.slice(best.at + best.length).join(":")}`;
}

/** A range in its usual spelling. */
export function formatCidr(cidr: Cidr): string {
  return `${formatIp(cidr.family, cidr.first)}/${cidr.bits}`;
}

/** RFC 1918, the only ranges a private network may have. */
export function isPrivateRange(cidr: Cidr): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((text) => {
    const outer = parseCidr(text);
    return outer !== undefined && contains(outer, cidr);
  });
}

function parseIpv6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const plain = dotted === null ? text : `${dotted[1] ?? ""}${groupsOfIpv4(dotted[2] ?? "")}`;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...middle, ...right].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function groupsOfIpv4(text: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
