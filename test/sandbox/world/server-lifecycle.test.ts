import {
  encodeDiskLabel,
  guestReboot,
  guestShutdown,
  ManualClock,
  type Server,
  type World,
} from "../../../sandbox/world";
import { diskLabelOffset } from "../../../sandbox/world/disk-label";
import { powerOff, powerOn, restart } from "../../../sandbox/world/server-lifecycle";
import { makeWorld } from "./worlds";

const schematicId = "ab".repeat(32);

function makeServer(world: World): Server {
  const server: Server = {
    id: 1,
    name: "s",
    createdMs: 0,
    status: "off",
    serverTypeId: 114,
    locationId: 1,
    imageId: null,
    isoId: null,
    primaryIpv4Id: null,
    primaryIpv6Id: null,
    privateNets: [],
    placementGroupId: null,
    labels: {},
    protection: { delete: false, rebuild: false },
    backupWindow: null,
    primaryDiskGiB: 40,
    hiddenAddress: "127.77.1.1",
    diskId: world.disks.create(40),
    boot: { kind: "off" },
    bootCount: 0,
    rescue: null,
    rescueEnabled: false,
    rootPassword: null,
    authorizedKeys: [],
    hostKeySeed: "seed",
    userData: null,
    lockedBy: [],
  };
  world.state.servers.set(server.id, server);
  return server;
}

function scene() {
  const clock = new ManualClock();
  const world = makeWorld(clock);
  const events: string[] = [];
  world.events.on((event) => events.push(`${event.type}: ${event.text}`));
  return { clock, world, server: makeServer(world), events };
}

test("boots what is on the disk at that moment, and tells it", () => {
  const { clock, world, server, events } = scene();
  powerOn(world, server);
  clock.advance(60_000);
  expect(server.boot).toEqual({ kind: "nothing" });
  const label = { os: "talos", version: "v1.12.0", schematicId, architecture: "amd64", platform: "hcloud" } as const;
  world.disks.open(server.diskId).write(diskLabelOffset, encodeDiskLabel(label));
  guestReboot(world, server.id);
  clock.advance(60_000);
  expect(server.boot).toEqual({
    kind: "talos",
    version: "v1.12.0",
    schematicId,
    architecture: "amd64",
    installed: true,
  });
  expect(events).toEqual([
    "server.booted: s boots nothing: no system on its disk",
    "server.halted: s halts (reboot by the guest)",
    "server.booted: s boots Talos v1.12.0 (schematic abababab)",
  ]);
});

test("rescue comes before the ISO, the ISO before an empty disk, an installed Talos before the ISO", () => {
  const { clock, world, server } = scene();
  server.isoId = 122_630;
  server.rescue = { rootPassword: "x", authorizedKeys: [] };
  server.rescueEnabled = true;
  powerOn(world, server);
  clock.advance(60_000);
  expect([server.boot.kind, server.rescueEnabled]).toEqual(["rescue", false]);
  restart(world, server, "test");
  clock.advance(60_000);
  expect(server.boot).toMatchObject({ kind: "talos", version: "v1.13.9", installed: false });
  expect(server.rescue).toBeNull();
});

test("a boot that is overtaken tells nothing", () => {
  const { clock, world, server, events } = scene();
  powerOn(world, server);
  clock.advance(1_000);
  powerOff(world, server);
  powerOn(world, server);
  powerOff(world, server);
  clock.advance(60_000);
  expect(events.filter((event) => event.startsWith("server.booted"))).toEqual([]);
  expect([server.status, server.boot.kind]).toEqual(["off", "off"]);
});

test("a guest's shutdown of a server that is gone or off is nothing", () => {
  const { clock, world, server } = scene();
  guestShutdown(world, server.id);
  guestShutdown(world, 99);
  powerOn(world, server);
  clock.advance(60_000);
  guestShutdown(world, server.id);
  world.state.servers.delete(server.id);
  clock.advance(60_000);
  expect(server.status).toBe("running");
});
