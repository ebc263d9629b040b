/** All Talos machines of a world: they begin and end with their servers' power. */
import { KubernetesCluster } from "../kubernetes/cluster";
import type { World, WorldEvent } from "../world";
import { Apid } from "./apid/apid";
import { driftMachine, unsilence } from "./drift";
import { type CreateKubernetes, Fleet, type Node } from "./fleet/fleet";
import { forwarderOf } from "./fleet/forwarder";
import { startsWithTalos, type TalosRoom } from "./room";
import { restoreFleet, saveFleet } from "./saved-fleet";
import { powerOn } from "./sequences/power-on";
import { machineMethods } from "./services/methods";

/** Begins to listen to the world's events. */
export function openMachines(world: World): TalosRoom {
  const surroundings = {
    clock: world.clock,
    random: world.random,
    faults: world.faults,
    note: (text: string) => world.note("kubernetes", text),
  };
  const createKubernetes: CreateKubernetes = (identity, saved) =>
    saved === undefined
      ? new KubernetesCluster(identity, surroundings)
      : KubernetesCluster.restore(saved, identity, surroundings);
  const fleet = new Fleet({ world, wallNow: Date.now, createKubernetes });
  restoreFleet(fleet, world.state.doors["talos"]);
  // The world is saved by JSON: what is asked for then is as it is then.
  world.state.doors["talos"] = { toJSON: () => saveFleet(fleet) };
  const drift = (serverId: number, what: string, set: Readonly<Record<string, unknown>>) =>
    driftMachine(fleet, serverId, what, set);
  world.guestDrifts.add(drift);
  return {
    hear: (event) => hear(fleet, event),
    close: async () => {
      world.guestDrifts.delete(drift);
      const nodes = [...fleet.nodes.values()];
      for (const node of nodes) node.machine.end("the sandbox ends");
      await Promise.all(nodes.map((node) => node.apid.close()));
      await Promise.all([...fleet.clusters.values()].map((cluster) => cluster.kubernetes.close()));
    },
  };
}

function hear(fleet: Fleet, event: WorldEvent): void {
  fleet.changed();
  if (event.type === "server.booted") begin(fleet, event.serverId);
  else if (event.type === "server.halted") end(fleet, event.serverId, "the server was halted");
}

function begin(fleet: Fleet, serverId: number): void {
  end(fleet, serverId, "the server booted again");
  const server = fleet.world.state.servers.get(serverId);
  if (server === undefined || !startsWithTalos(fleet.world, serverId)) return;
  unsilence(fleet.world, serverId);
  const machine = fleet.machineOf(server);
  if (machine === undefined) {
    fleet.world.note("talos", `${server.name} does not come up: the image on its disk is not whole`);
    return;
  }
  let built: ReturnType<typeof machineMethods> | undefined;
  const build = () => {
    built ??= machineMethods({ fleet, node, machine });
    return built;
  };
  const apid = new Apid(machine, {
    methods: () => build().methods,
    forwarder: forwarderOf(fleet, machine),
    wallNow: fleet.wallNow,
    closing: (closed) => fleet.closing(serverId, closed),
  });
  const node: Node = {
    machine,
    apid,
    cluster: undefined,
    api: undefined,
    kubelet: undefined,
    resourcesChanged: () => built?.resources.changed(),
    resourceVersion: (namespace, type, id) => build().resources.collection(namespace, type).get(id)?.version ?? 0,
  };
  fleet.nodes.set(serverId, node);
  void fleet.closed(serverId).then(() => powerOn(fleet, node));
}

function end(fleet: Fleet, serverId: number, why: string): void {
  const node = fleet.nodes.get(serverId);
  if (node === undefined) return;
  fleet.nodes.delete(serverId);
  node.machine.end(why);
  fleet.changed();
}
