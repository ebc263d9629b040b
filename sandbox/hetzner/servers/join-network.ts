/** How a server gets into a private network, and with which addresses. */
import { createHash } from "node:crypto";
import type { Server, World } from "../../world";
import { ipInCidr, overlaps, parseCidr } from "../../world/cidr";
import type { Network, Subnet } from "../../world/network";
import { isReserved, lowestFreeAddress, subnetOf, usedAddresses } from "../../world/private-address";
import type { PrivateNet } from "../../world/server";
import { ApiError, invalidInput } from "../api-error";

/** What the request says about addresses. */
export interface WantedAddresses {
  ip?: string | undefined;
  aliasIps?: string[] | undefined;
  /** The subnet to take the address from. */
  ipRange?: string | undefined;
}

/** Subnets of a network in the zone of a location. */
export function subnetsInZone(world: World, network: Network, locationId: number): Subnet[] {
  const zone = world.state.catalogue.locations.find((location) => location.id === locationId)?.networkZone;
  return network.subnets.filter((subnet) => subnet.networkZone === zone);
}

/**
 * Chooses an address in a network for something in a location, a server or a load balancer.
 * @throws ApiError no_subnet_available, ip_not_available, invalid_input.
 */
export function chooseAddress(world: World, network: Network, locationId: number, wanted: WantedAddresses): string {
  const inZone = subnetsInZone(world, network, locationId);
  if (wanted.ip === undefined && wanted.ipRange === undefined) {
    const ip = lowestFreeAddress(
      world,
      network,
      inZone.filter((subnet) => subnet.type !== "vswitch"),
    );
    if (ip === undefined) throw new ApiError("no_subnet_available", "no free subnet is available in the network zone");
    return ip;
  }
  if (inZone.length === 0) throw new ApiError("no_subnet_available", "no subnet is available in the network zone");
  const candidates =
    wanted.ipRange === undefined ? inZone : inZone.filter((subnet) => subnet.ipRange === wanted.ipRange);
  if (candidates.length === 0) throw new ApiError("no_subnet_available", `subnet '${wanted.ipRange}' is not available`);
  if (wanted.ip === undefined) {
    const ip = lowestFreeAddress(world, network, candidates);
    if (ip === undefined) throw new ApiError("ip_not_available", "IP not available");
    return ip;
  }
  if (wanted.ipRange !== undefined && !ipInCidr(wanted.ip, wanted.ipRange)) {
    throw invalidInput({ name: "ip", message: "is outside of ip_range" });
  }
  const subnet = subnetOf(candidates, wanted.ip);
  const isFree = !usedAddresses(world, network.id).has(wanted.ip);
  if (subnet === undefined || isReserved(network, subnet, wanted.ip) || !isFree) {
    throw new ApiError("ip_not_available", "IP not available");
  }
  return wanted.ip;
}

/** The server's membership as it will be. @throws ApiError when the network cannot take it. */
export function chooseMembership(world: World, server: Server, network: Network, wanted: WantedAddresses): PrivateNet {
  if (server.privateNets.some((net) => net.networkId === network.id)) {
    throw new ApiError("server_already_attached", "server is already attached to this network");
  }
  assertNoOverlap(world, server, network);
  const ip = chooseAddress(world, network, server.locationId, wanted);
  const aliasIps = checkAliases(world, network, wanted.aliasIps ?? [], ip);
  return { networkId: network.id, ip, aliasIps, macAddress: macAddress(server.id, network.id) };
}

/** @throws ApiError ip_not_available when an alias lies in no subnet or is taken. `keeping` are the server's own now. */
export function checkAliases(
  world: World,
  network: Network,
  aliases: string[],
  ip: string,
  keeping: readonly string[] = [],
): string[] {
  const used = usedAddresses(world, network.id);
  for (const own of keeping) used.delete(own);
  used.add(ip);
  for (const alias of aliases) {
    const subnet = subnetOf(network.subnets, alias);
    if (subnet === undefined || used.has(alias) || isReserved(network, subnet, alias)) {
      throw new ApiError("ip_not_available", `IP ${alias} is not available`);
    }
    used.add(alias);
  }
  return aliases;
}

function assertNoOverlap(world: World, server: Server, network: Network): void {
  const range = parseCidr(network.ipRange);
  for (const net of server.privateNets) {
    const other = parseCidr(world.state.networks.get(net.networkId)?.ipRange ?? "");
    if (range !== undefined && other !== undefined && overlaps(range, other)) {
      throw new ApiError("networks_overlap", "network overlaps with a network that the server is attached to");
    }
  }
}

/** Hetzner's private interfaces begin with 86:00:00. */
function macAddress(serverId: number, networkId: number): string {
  const digest = createHash("sha256").update(`${serverId}:${networkId}`).digest("hex");
  return `86:00:00:${digest.slice(0, 2)}:${digest.slice(2, 4)}:${digest.slice(4, 6)}`;
}
