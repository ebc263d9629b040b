/** A server's power, boot and disk: what happens between the button and the guest. */
import { durations } from "./durations";
import { describeBoot, nextBoot } from "./next-boot";
import type { Server } from "./server";
import type { World } from "./world";

/** True while a guest runs. */
export function isUp(server: Server): boolean {
  return server.boot.kind !== "off";
}

/** Turns the power on: status starting, then running; the guest comes up a while later. */
export function powerOn(world: World, server: Server): void {
  if (isUp(server)) return;
  server.status = "running";
  boot(world, server);
}

/** Cuts the power: the guest is gone at once. */
export function powerOff(world: World, server: Server): void {
  halt(world, server, "power off");
  server.status = "off";
}

/** Power off and on again, as reset, a reboot from within, or a rebuild does. */
export function restart(world: World, server: Server, why: string): void {
  halt(world, server, why);
  server.status = "running";
  boot(world, server);
}

/** The guest shuts itself down (`shutdown now`, Talos's Shutdown): power is off after a moment. */
export function guestShutdown(world: World, serverId: number): void {
  const server = world.state.servers.get(serverId);
  if (server === undefined || !isUp(server)) return;
  world.clock.after(durations.shutdownMs, () => {
    if (world.state.servers.get(serverId) === server && isUp(server)) powerOff(world, server);
  });
}

/** The guest reboots itself; the next boot decides anew what runs (rescue, ISO, disk). */
export function guestReboot(world: World, serverId: number): void {
  const server = world.state.servers.get(serverId);
  if (server === undefined || !isUp(server)) return;
  world.clock.after(durations.stopServerMs, () => {
    if (world.state.servers.get(serverId) === server && isUp(server)) restart(world, server, "reboot by the guest");
  });
}

/** Ends the guest without touching the power button's state; doors stop listening. */
export function halt(world: World, server: Server, why: string): void {
  if (!isUp(server)) return;
  const wasRescue = server.boot.kind === "rescue";
  server.boot = { kind: "off" };
  if (wasRescue && !server.rescueEnabled) server.rescue = null;
  world.events.emit({ type: "server.halted", serverId: server.id, text: `${server.name} halts (${why})` });
}

function boot(world: World, server: Server): void {
  const durationMs = server.rescueEnabled ? durations.bootRescueMs : durations.bootMs;
  const attempt = server.bootCount + 1;
  server.bootCount = attempt;
  const wanted = nextBoot(world, server);
  if (wanted.kind === "rescue") server.rescueEnabled = false;
  // The firmware runs: power is on, nobody answers yet.
  server.boot = { kind: "nothing" };
  const up = () => {
    const current = world.state.servers.get(server.id);
    if (current !== server || server.bootCount !== attempt || !isUp(server)) return;
    server.boot = wanted;
    const text = `${server.name} boots ${describeBoot(wanted)}`;
    world.events.emit({ type: "server.booted", serverId: server.id, text });
  };
  if (world.clock.speed === 0) up();
  else world.clock.after(durationMs, up);
}
