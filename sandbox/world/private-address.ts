/** Addresses inside private networks: which are taken, which are nobody's, which is the lowest free. */

import { ipInCidr, lastOf, parseCidr } from "./cidr";
import { formatIp, parseIp } from "./ip";
import type { Network, Subnet } from "./network";
import type { World } from "./world";

/** The gateway of a network: its first address, whatever the subnet. */
export function gatewayOf(network: Network): string {
  const cidr = parseCidr(network.ipRange);
  return cidr === undefined ? "" : formatIp(cidr.family, cidr.first + 1n);
}

/** All addresses in use in a network: servers, their alias IPs, load balancers. */
export function usedAddresses(world: World, networkId: number): Set<string> {
  const used = new Set<string>();
  for (const server of world.state.servers.values()) {
    for (const net of server.privateNets) {
      if (net.networkId !== networkId) continue;
      used.add(net.ip);
      for (const alias of net.aliasIps) used.add(alias);
    }
  }
  for (const { privateNet } of world.state.loadBalancers.values()) {
    if (privateNet?.networkId === networkId) used.add(privateNet.ip);
  }
  return used;
}

/** True for what Hetzner keeps: network and broadcast address of a subnet, the gateway, 172.31.1.1. */
export function isReserved(network: Network, subnet: Subnet, ip: string): boolean {
  const [cidr, address] = [parseCidr(subnet.ipRange), parseIp(ip)];
  if (cidr === undefined || address === undefined) return true;
  const isEdge = address.value === cidr.first || address.value === lastOf(cidr);
  return isEdge || ip === gatewayOf(network) || ip === "172.31.1.1";
}

/** The subnet that an address lies in. */
export function subnetOf(subnets: readonly Subnet[], ip: string): Subnet | undefined {
  return subnets.find((subnet) => ipInCidr(ip, subnet.ipRange));
}

/** The lowest free address in the first subnet that has one. */
export function lowestFreeAddress(world: World, network: Network, subnets: readonly Subnet[]): string | undefined {
  const used = usedAddresses(world, network.id);
  for (const subnet of subnets) {
    const cidr = parseCidr(subnet.ipRange);
    if (cidr === undefined) continue;
    for (let value = cidr.first + 1n; value < lastOf(cidr); value++) {
      const ip = formatIp(4, value);
      if (!used.has(ip) && !isReserved(network, subnet, ip)) return ip;
    }
  }
  return undefined;
}
