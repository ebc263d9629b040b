import { Token } from "cdktf";

/**
 * A source or destination as Hetzner keeps it. The real provider loses rules whose addresses are written otherwise
 * (a bare address, capital letters, bits behind the mask) as soon as another attribute of the firewall changes.
 *
 * @throws RangeError for a text that is no address and no range.
 */
export function normalSource(text: string): string {
  if (Token.isUnresolved(text)) return text;
  const [address = "", bits, ...rest] = text.trim().split("/");
  const isV6 = address.includes(":");
  const most = isV6 ? 128 : 32;
  const prefix = bits === undefined ? most : Number(bits);
  const number = isV6 ? parseV6(address) : parseV4(address);
  const isRange = rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits)) && prefix <= most;
  if (number === undefined || !isRange) {
    throw new RangeError(
      `Cannot let in "${text}": an address or a range is wanted, such as 203.0.113.7 or 2001:db8::/64`,
    );
  }
  const rest0 = BigInt(most - prefix);
  const base = (number >> rest0) << rest0;
  return `${isV6 ? formatV6(base) : formatV4(base)}/${prefix}`;
}

function parseV4(text: string): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return undefined;
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function formatV4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2 || !/^[\da-fA-F:]+$/.test(text)) return undefined;
  const [head = [], tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** As RFC 5952 writes it: small letters, the longest row of zeros left out. The URL parser knows how. */
function formatV6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_none, index) =>
    ((address >> BigInt(112 - index * 16)) & 65_535n).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}
