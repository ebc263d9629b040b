/** Makes primary IPs, gives them to servers and takes them away. */
import type { Server, World } from "../../world";
import type { PrimaryIp } from "../../world/addresses";
import { takeId } from "../../world/state";

/** What a new primary IP is to be. */
export interface WantedPrimaryIp {
  type: PrimaryIp["type"];
  locationId: number;
  /** Default: `primary_ip-<id>`, as for one that comes with a server. */
  name?: string | undefined;
  autoDelete: boolean;
  labels?: Record<string, string> | undefined;
}

/** The name that Hetzner gives an IPv4 address until someone sets another. */
export function defaultDnsPtr(ip: string): string {
  return `static.${ip.split(".").reverse().join(".")}.clients.your-server.de`;
}

/** Reverse names of a new address: one for IPv4, none for an IPv6 network. */
export function firstDnsPtr(type: "ipv4" | "ipv6", ip: string): Record<string, string> {
  return type === "ipv4" ? { [ip]: defaultDnsPtr(ip) } : {};
}

/** A new address, still free. */
export function makePrimaryIp(world: World, wanted: WantedPrimaryIp): PrimaryIp {
  const id = takeId(world.state, "primaryIps");
  const ip = wanted.type === "ipv4" ? world.nextIpv4() : world.nextIpv6();
  const primaryIp: PrimaryIp = {
    id,
    name: wanted.name ?? `primary_ip-${id}`,
    createdMs: world.clock.now(),
    type: wanted.type,
    ip,
    locationId: wanted.locationId,
    assigneeId: null,
    autoDelete: wanted.autoDelete,
    dnsPtr: firstDnsPtr(wanted.type, ip),
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
  world.state.primaryIps.set(id, primaryIp);
  return primaryIp;
}

/** Gives a free address to a server that has none of its kind. */
export function assignPrimaryIp(world: World, primaryIp: PrimaryIp, server: Server): void {
  primaryIp.assigneeId = server.id;
  if (primaryIp.type === "ipv4") server.primaryIpv4Id = primaryIp.id;
  else server.primaryIpv6Id = primaryIp.id;
  const text = `${server.name} has ${primaryIp.ip}`;
  world.events.emit({ type: "server.addresses", serverId: server.id, text });
}

/** Takes an address from whoever has it. */
export function unassignPrimaryIp(world: World, primaryIp: PrimaryIp): void {
  const server = primaryIp.assigneeId === null ? undefined : world.state.servers.get(primaryIp.assigneeId);
  primaryIp.assigneeId = null;
  if (server === undefined) return;
  if (server.primaryIpv4Id === primaryIp.id) server.primaryIpv4Id = null;
  if (server.primaryIpv6Id === primaryIp.id) server.primaryIpv6Id = null;
  const text = `${server.name} no longer has ${primaryIp.ip}`;
  world.events.emit({ type: "server.addresses", serverId: server.id, text });
}
