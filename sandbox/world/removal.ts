/** Takes anything out of the world at once, with what hangs on it: no protection, no lock and no rule is asked. */
import { removeServer } from "./server-removal";
import type { CollectionName } from "./state";
import type { World } from "./world";

/** Removes one thing; false when there is none with this id. */
export function removeThing(world: World, collection: CollectionName, id: number): boolean {
  const { state } = world;
  if (!state[collection].has(id)) return false;
  const server = collection === "servers" ? state.servers.get(id) : undefined;
  if (server !== undefined) {
    removeServer(world, server);
    return true;
  }
  detach(world, collection, id);
  state[collection].delete(id);
  const balancer = collection === "loadBalancers";
  if (balancer)
    world.events.emit({ type: "load-balancer.changed", loadBalancerId: id, text: `Load balancer ${id} is deleted` });
  return true;
}

function detach(world: World, collection: CollectionName, id: number): void {
  switch (collection) {
    case "networks":
      leaveNetwork(world, id);
      break;
    case "placementGroups":
      for (const server of world.state.servers.values()) {
        if (server.placementGroupId === id) server.placementGroupId = null;
      }
      break;
    case "primaryIps":
      for (const server of world.state.servers.values()) {
        if (server.primaryIpv4Id === id) server.primaryIpv4Id = null;
        if (server.primaryIpv6Id === id) server.primaryIpv6Id = null;
      }
      break;
    case "images": {
      const diskId = world.state.images.get(id)?.diskId;
      if (typeof diskId === "string") world.disks.remove(diskId);
      break;
    }
    default:
      break;
  }
}

function leaveNetwork(world: World, id: number): void {
  for (const server of world.state.servers.values()) {
    server.privateNets = server.privateNets.filter((net) => net.networkId !== id);
  }
  for (const balancer of world.state.loadBalancers.values()) {
    if (balancer.privateNet?.networkId !== id) continue;
    balancer.privateNet = null;
    const text = `${balancer.name} leaves network ${id}`;
    world.events.emit({ type: "load-balancer.changed", loadBalancerId: balancer.id, text });
  }
}
