/** Opens SSH as a door of the sandbox: a listener for each server while its rescue system or Linux runs. */
import type { RunningDoor } from "../world/door";
import type { WorldEvent } from "../world/event-bus";
import { admission, hostAddress } from "../world/reach";
import type { Server } from "../world/server";
import type { World } from "../world/world";
import type { Credentials } from "./authentication";
import { Guest } from "./guest";
import { GuestListener } from "./guest-listener";
import { serverMachine } from "./server-machine";

/** SSH's port at Hetzner; `world.portMap` says which one stands in for it here. */
const sshPort = 22;

/**
 * Listens on each server's address while a rescue system or a Linux runs there; ends with the guest. Faults of the door
 * "ssh", matched against the address: `refuse`, `hang`, `cut` (afterBytes), `auth`.
 */
export async function openSsh(world: World): Promise<RunningDoor> {
  const door = new SshDoor(world);
  const stopListening = world.events.on((event) => door.hear(event));
  const port = world.portMap(sshPort);
  return {
    name: "ssh",
    environment: port === sshPort ? {} : { HEPHAESTUS_SSH_PORT: String(port) },
    close: async () => {
      stopListening();
      await door.close();
    },
  };
}

class SshDoor {
  readonly #world: World;
  readonly #listeners = new Map<number, GuestListener>();
  /** Installed systems by server, with the seed of their installation: their root outlives a reboot. */
  readonly #installed = new Map<number, { seed: string; guest: Guest }>();

  constructor(world: World) {
    this.#world = world;
  }

  hear(event: WorldEvent): void {
    if (event.type === "server.booted") this.#open(event.serverId);
    else if (event.type === "server.halted") this.#halt(event.serverId);
    else if (event.type === "server.addresses") this.#move(event.serverId);
    else if (event.type === "server.deleted") {
      this.#halt(event.serverId);
      this.#installed.delete(event.serverId);
    }
  }

  async close(): Promise<void> {
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    await Promise.all(listeners.map((listener) => listener.close()));
  }

  #open(serverId: number): void {
    this.#halt(serverId);
    const world = this.#world;
    const server = world.state.servers.get(serverId);
    if (server === undefined || (server.boot.kind !== "rescue" && server.boot.kind !== "linux")) return;
    const isRescue = server.boot.kind === "rescue";
    const host = hostAddress(world, server);
    const listener = new GuestListener({
      guest: isRescue ? new Guest(serverMachine(world, server, "rescue")) : this.#installedGuest(server),
      host,
      port: world.portMap(sshPort),
      hostKeySeed: isRescue ? `rescue:${server.hostKeySeed}${server.bootCount}` : server.hostKeySeed,
      faults: world.faults,
      admission: (remoteAddress) => admission(world, serverId, sshPort, remoteAddress),
      credentials: () => credentialsOf(server, isRescue),
      note: (text) => world.note("ssh", `${server.name} ${text}`),
    });
    this.#listeners.set(serverId, listener);
    listener.listen().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      world.note("ssh", `${server.name} cannot be reached by SSH: ${reason}`);
    });
  }

  /** The root of an installed Linux stays as it is until the next installation. */
  #installedGuest(server: Server): Guest {
    const known = this.#installed.get(server.id);
    if (known?.seed === server.hostKeySeed) return known.guest;
    const guest = new Guest(serverMachine(this.#world, server, "linux"));
    this.#installed.set(server.id, { seed: server.hostKeySeed, guest });
    return guest;
  }

  #halt(serverId: number): void {
    const listener = this.#listeners.get(serverId);
    this.#listeners.delete(serverId);
    void listener?.close();
  }

  /** Another address: the listener moves, as an interface that gets a new address does. */
  #move(serverId: number): void {
    const server = this.#world.state.servers.get(serverId);
    const listener = this.#listeners.get(serverId);
    if (server === undefined || listener === undefined) return;
    if (listener.host !== hostAddress(this.#world, server)) this.#open(serverId);
  }
}

function credentialsOf(server: Server, isRescue: boolean): Credentials {
  if (!isRescue) return { authorizedKeys: server.authorizedKeys, rootPassword: server.rootPassword };
  return { authorizedKeys: server.rescue?.authorizedKeys ?? [], rootPassword: server.rescue?.rootPassword ?? null };
}
