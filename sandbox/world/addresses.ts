/** Addresses that a project holds: primary and floating IPs. */

/** Reverse names: address → name. */
export type DnsPtr = Record<string, string>;

/** A primary IP: the public address of at most one server. */
export interface PrimaryIp {
  id: number;
  name: string;
  createdMs: number;
  type: "ipv4" | "ipv6";
  /** IPv4: a loopback address of this sandbox; IPv6: a /64 in CIDR form, which nothing answers on. */
  ip: string;
  locationId: number;
  /** Server id, or null when free. */
  assigneeId: number | null;
  autoDelete: boolean;
  dnsPtr: DnsPtr;
  protection: { delete: boolean };
  labels: Record<string, string>;
}

/** A floating IP: an address that a server may have besides its own. */
export interface FloatingIp {
  id: number;
  name: string;
  description: string;
  createdMs: number;
  type: "ipv4" | "ipv6";
  /** Same form as a primary IP's. */
  ip: string;
  homeLocationId: number;
  serverId: number | null;
  dnsPtr: DnsPtr;
  protection: { delete: boolean };
  labels: Record<string, string>;
}
