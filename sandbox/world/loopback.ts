/**
 * Addresses of a sandbox: one /16 of 127.0.0.0/8, so that many sandboxes run side by side and each server answers on an
 * address of its own. IPv6 has a single loopback address, so IPv6 networks here are names that nothing answers on.
 */

/** The first /16 that a sandbox takes by itself is 127.77.0.0/16. */
export const firstBlock = 77;
/** The last /16 that a sandbox takes. */
export const lastBlock = 250;
/** Addresses below 127.<block>.1.1 belong to the sandbox itself (API, image factory). */
const hostsPerRow = 254;
const rows = 254;

/** The address of the sandbox's own listeners in a block. */
export function blockHost(block: number): string {
  return `127.${block}.0.1`;
}

/**
 * The `index`-th address (from 0) for servers, load balancers and floating IPs in a block.
 * @throws RangeError when the block is used up (64,516 addresses).
 */
export function loopbackAddress(block: number, index: number): string {
  const row = Math.floor(index / hostsPerRow);
  if (row >= rows) {
    throw new RangeError(`Cannot give out another address: all ${rows * hostsPerRow} of 127.${block}.0.0/16 were used`);
  }
  return `127.${block}.${row + 1}.${(index % hostsPerRow) + 1}`;
}

/** The `index`-th IPv6 network (from 0), a /64 of the documentation prefix, in Hetzner's form. */
export function ipv6Network(block: number, index: number): string {
  const high = Math.floor(index / 0x10000);
  return `2001:db8:${(block * 0x100 + high).toString(16)}:${((index % 0x10000) + 1).toString(16)}::/64`;
}

/** True for an address of 127.0.0.0/8, or ::1. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(address);
}
