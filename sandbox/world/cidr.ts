/** Ranges of addresses in CIDR form: parse, print, contain, overlap. */
import { formatIp, parseIp } from "./ip";

/** A range in CIDR form; `first` is its lowest address. */
export interface Cidr {
  family: 4 | 6;
  first: bigint;
  /** Prefix length. */
  bits: number;
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

/** True when all of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && lastOf(inner) <= lastOf(outer);
}

/** True when an address lies in both. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= lastOf(b) && b.first <= lastOf(a);
}

/** True when an address lies in a range; false when either text cannot be read. */
export function ipInCidr(ip: string, cidr: string): boolean {
  const [address, range] = [parseIp(ip), parseCidr(cidr)];
  if (address === undefined || range === undefined || address.family !== range.family) return false;
  return range.first <= address.value && address.value <= lastOf(range);
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
