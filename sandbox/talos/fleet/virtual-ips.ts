/**
 * Virtual addresses of control planes: one that serves etcd and the API holds each of them, the next one takes it over
 * when it does so no more (facts §7). Hetzner's API moves them: as an alias in a private network, or as a floating IP.
 * What Layer 2 would announce nobody hears in Hetzner's networks.
 */
import type { OpenApi } from "../../kubernetes";
import { ipInCidr } from "../../world/cidr";
import type { VirtualIp } from "../config";
import type { TalosMachine } from "../machine/machine";
import type { Fleet, Node } from "./fleet";
import type { TalosCluster } from "./talos-cluster";

/** Opens the API under one more address of this machine, where there is anything to listen on. */
export type OpenUnder = (host: string) => Promise<OpenApi>;

/** Campaigns for all virtual addresses of the machine's configuration until it goes. */
export function holdVirtualIps(fleet: Fleet, node: Node, cluster: TalosCluster, openUnder: OpenUnder): void {
  const { machine } = node;
  for (const virtual of machine.settings?.virtualIps ?? []) {
    if (!virtual.isHcloud) {
      machine.log("machined", `virtual IP ${virtual.ip}: announced on ${virtual.link}, where nobody hears it`);
      continue;
    }
    campaign(fleet, node, { cluster, virtual, openUnder }).catch((error: unknown) => {
      if (!machine.life.aborted) machine.note(`cannot hold ${virtual.ip}: ${String(error)}`);
    });
  }
}

interface Campaign {
  readonly cluster: TalosCluster;
  readonly virtual: VirtualIp;
  readonly openUnder: OpenUnder;
}

async function campaign(fleet: Fleet, node: Node, { cluster, virtual, openUnder }: Campaign): Promise<void> {
  const { machine } = node;
  const { ip } = virtual;
  const isFit = () => node.api !== undefined && cluster.serves(machine);
  machine.atEnd(() => release(cluster, ip, machine));
  while (!machine.life.aborted) {
    await fleet.waiting.until(
      () => (isFit() && cluster.virtualIps.get(ip) === undefined ? true : undefined),
      machine.life,
    );
    machine.life.throwIfAborted();
    cluster.virtualIps.set(ip, machine);
    machine.log("machined", `enabled shared IP ${ip} on ${virtual.link}`);
    machine.note(`holds the virtual address ${ip}`);
    const open = moveTo(machine, ip) ? await openUnder(ip) : undefined;
    const closing = () => fleet.closing(machine.server.id, open?.close() ?? Promise.resolve());
    machine.atEnd(closing);
    await fleet.waiting.until(() => (isFit() ? undefined : true), machine.life);
    closing();
    release(cluster, ip, machine);
    fleet.changed();
  }
}

function release(cluster: TalosCluster, ip: string, machine: TalosMachine): void {
  if (cluster.virtualIps.get(ip) === machine) cluster.virtualIps.delete(ip);
}

/** Does what Talos asks Hetzner for. True where the address is a floating one, on which something can listen. */
function moveTo({ world, server }: TalosMachine, ip: string): boolean {
  const net = server.privateNets.find(({ networkId }) => {
    const network = world.state.networks.get(networkId);
    return network !== undefined && ipInCidr(ip, network.ipRange);
  });
  if (net !== undefined) {
    for (const other of world.state.servers.values()) {
      for (const theirs of other.privateNets) {
        if (theirs.networkId === net.networkId && theirs.aliasIps.includes(ip)) theirs.aliasIps = [];
      }
    }
    // Talos sets the whole list: other aliases of the server are gone.
    net.aliasIps = [ip];
    return false;
  }
  const floating = [...world.state.floatingIps.values()].find((candidate) => candidate.ip === ip);
  if (floating !== undefined) floating.serverId = server.id;
  return floating !== undefined;
}
