/** Which addresses a node has, and which of them it uses for what. */
import { ipInCidr } from "../../world/cidr";
import { hostAddress } from "../../world/reach";
import type { Server } from "../../world/server";
import type { World } from "../../world/world";
import type { NodeSettings } from "../config";

/** One address of a node. */
export interface NodeAddress {
  readonly ip: string;
  /** Prefix length; Hetzner gives single addresses. */
  readonly bits: number;
  /** "eth0" is the public link, "eth1" and on are private networks in the order of joining. */
  readonly link: string;
  readonly isPrivate: boolean;
}

/** The addresses of a server as Talos sees them: the public one first, then private ones; virtual ones are left out. */
export function nodeAddresses(world: World, server: Server): NodeAddress[] {
  const found: NodeAddress[] = [];
  if (server.primaryIpv4Id !== null) {
    found.push({ ip: hostAddress(world, server), bits: 32, link: "eth0", isPrivate: false });
  }
  const firstPrivate = server.primaryIpv4Id === null && server.primaryIpv6Id === null ? 0 : 1;
  server.privateNets.forEach((net, index) => {
    found.push({ ip: net.ip, bits: 32, link: `eth${index + firstPrivate}`, isPrivate: true });
  });
  return found;
}

/**
 * The addresses that lie in one of the subnets; those in a subnet with a leading "!" are left out, and only exclusions
 * leave the rest in. No subnets: all of them.
 */
export function addressesIn(addresses: readonly NodeAddress[], subnets: readonly string[]): NodeAddress[] {
  const excluded = subnets.filter((subnet) => subnet.startsWith("!")).map((subnet) => subnet.slice(1));
  const included = subnets.filter((subnet) => !subnet.startsWith("!"));
  return addresses.filter(({ ip }) => {
    if (excluded.some((subnet) => ipInCidr(ip, subnet))) return false;
    return included.length === 0 || included.some((subnet) => ipInCidr(ip, subnet));
  });
}

/** The address under which etcd is told to others; undefined: none fits, and etcd does not start. */
export function etcdAddress(addresses: readonly NodeAddress[], settings: NodeSettings): string | undefined {
  return addressesIn(addresses, settings.etcd.advertisedSubnets)[0]?.ip;
}

/** The addresses on which etcd listens: those told, and all within listenSubnets. */
export function etcdListens(addresses: readonly NodeAddress[], settings: NodeSettings, ip: string): boolean {
  const { listenSubnets, advertisedSubnets } = settings.etcd;
  const subnets = listenSubnets.length > 0 ? listenSubnets : advertisedSubnets;
  return addressesIn(addresses, subnets).some((address) => address.ip === ip);
}

/** The kubelet's address: the first that fits `nodeIP.validSubnets`. */
export function kubeletAddress(addresses: readonly NodeAddress[], settings: NodeSettings): string | undefined {
  return addressesIn(addresses, settings.node.validSubnets)[0]?.ip;
}
