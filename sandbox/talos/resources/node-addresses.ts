/** Resources about a machine's addresses: what it has, and which of them count for what. */
import { network } from "../../../wire/talos-resources/generated/network";
import { ipInCidr } from "../../world/cidr";
import { type ResourceContent, resource } from "../cosi";
import type { NodeAddress } from "../machine/node-addresses";
import { familyOf, netIp, netIpPrefix } from "./addresses";
import { linksOf } from "./links";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { whenChanged } from "./when-changed";

/** NodeAddresses and AddressStatuses. */
export const addressKinds: MachineKind[] = [
  machineKind("network", "NodeAddresses.net.talos.dev", whenChanged(addressesOf, nodeAddresses), {
    columns: { Addresses: "{.addresses}", SortAlgorithm: "{.sortAlgorithm}" },
  }),
  machineKind("network", "AddressStatuses.net.talos.dev", addressStatuses, {
    aliases: ["address", "addresses"],
    columns: { Address: "{.address}", Link: "{.linkName}" },
  }),
];

function addressesOf({ machine: { addresses, settings } }: ResourceOwner) {
  return { addresses, settings };
}

/** Sets of addresses by name; those with and without Kubernetes's own are there as soon as a configuration says which. */
function nodeAddresses({ addresses: all, settings }: ReturnType<typeof addressesOf>): ResourceContent[] {
  const [first] = all;
  const found: [string, readonly NodeAddress[]][] = first === undefined ? [] : [["default", [first]]];
  for (const id of ["current", "routed", "accumulative"]) found.push([id, all]);
  if (settings !== undefined) {
    const { podSubnets, serviceSubnets } = settings.cluster;
    const isKubernetes = ({ ip }: NodeAddress) => [...podSubnets, ...serviceSubnets].some((cidr) => ipInCidr(ip, cidr));
    for (const id of ["current", "routed", "accumulative"]) {
      found.push([`${id}-only-k8s`, all.filter(isKubernetes)]);
      found.push([`${id}-no-k8s`, all.filter((address) => !isKubernetes(address))]);
    }
  }
  return found.map(([id, addresses]) => {
    const spec = { addresses: addresses.map(({ ip, bits }) => netIpPrefix(ip, bits)), sortAlgorithm: 0 };
    const yaml = { addresses: addresses.map(({ ip, bits }) => `${ip}/${bits}`), sortAlgorithm: "v1" };
    return resource(network, "NodeAddressSpec", id, spec, yaml, { owner: "network.NodeAddressController" });
  });
}

const loopback: NodeAddress = { ip: "127.0.0.1", bits: 8, link: "lo", isPrivate: true };
/** Scope of addresses that only the machine itself sees. */
const hostScope = 254;
/** Flag of an address that was not taken for a while only. */
const permanent = 128;

function addressStatuses({ machine }: ResourceOwner): ResourceContent[] {
  const links = new Map(linksOf(machine).map((link) => [link.name, link.index]));
  return [loopback, ...machine.addresses].map(({ ip, bits, link }) => {
    const family = familyOf(ip);
    const isLoopback = link === "lo";
    const shared = { linkIndex: links.get(link) ?? 0, linkName: link };
    const spec = {
      ...shared,
      address: netIpPrefix(ip, bits),
      local: netIp(ip),
      family: family.number,
      scope: isLoopback ? hostScope : 0,
      flags: permanent,
    };
    // Talos's own YAML leaves the single addresses out.
    const yaml = {
      address: `${ip}/${bits}`,
      ...shared,
      family: family.word,
      scope: isLoopback ? "host" : "global",
      flags: "permanent",
      priority: 0,
    };
    const id = `${link}/${ip}/${bits}`;
    return resource(network, "AddressStatusSpec", id, spec, yaml, { owner: "network.AddressStatusController" });
  });
}
