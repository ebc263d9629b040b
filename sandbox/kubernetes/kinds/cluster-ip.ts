/** The address so far into an IPv4 network; undefined where it is outside, or the network is none. */
export function addressIn(cidr: string, offset: number): string | undefined {
  const network = parseNetwork(cidr);
  if (network === undefined || offset >= network.size) return undefined;
  const number = network.start + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** How far an address is into an IPv4 network; undefined where it is outside. */
export function numberOf(cidr: string, address: string): number | undefined {
  const network = parseNetwork(cidr);
  const number = parseAddress(address);
  if (network === undefined || number === undefined) return undefined;
  const offset = number - network.start;
  return offset >= 0 && offset < network.size ? offset : undefined;
}

function parseNetwork(cidr: string): { start: number; size: number } | undefined {
  const [address = "", bits = ""] = cidr.split("/");
  const number = parseAddress(address);
  if (number === undefined || !/^\d+$/.test(bits)) return undefined;
  const size = 2 ** (32 - Number(bits));
  return { start: Math.floor(number / size) * size, size };
}

function parseAddress(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((total, part) => total * 256 + part, 0);
}
