/** Opens Talos as a door of the sandbox: a machine comes to life wherever a server boots it. */
import type { RunningDoor, World } from "../world";
import { startsWithTalos, type TalosRoom } from "./room";

/**
 * Plays Talos on every server that boots it. What the machines need is loaded when the first one boots.
 * Faults of the door "talos" are listed in world/faults.ts.
 */
export async function openTalos(world: World): Promise<RunningDoor> {
  let room: TalosRoom | undefined;
  const enter = (): TalosRoom => {
    if (room !== undefined) return room;
    const { openMachines }: typeof import("./talos-machines") = require("./talos-machines");
    room = openMachines(world);
    return room;
  };
  // A world that was saved with machines begins with them, and says at once what cannot be read of them.
  if (world.state.doors["talos"] !== undefined) enter();
  const stopListening = world.events.on((event) => {
    const isTalos = event.type === "server.booted" && startsWithTalos(world, event.serverId);
    if (room !== undefined || isTalos) enter().hear(event);
  });
  return {
    name: "talos",
    environment: {},
    close: async () => {
      stopListening();
      await room?.close();
    },
  };
}
