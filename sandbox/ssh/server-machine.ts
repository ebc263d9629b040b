/** A sandbox server as the machine that a shell runs on. */
import { isLoopback } from "../world/loopback";
import { reach } from "../world/reach";
import type { Server } from "../world/server";
import { guestReboot, guestShutdown } from "../world/server-lifecycle";
import type { World } from "../world/world";
import type { Machine } from "./machine";

const gibibyte = 1024 ** 3;

/** The machine of a server; `system` is what runs on it now. */
export function serverMachine(world: World, server: Server, system: Machine["system"]): Machine {
  const type = world.state.catalogue.serverTypes.find((candidate) => candidate.id === server.serverTypeId);
  const disk = () => world.disks.open(server.diskId);
  const block = {
    // The disk is looked up each time: growing one makes another object of it.
    get sizeBytes() {
      return disk().sizeBytes;
    },
    read: (offset: number, length: number) => disk().read(offset, length),
    write: (offset: number, bytes: Uint8Array) => disk().write(offset, bytes),
    discard: () => disk().discard(),
  };
  return {
    hostname: system === "rescue" ? "rescue" : server.name,
    system,
    architecture: type?.architecture === "arm" ? "aarch64" : "x86_64",
    cores: type?.cores ?? 2,
    memoryBytes: (type?.memoryGiB ?? 4) * gibibyte,
    disks: new Map([["sda", block]]),
    now: () => world.clock.now(),
    sleep: (durationMs, signal) => world.clock.sleep(durationMs, signal),
    resolve: (host, port) => resolve(world, server, host, port),
    end: (how) => (how === "reboot" ? guestReboot(world, server.id) : guestShutdown(world, server.id)),
  };
}

/** Sandbox servers are reached through firewalls and networks; other loopback addresses directly; nothing else is. */
function resolve(world: World, server: Server, name: string, port: number): { host: string; port: number } | undefined {
  const host = name === "localhost" ? "127.0.0.1" : name;
  const isServerAddress = host.startsWith(`127.${world.block}.`) && !host.startsWith(`127.${world.block}.0.`);
  if (isLoopback(host) && !isServerAddress) return { host, port };
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined;
  const found = reach(world, { kind: "server", id: server.id }, host, port);
  return found.reached ? { host: found.host, port: world.portMap(port) } : undefined;
}
