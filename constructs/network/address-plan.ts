import { PropsError } from "../props/props-error";
import { type Cidr, contains, formatAddress, formatCidr, overlaps, parseCidr, partOf, sizeOf } from "./cidr";

/** Where everything of a cluster has its addresses. No pool has a part in it: pools come and go, the plan stays. */
export interface AddressPlan {
  /** The whole network. */
  readonly network: string;
  readonly controlPlane: string;
  readonly worker: string;
  readonly loadBalancer: string;
  readonly services: string;
  readonly pods: string;
  /** The router of the network: its first address. */
  readonly gateway: string;
  /** An address for the Kubernetes API among those of control planes: the last, while Hetzner hands out the first. */
  readonly virtualIp: string;
  /** How many nodes it has room for. */
  readonly capacity: Capacity;
}

/** How many there is room for. */
export interface Capacity {
  readonly controlPlanes: number;
  readonly workers: number;
  /** Nodes of both roles that get a range of pod addresses. */
  readonly nodesWithPods: number;
}

/** The ranges that may be given; the others follow from the network's. */
export interface Ranges {
  readonly network: string;
  readonly controlPlane?: string | undefined;
  readonly worker?: string | undefined;
  readonly loadBalancer?: string | undefined;
  readonly services?: string | undefined;
  readonly pods?: string | undefined;
}

/** Kubernetes gives each node a /24 of pod addresses. */
const POD_PREFIX = 24;
/** kube-apiserver refuses larger service ranges (`--service-cluster-ip-range`: at most 20 bits). */
const WIDEST_SERVICES = 12;
/** Hetzner keeps the first and the last address of a subnet, and the gateway. */
const RESERVED = 3;
/** Hetzner's limit of a subnet (https://docs.hetzner.com/cloud/networks/faq). */
const NARROWEST_SUBNET = 30;
/** What each part is for. */
const SPOKEN = {
  controlPlane: "for control planes",
  loadBalancer: "for load balancers",
  worker: "for workers",
  services: "for services",
  pods: "for pods",
};
type Parts = typeof SPOKEN;
const PARTS = ["controlPlane", "loadBalancer", "worker", "services", "pods"] as const;

/**
 * Lays out a network: the upper half is for pods, the fourth eighth for services, the third for machines (of it the
 * first eighth for control planes, the second for load balancers, the upper half for workers), and the first quarter
 * stays free for what else is in the network.
 *
 * @throws PropsError for a range that is none, stands outside the network, or shares addresses with another.
 */
export function addressPlan(ranges: Ranges): AddressPlan {
  const network = range("network", ranges.network);
  const given = (name: string, text: string | undefined, otherwise: () => Cidr) =>
    text === undefined ? otherwise() : range(name, text);
  const parts = {
    controlPlane: given("controlPlane", ranges.controlPlane, () => partOf(network, 6, 16)),
    loadBalancer: given("loadBalancer", ranges.loadBalancer, () => partOf(network, 6, 17)),
    worker: given("worker", ranges.worker, () => partOf(network, 4, 5)),
    services: given("services", ranges.services, () => narrowed(partOf(network, 3, 3))),
    pods: given("pods", ranges.pods, () => partOf(network, 1, 1)),
  };
  checkParts(network, parts, ranges);
  return {
    network: formatCidr(network),
    controlPlane: formatCidr(parts.controlPlane),
    worker: formatCidr(parts.worker),
    loadBalancer: formatCidr(parts.loadBalancer),
    services: formatCidr(parts.services),
    pods: formatCidr(parts.pods),
    gateway: formatAddress(network.base + 1),
    virtualIp: formatAddress(parts.controlPlane.base + sizeOf(parts.controlPlane) - 2),
    capacity: {
      controlPlanes: Math.max(0, sizeOf(parts.controlPlane) - RESERVED),
      workers: Math.max(0, sizeOf(parts.worker) - RESERVED),
      nodesWithPods: Math.floor(sizeOf(parts.pods) / 2 ** (32 - POD_PREFIX)),
    },
  };
}

function range(name: string, text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr !== undefined) return cidr;
  throw refused(name, `is "${text}"; a range such as 10.0.0.0/16 is wanted, written by its first address`);
}

function refused(prop: string, text: string): PropsError {
  return new PropsError([{ what: "a plan of addresses", problems: [{ prop, text }] }]);
}

function narrowed(cidr: Cidr): Cidr {
  return { base: cidr.base, prefix: Math.max(cidr.prefix, WIDEST_SERVICES) };
}

/** Machines must be in the network; pods and services may have ranges elsewhere. */
function checkParts(network: Cidr, parts: Readonly<Record<keyof Parts, Cidr>>, given: Ranges): void {
  for (const name of ["controlPlane", "loadBalancer", "worker"] as const) {
    const cidr = parts[name];
    if (!contains(network, cidr)) {
      throw refused(name, `is "${formatCidr(cidr)}", which is not in the network "${formatCidr(network)}"`);
    }
    if (cidr.prefix > NARROWEST_SUBNET) {
      throw refused(name, `is "${formatCidr(cidr)}"; Hetzner takes subnets of a /${NARROWEST_SUBNET} or wider`);
    }
  }
  // What was given is told, not what followed from the network.
  const names = [...PARTS].sort(
    (left, right) => Number(given[right] !== undefined) - Number(given[left] !== undefined),
  );
  for (const [index, name] of names.entries()) {
    const other = names.slice(index + 1).find((each) => overlaps(parts[name], parts[each]));
    if (other === undefined) continue;
    const both = `shares addresses with "${formatCidr(parts[other])}", the range ${SPOKEN[other]}`;
    throw refused(name, `is "${formatCidr(parts[name])}", which ${both}`);
  }
}
