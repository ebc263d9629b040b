/**
 * Who reaches whom: public addresses through firewalls, private addresses inside their network only. One process cannot
 * drop packets, so whoever dials inside the sandbox asks here first, and whoever accepts from outside asks too.
 *
 * Not played: ICMP, UDP, routes and gateways of private networks, IPv6 (nothing answers on it), and the outbound rules
 * towards addresses that are not the sandbox's.
 */
import { isApplied } from "./applied-firewalls";
import { ipInCidr } from "./cidr";
import type { FirewallRule } from "./firewall";
import type { Server } from "./server";
import type { World } from "./world";

/** Who dials. `address` of someone outside is what firewalls see: 127.0.0.1 for programs on this machine. */
export type Dialer =
  | { kind: "outside"; address: string }
  | { kind: "server"; id: number }
  | { kind: "load-balancer"; id: number };

/** `host` is the loopback address to connect to (ports go through `world.portMap`). */
export type Reach =
  | { reached: true; host: string; serverId: number }
  /** `hangs`: packets are dropped, the dialer should wait for its own time-out; else the connection is refused. */
  | { reached: false; hangs: boolean; why: string };

type Unreached = Extract<Reach, { reached: false }>;

/** Whether a TCP connection comes through, and where to. */
export function reach(world: World, from: Dialer, address: string, port: number): Reach {
  const fault = networkFault(world, address, port);
  if (fault !== undefined) return fault;
  const networkIds = memberships(world, from);
  const target = ownerOf(world, address, networkIds);
  if (target === undefined) return dropped(`nobody has the address ${address}`);
  const host = hostAddress(world, target.server);
  if (target.networkId !== null) {
    if (!networkIds.includes(target.networkId))
      return dropped(`${address} is in a private network that the dialer is not in`);
    return target.server.boot.kind === "off"
      ? dropped(`${target.server.name} is off`)
      : { reached: true, host, serverId: target.server.id };
  }
  const source = publicAddress(world, from);
  if (source === undefined) return dropped("the dialer has no public address");
  if (!allowsOut(world, from, address, port)) return dropped("the dialer's firewall does not let it out");
  if (!allowsIn(world, target.server, source, port)) {
    return dropped(`the firewall of ${target.server.name} does not let ${source} in on port ${port}`);
  }
  return { reached: true, host, serverId: target.server.id };
}

/** What becomes of a caller: let in, left without an answer, or told that nobody listens. */
export type Admission = "in" | "dropped" | "refused";

/** For doors that accept on a server's address: what to do with this caller. Callers of the sandbox itself asked before. */
export function admission(world: World, serverId: number, port: number, remoteAddress: string): Admission {
  const server = world.state.servers.get(serverId);
  if (server === undefined) return "refused";
  const ip = remoteAddress.replace(/^::ffff:/, "");
  if (isOwnAddress(world, ip)) return "in";
  const fault = networkFault(world, hostAddress(world, server), port);
  if (fault !== undefined) return fault.hangs ? "dropped" : "refused";
  return allowsIn(world, server, ip, port) ? "in" : "dropped";
}

/** Whether {@link admission} lets the caller in. */
export function admits(world: World, serverId: number, port: number, remoteAddress: string): boolean {
  return admission(world, serverId, port, remoteAddress) === "in";
}

/** The loopback address that a server answers on: its public IPv4, or one of its own that only the sandbox knows. */
export function hostAddress(world: World, server: Server): string {
  const primary = server.primaryIpv4Id === null ? undefined : world.state.primaryIps.get(server.primaryIpv4Id);
  return primary?.ip ?? server.hiddenAddress;
}

function networkFault(world: World, address: string, port: number): Unreached | undefined {
  const subject = `${address}:${port}`;
  if (world.faults.peek("network", "hang", subject) !== undefined) {
    world.faults.take("network", "hang", subject);
    return dropped(`a fault lets connections to ${subject} hang`);
  }
  if (world.faults.take("network", "refuse", subject) === undefined) return undefined;
  return { reached: false, hangs: false, why: `a fault refuses connections to ${subject}` };
}

function dropped(why: string): Unreached {
  return { reached: false, hangs: true, why };
}

/**
 * Whose address it is, and in which private network (null: public). The same private address may be somebody's in each of
 * several networks: the dialer's own come first.
 */
function ownerOf(world: World, address: string, networkIds: readonly number[]): Owner | undefined {
  const found: Owner[] = [];
  for (const server of world.state.servers.values()) {
    if (hostAddress(world, server) === address && server.primaryIpv4Id !== null) return { server, networkId: null };
    for (const { networkId, ip, aliasIps } of server.privateNets) {
      if (ip === address || aliasIps.includes(address)) found.push({ server, networkId });
    }
  }
  for (const floating of world.state.floatingIps.values()) {
    const server = floating.serverId === null ? undefined : world.state.servers.get(floating.serverId);
    if (floating.ip === address && server !== undefined) return { server, networkId: null };
  }
  return found.find(({ networkId }) => networkId !== null && networkIds.includes(networkId)) ?? found[0];
}

interface Owner {
  server: Server;
  networkId: number | null;
}

function memberships(world: World, from: Dialer): number[] {
  if (from.kind === "server") return world.state.servers.get(from.id)?.privateNets.map((net) => net.networkId) ?? [];
  if (from.kind === "outside") return [];
  const privateNet = world.state.loadBalancers.get(from.id)?.privateNet;
  return privateNet === undefined || privateNet === null ? [] : [privateNet.networkId];
}

function publicAddress(world: World, from: Dialer): string | undefined {
  if (from.kind === "outside") return from.address;
  if (from.kind === "load-balancer") return world.state.loadBalancers.get(from.id)?.ipv4;
  const id = world.state.servers.get(from.id)?.primaryIpv4Id;
  return typeof id === "number" ? world.state.primaryIps.get(id)?.ip : undefined;
}

function isOwnAddress(world: World, ip: string): boolean {
  return ip.startsWith(`127.${world.block}.`) && ip !== `127.${world.block}.0.1`;
}

/** Without a firewall everything comes in; with one, only what a rule lets in. */
function allowsIn(world: World, server: Server, source: string, port: number): boolean {
  const firewalls = [...world.state.firewalls.values()].filter((firewall) => isApplied(firewall, server));
  if (firewalls.length === 0) return true;
  const rules = firewalls.flatMap((firewall) => firewall.rules.filter((rule) => rule.direction === "in"));
  return rules.some((rule) => fits(rule, port) && rule.sourceIps.some((cidr) => ipInCidr(source, cidr)));
}

/** Without an outbound rule everything goes out. */
function allowsOut(world: World, from: Dialer, address: string, port: number): boolean {
  const server = from.kind === "server" ? world.state.servers.get(from.id) : undefined;
  if (server === undefined) return true;
  const firewalls = [...world.state.firewalls.values()].filter((firewall) => isApplied(firewall, server));
  const rules = firewalls.flatMap((firewall) => firewall.rules.filter((rule) => rule.direction === "out"));
  if (rules.length === 0) return true;
  return rules.some((rule) => fits(rule, port) && rule.destinationIps.some((cidr) => ipInCidr(address, cidr)));
}

function fits(rule: FirewallRule, port: number): boolean {
  if (rule.protocol !== "tcp" || rule.port === null) return false;
  if (rule.port === "any") return true;
  const [from = "", to = from] = rule.port.split("-");
  return Number(from) <= port && port <= Number(to);
}
