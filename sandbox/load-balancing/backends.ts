/** The machines behind a load balancer: its targets, resolved. */
import { type Reach, reach, type World } from "../world";
import { serversSelected } from "../world/applied-firewalls";
import type { LoadBalancer, Service } from "../world/load-balancer";

/** One machine to talk to. */
export interface Backend {
  /** Server id or address: the first half of a key in the balancer's health. */
  key: string;
  /** The address as the balancer knows it. */
  address: string | undefined;
}

/** All machines behind a balancer, each once. */
export function backendsOf(world: World, balancer: LoadBalancer): Backend[] {
  const found = new Map<string, Backend>();
  const add = (serverId: number, usePrivateIp: boolean) => {
    found.set(String(serverId), { key: String(serverId), address: addressOf(world, balancer, serverId, usePrivateIp) });
  };
  for (const target of balancer.targets) {
    if (target.type === "server") add(target.serverId, target.usePrivateIp);
    else if (target.type === "ip") found.set(target.ip, { key: target.ip, address: target.ip });
    else for (const { id } of serversSelected(world, target.selector)) add(id, target.usePrivateIp);
  }
  return [...found.values()];
}

/** The key under which the health of a backend for a service is kept. */
export function healthKey(backend: Backend, service: Service): string {
  return `${backend.key}:${service.listenPort}`;
}

/** Whether the balancer gets through to a backend's port, and where to connect. */
export function pathTo(world: World, balancer: LoadBalancer, backend: Backend, port: number): Reach {
  if (backend.address === undefined) return { reached: false, hangs: false, why: "the target has no such address" };
  return reach(world, { kind: "load-balancer", id: balancer.id }, backend.address, port);
}

function addressOf(world: World, balancer: LoadBalancer, serverId: number, usePrivateIp: boolean): string | undefined {
  const server = world.state.servers.get(serverId);
  if (server === undefined) return undefined;
  if (usePrivateIp) return server.privateNets.find((net) => net.networkId === balancer.privateNet?.networkId)?.ip;
  return server.primaryIpv4Id === null ? undefined : world.state.primaryIps.get(server.primaryIpv4Id)?.ip;
}
