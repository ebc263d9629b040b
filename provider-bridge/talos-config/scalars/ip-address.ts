/** An IP address as a number; `zone` only for IPv6 with a scope. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
  readonly zone: string;
}

/** An address with a prefix length. */
export interface IpPrefix {
  readonly address: IpAddress;
  readonly length: number;
}

/** Reads an address as Go's netip does: no leading zeros, no white space; undefined when it is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (!text.includes(":")) {
    const value = parseIpv4(text);
    return value === undefined ? undefined : { bits: 32, value, zone: "" };
  }
  const percent = text.indexOf("%");
  const zone = percent < 0 ? "" : text.slice(percent + 1);
  if (percent >= 0 && zone === "") return undefined;
  const value = parseIpv6(percent < 0 ? text : text.slice(0, percent));
  return value === undefined ? undefined : { bits: 128, value, zone };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return groups.reduce((value, group) => value * 65536n + BigInt(group), 0n);
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (mayEndInIpv4 && index === parts.length - 1 && part.includes(".")) {
      const value = parseIpv4(part);
      if (value === undefined) return undefined;
      groups.push(Number(value >> 16n), Number(value & 0xffffn));
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** Canonical text: lower case, the longest run of zero groups as `::`. */
export function formatIpAddress(address: IpAddress): string {
  if (address.bits === 32) return formatIpv4(address.value);
  const zone = address.zone === "" ? "" : `%${address.zone}`;
  if (address.value >> 32n === 0xffffn) return `::ffff:${formatIpv4(address.value & 0xffffffffn)}${zone}`;
  const groups = Array.from({ length: 8 }, (_, index) => Number((address.value >> BigInt(112 - 16 * index)) & 0xffffn));
  const run = longestZeroRun(groups);
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  if (run.length < 2) return hex(groups) + zone;
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}${zone}`;
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

function longestZeroRun(groups: number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of [...groups, 1].entries()) {
    if (group === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  return best;
}

/** Reads `10.0.0.0/8`; host bits may be set, as in Go. */
export function parseIpPrefix(text: string): IpPrefix | undefined {
  const slash = text.lastIndexOf("/");
  if (slash < 0) return undefined;
  const address = parseIpAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || address.zone !== "" || !/^(0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  return Number(digits) > address.bits ? undefined : { address, length: Number(digits) };
}

/** True when both prefixes are of one family and share addresses. */
export function prefixesOverlap(left: IpPrefix, right: IpPrefix): boolean {
  if (left.address.bits !== right.address.bits) return false;
  const shift = BigInt(left.address.bits - Math.min(left.length, right.length));
  return left.address.value >> shift === right.address.value >> shift;
}
