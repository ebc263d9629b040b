/** What the door needs to know of the machines before they are loaded. */
import type { World, WorldEvent } from "../world";

/** The machines, loaded. */
export interface TalosRoom {
  hear(event: WorldEvent): void;
  close(): Promise<void>;
}

/** True when what a server has just booted is Talos. */
export function startsWithTalos(world: World, serverId: number): boolean {
  return world.state.servers.get(serverId)?.boot.kind === "talos";
}
