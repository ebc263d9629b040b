import { type Parsed, parsed, refused } from "./parsed";

/** An IP address as a number: 32 bits for version 4, 128 for version 6. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly bits: bigint;
}

/** The longest text of an address is 45 characters (six groups and an embedded IPv4 address). */
const MAX_CHARACTERS = 45;

/**
 * Reads an IPv4 address in dotted decimals (no leading zeros: some programs take them as octal) or an IPv6 address
 * (RFC 4291: one `::`, an embedded IPv4 address at the end; no zone).
 */
export function parseIp(text: string): Parsed<IpAddress> {
  if (text.length > MAX_CHARACTERS) return refused("it is longer than any address");
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Parsed<IpAddress> {
  const octets = text.split(".");
  if (octets.length !== 4) return refused("an IPv4 address has four numbers between dots");
  let bits = 0n;
  for (const octet of octets) {
    if (!/^\d{1,3}$/.test(octet)) return refused("an IPv4 address has decimal numbers between its dots");
    if (octet.length > 1 && octet.startsWith("0")) return refused("a number of an IPv4 address has no leading zero");
    if (Number(octet) > 255) return refused("a number of an IPv4 address is at most 255");
    bits = (bits << 8n) | BigInt(octet);
  }
  return parsed({ version: 4, bits });
}

function parseIpv6(text: string): Parsed<IpAddress> {
  if (text.includes("%")) return refused("an IPv6 address with a zone is not taken here");
  const halves = text.split("::");
  if (halves.length > 2) return refused('an IPv6 address has at most one "::"');
  const head = parseGroups(halves[0] ?? "", halves.length === 1);
  if (!head.ok) return head;
  const tail = parseGroups(halves[1] ?? "", true);
  if (!tail.ok) return tail;
  const missing = 8 - head.value.length - tail.value.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) {
    return refused('an IPv6 address has eight groups, or fewer around one "::"');
  }
  const groups = [...head.value, ...Array.from({ length: missing }, () => 0), ...tail.value];
  return parsed({ version: 6, bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n) });
}

/** The groups of one side of the `::`; the last side may end with an IPv4 address. */
function parseGroups(text: string, last: boolean): Parsed<readonly number[]> {
  if (text === "") return parsed([]);
  const groups: number[] = [];
  const words = text.split(":");
  for (const [index, word] of words.entries()) {
    if (last && index === words.length - 1 && word.includes(".")) {
      const embedded = parseIpv4(word);
      if (!embedded.ok) return embedded;
      groups.push(Number(embedded.value.bits >> 16n), Number(embedded.value.bits & 0xffffn));
    } else if (/^[\da-fA-F]{1,4}$/.test(word)) {
      groups.push(Number.parseInt(word, 16));
    } else {
      return refused("a group of an IPv6 address has one to four hexadecimal digits");
    }
  }
  return parsed(groups);
}
