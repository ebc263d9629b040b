import { type IpAddress, parseIp } from "./ip";
import { type Parsed, parsed, refused } from "./parsed";

/** An address range: `10.0.0.0/16`, `fd00::/8`. */
export interface Cidr {
  readonly address: IpAddress;
  readonly prefixLength: number;
  /** Whether bits behind the prefix are set, as in `10.0.0.1/16`: an address in a network rather than the network. */
  readonly hasHostBits: boolean;
}

/** Reads an address range: an address, a slash, and a prefix length without leading zeros. */
export function parseCidr(text: string): Parsed<Cidr> {
  const slash = text.indexOf("/");
  if (slash < 0) return refused('a CIDR has a "/" and a prefix length behind the address');
  const address = parseIp(text.slice(0, slash));
  if (!address.ok) return address;
  const prefix = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix)) return refused("the prefix length is a plain decimal number");
  const width = address.value.version === 4 ? 32 : 128;
  const prefixLength = Number(prefix);
  if (prefixLength > width) {
    return refused(`the prefix length of IPv${address.value.version} is at most ${width}`);
  }
  const hostMask = (1n << BigInt(width - prefixLength)) - 1n;
  return parsed({ address: address.value, prefixLength, hasHostBits: (address.value.bits & hostMask) !== 0n });
}
