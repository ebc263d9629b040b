/** A range of IPv4 addresses. */
export interface Cidr {
  /** Its first address, as a number. */
  readonly base: number;
  readonly prefix: number;
}

const BITS = 32;
const OCTET = /^(0|[1-9]\d{0,2})$/;

/** The range that a text names; undefined where it names none, or an address inside a range rather than its first one. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", bits, ...rest] = text.split("/");
  const base = parseAddress(address);
  if (base === undefined || bits === undefined || rest.length > 0 || !OCTET.test(bits) || Number(bits) > BITS) {
    return undefined;
  }
  const cidr = { base, prefix: Number(bits) };
  return base % sizeOf(cidr) === 0 ? cidr : undefined;
}

/** The number of an address; undefined for a text that is none. */
export function parseAddress(text: string): number | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) < 256)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** The text of a range. */
export function formatCidr({ base, prefix }: Cidr): string {
  return `${formatAddress(base)}/${prefix}`;
}

/** The text of an address. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** How many addresses there are in it. */
export function sizeOf({ prefix }: Cidr): number {
  return 2 ** (BITS - prefix);
}

/** The part with this index among the 2^bits equal parts. @throws RangeError where there is no such part. */
export function partOf(cidr: Cidr, bits: number, index: number): Cidr {
  const part = { base: cidr.base, prefix: cidr.prefix + bits };
  if (part.prefix > BITS || index < 0 || index >= 2 ** bits) {
    throw new RangeError(`Cannot take part ${index} of ${2 ** bits} of "${formatCidr(cidr)}": there is no such part`);
  }
  return { base: cidr.base + index * sizeOf(part), prefix: part.prefix };
}

/** Whether two ranges share an address. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.base < other.base + sizeOf(other) && other.base < one.base + sizeOf(one);
}

/** Whether all of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.base <= inner.base && inner.base + sizeOf(inner) <= outer.base + sizeOf(outer);
}
