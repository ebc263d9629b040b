/** ISO, placement group, protection and type of a server. */
import type { Server, World } from "../../world";
import { startAction } from "../../world/actions";
import type { ServerType } from "../../world/catalogue";
import { durations } from "../../world/durations";
import { powerOn } from "../../world/server-lifecycle";
import { ApiError, invalidInput } from "../api-error";
import { flag, idOrName, integer } from "../field-values";
import { optional, readFields } from "../fields";
import { findById } from "../find";
import { assertRoom, placementGroups } from "../placement-groups/routes";
import type { Route } from "../route";
import { actionRoute, setting } from "../standard-routes";
import { assertSold, chooseServerType } from "./choose";
import { assertOff, assertUnlocked, servers } from "./noun";

/** Operations on ISO, placement group, protection and type. */
export const settingsRoutes: Route[] = [
  actionRoute(servers, "attach_iso", ({ world, body }, server) => {
    const wanted = readFields(body, { iso: idOrName });
    assertUnlocked(server);
    const iso = world.state.catalogue.isos.find(
      (entry) => entry.id === wanted.iso || entry.name === wanted.iso || String(entry.id) === wanted.iso,
    );
    if (iso === undefined) throw invalidInput({ name: "iso", message: `ISO ${wanted.iso} not found` });
    return setting(world, servers, server, "attach_iso", () => {
      server.isoId = iso.id;
    });
  }),
  actionRoute(servers, "detach_iso", ({ world }, server) => {
    assertUnlocked(server);
    return setting(world, servers, server, "detach_iso", () => {
      server.isoId = null;
    });
  }),
  actionRoute(servers, "add_to_placement_group", ({ world, body }, server) => {
    const wanted = readFields(body, { placement_group: integer() });
    assertUnlocked(server);
    const group = findById(placementGroups, world, wanted.placement_group);
    if (server.placementGroupId !== null) {
      throw new ApiError("already_in_placement_group", "server is already in a placement group");
    }
    assertOff(server);
    assertRoom(world, group);
    return setting(world, servers, server, "add_to_placement_group", () => {
      server.placementGroupId = group.id;
    });
  }),
  actionRoute(servers, "remove_from_placement_group", ({ world }, server) => {
    assertUnlocked(server);
    return setting(world, servers, server, "remove_from_placement_group", () => {
      server.placementGroupId = null;
    });
  }),
  actionRoute(servers, "change_protection", ({ world, body }, server) => {
    const wanted = readFields(body, { delete: optional(flag), rebuild: optional(flag) });
    const protection = {
      delete: wanted.delete ?? server.protection.delete,
      rebuild: wanted.rebuild ?? server.protection.rebuild,
    };
    if (protection.delete !== protection.rebuild) {
      const message = "delete and rebuild protection must have the same value";
      throw invalidInput({ name: "delete", message }, { name: "rebuild", message });
    }
    return setting(world, servers, server, "change_protection", () => {
      server.protection = protection;
    });
  }),
  actionRoute(servers, "change_type", ({ world, body }, server) => {
    const wanted = readFields(body, { server_type: idOrName, upgrade_disk: flag });
    assertUnlocked(server);
    assertOff(server);
    const type = chooseServerType(world, wanted.server_type);
    assertChangeable(world, server, type);
    return changeType(world, server, type, wanted.upgrade_disk);
  }),
];

function assertChangeable(world: World, server: Server, type: ServerType): void {
  const current = world.state.catalogue.serverTypes.find((entry) => entry.id === server.serverTypeId);
  const location = world.state.catalogue.locations.find((entry) => entry.id === server.locationId);
  const refuse = (message: string) => new ApiError("invalid_server_type", message);
  if (current?.id === type.id) throw refuse("server is already of this type");
  if (current !== undefined && current.architecture !== type.architecture) throw refuse("architecture differs");
  if (type.diskGiB < server.primaryDiskGiB) throw refuse("the disk of the new type is smaller than the server's");
  if (location !== undefined) assertSold(world, type, location);
}

/** Copies the disk; the server is started when that is done. */
function changeType(world: World, server: Server, type: ServerType, upgradeDisk: boolean) {
  return startAction(world, {
    command: "change_server_type",
    resources: [{ id: server.id, type: "server" }],
    durationMs: durations.changeTypeMs,
    begin: () => {
      server.status = "migrating";
    },
    end: () => {
      server.serverTypeId = type.id;
      if (upgradeDisk) {
        world.disks.grow(server.diskId, type.diskGiB);
        server.primaryDiskGiB = type.diskGiB;
      }
      server.status = "off";
      powerOn(world, server);
    },
    fail: () => {
      server.status = "off";
    },
  });
}
