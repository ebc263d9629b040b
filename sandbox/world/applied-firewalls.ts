/** Which firewalls are in force on a server, directly or through a label selector. */
import type { Firewall } from "./firewall";
import { selects } from "./label-selector";
import type { Server } from "./server";
import type { World } from "./world";

/** True when the firewall names the server itself, or a selector of it fits. */
export function isApplied(firewall: Firewall, server: Server): boolean {
  return firewall.appliedTo.some((to) =>
    to.type === "server" ? to.serverId === server.id : selects(to.selector, server.labels),
  );
}

/** All firewalls of a server, ascending by id. */
export function firewallsOf(world: World, server: Server): Firewall[] {
  const found: Firewall[] = [];
  for (const firewall of world.state.firewalls.values()) if (isApplied(firewall, server)) found.push(firewall);
  return found;
}

/** Servers that a selector means, ascending by id. */
export function serversSelected(world: World, selector: string): Server[] {
  return [...world.state.servers.values()].filter((server) => selects(selector, server.labels));
}
