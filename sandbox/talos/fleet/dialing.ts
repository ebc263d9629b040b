/** Who reaches whom between machines: through firewalls, private networks, load balancers and virtual addresses. */
import { backendsOf, healthKey, pathTo } from "../../load-balancing/backends";
import { reach } from "../../world";
import type { LoadBalancer } from "../../world/load-balancer";
import type { TalosMachine } from "../machine/machine";
import type { Fleet } from "./fleet";

/**
 * The machine that answers when `from` dials an address; undefined where packets are dropped, nobody is there, or the
 * machine there is frozen. A machine always reaches itself. Names are not resolved: the sandbox plays no DNS.
 */
export function dial(fleet: Fleet, from: TalosMachine, address: string, port: number): TalosMachine | undefined {
  if (from.addresses.some(({ ip }) => ip === address) || address === "127.0.0.1") return from;
  const dialer = { kind: "server", id: from.server.id } as const;
  const found = reach(fleet.world, dialer, address, port);
  if (found.reached) return answering(fleet, found.serverId);
  const balancer = balancerWith(fleet, from, address);
  return balancer === undefined ? undefined : throughBalancer(fleet, balancer, port);
}

/** Host and port of a URL; undefined where it is none. */
export function hostAndPort(url: string): { host: string; port: number } | undefined {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?/i.exec(url);
  if (match === null) return undefined;
  return { host: (match[1] ?? "").replace(/^\[|\]$/g, ""), port: Number(match[2] ?? 443) };
}

function answering(fleet: Fleet, serverId: number): TalosMachine | undefined {
  const machine = fleet.nodes.get(serverId)?.machine;
  return machine === undefined || machine.isFrozen ? undefined : machine;
}

/** Balancers answer on their public address to all, on their private one inside the network. */
function balancerWith(fleet: Fleet, from: TalosMachine, address: string): LoadBalancer | undefined {
  return [...fleet.world.state.loadBalancers.values()].find((balancer) => {
    if (balancer.ipv4 === address) return from.server.primaryIpv4Id !== null;
    const { privateNet } = balancer;
    if (privateNet?.ip !== address) return false;
    return from.server.privateNets.some((net) => net.networkId === privateNet.networkId);
  });
}

function throughBalancer(fleet: Fleet, balancer: LoadBalancer, port: number): TalosMachine | undefined {
  const service = balancer.services.find((candidate) => candidate.listenPort === port);
  if (service === undefined) return undefined;
  for (const backend of backendsOf(fleet.world, balancer)) {
    if (balancer.health[healthKey(backend, service)]?.status === "unhealthy") continue;
    const path = pathTo(fleet.world, balancer, backend, service.destinationPort);
    const machine = path.reached ? answering(fleet, path.serverId) : undefined;
    if (machine !== undefined) return machine;
  }
  return undefined;
}
