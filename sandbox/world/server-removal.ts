/** What goes, and what is set free, when a server is deleted. */
import { selects } from "./label-selector";
import type { Server } from "./server";
import { halt } from "./server-lifecycle";
import type { World } from "./world";

/** Takes a server out of the world at once, with all that hangs on it. */
export function removeServer(world: World, server: Server): void {
  const { state } = world;
  halt(world, server, "deleted");
  for (const volume of state.volumes.values()) if (volume.serverId === server.id) volume.serverId = null;
  for (const floatingIp of state.floatingIps.values())
    if (floatingIp.serverId === server.id) floatingIp.serverId = null;
  for (const primaryIp of [...state.primaryIps.values()]) {
    if (primaryIp.assigneeId !== server.id) continue;
    if (primaryIp.autoDelete) state.primaryIps.delete(primaryIp.id);
    else primaryIp.assigneeId = null;
  }
  for (const firewall of state.firewalls.values()) {
    firewall.appliedTo = firewall.appliedTo.filter((to) => to.type !== "server" || to.serverId !== server.id);
    firewall.pendingServerIds = firewall.pendingServerIds.filter((id) => id !== server.id);
  }
  for (const image of [...state.images.values()]) {
    if (image.type !== "backup" || image.boundTo !== server.id) continue;
    if (image.diskId !== null) world.disks.remove(image.diskId);
    state.images.delete(image.id);
  }
  state.servers.delete(server.id);
  world.disks.remove(server.diskId);
  removeFromLoadBalancers(world, server);
  world.events.emit({ type: "server.deleted", serverId: server.id, text: `${server.name} is deleted` });
}

function removeFromLoadBalancers(world: World, server: Server): void {
  for (const balancer of world.state.loadBalancers.values()) {
    const before = balancer.targets.length;
    balancer.targets = balancer.targets.filter((to) => to.type !== "server" || to.serverId !== server.id);
    const selected = balancer.targets.some((to) => to.type === "label_selector" && selects(to.selector, server.labels));
    if (balancer.targets.length === before && !selected) continue;
    const text = `${balancer.name} loses target ${server.name}`;
    world.events.emit({ type: "load-balancer.changed", loadBalancerId: balancer.id, text });
  }
}
