/** Snapshots, backups, rebuild. */
import type { Server, World } from "../../world";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import type { Image } from "../../world/image";
import { writeSystem } from "../../world/installed-disk";
import { removeThing } from "../../world/removal";
import { halt, powerOff, restart } from "../../world/server-lifecycle";
import { takeId } from "../../world/state";
import { ApiError, notFound } from "../api-error";
import { idOrName, oneOf, text } from "../field-values";
import { optional, readFields } from "../fields";
import { find } from "../find";
import { imageShape, images } from "../images/routes";
import { labels } from "../labels";
import { assertWithinLimit } from "../project-rules";
import { actionReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionRoute, setting } from "../standard-routes";
import { assertImageFits, chooseImage } from "./choose";
import { userData } from "./create";
import { assertUnlocked, servers } from "./noun";

/** Hetzner keeps this many backups of a server. */
const backupSlots = 7;
/** Hours of day, UTC, as Hetzner writes its windows. */
const backupWindow = "22-02";

/** Operations that read or write a server's disk as a whole. */
export const imagingRoutes: Route[] = [
  route("POST /servers/{id}/actions/create_image", createImage),
  route("POST /servers/{id}/actions/rebuild", rebuild),
  actionRoute(servers, "enable_backup", ({ world }, server) => {
    assertUnlocked(server);
    return setting(world, servers, server, "enable_backup", () => {
      server.backupWindow = backupWindow;
    });
  }),
  actionRoute(servers, "disable_backup", ({ world }, server) => {
    assertUnlocked(server);
    return setting(world, servers, server, "disable_backup", () => {
      server.backupWindow = null;
      for (const backup of backupsOf(world, server)) removeThing(world, "images", backup.id);
    });
  }),
];

function createImage(request: ApiRequest): ApiReply {
  const { world } = request;
  const server = find(servers, request);
  const wanted = readFields(request.body, {
    description: optional(text({ min: 0, max: 8000 })),
    type: optional(oneOf("snapshot", "backup")),
    labels: optional(labels),
  });
  assertUnlocked(server);
  const type = wanted.type ?? "snapshot";
  if (type === "backup" && server.backupWindow === null) {
    throw new ApiError("unsupported_error", "backups are not enabled for this server");
  }
  assertWithinLimit(images, world);
  const image = newImage(world, server, type);
  image.description = wanted.description ?? `${server.name}-${image.id}`;
  image.labels = wanted.labels ?? {};
  world.state.images.set(image.id, image);
  const usedGiB = world.disks.open(server.diskId).usedBytes / 1024 ** 3;
  const action = startAction(world, {
    command: "create_image",
    resources: [
      { id: server.id, type: "server" },
      { id: image.id, type: "image" },
    ],
    durationMs: durations.createImageBaseMs + usedGiB * durations.createImagePerGiBMs,
    end: () => finishImage(world, server, image),
    fail: () => removeThing(world, "images", image.id),
  });
  return actionReply(world, action, { image: imageShape(image) });
}

function finishImage(world: World, server: Server, image: Image): void {
  image.diskId = world.disks.copy(server.diskId, server.primaryDiskGiB);
  const usedGb = world.disks.open(image.diskId).usedBytes / 1e9;
  image.imageSizeGb = Math.max(0.01, Math.round(usedGb * 100) / 100);
  image.status = "available";
  if (image.type !== "backup") return;
  const backups = backupsOf(world, server);
  for (const old of backups.slice(0, Math.max(0, backups.length - backupSlots))) removeThing(world, "images", old.id);
}

function newImage(world: World, server: Server, type: "snapshot" | "backup"): Image {
  const origin = server.imageId === null ? undefined : world.state.images.get(server.imageId);
  const serverType = world.state.catalogue.serverTypes.find((entry) => entry.id === server.serverTypeId);
  return {
    id: takeId(world.state, "images"),
    type,
    status: "creating",
    name: null,
    description: "",
    imageSizeGb: null,
    diskSizeGiB: server.primaryDiskGiB,
    createdMs: world.clock.now(),
    createdFrom: { id: server.id, name: server.name },
    boundTo: type === "backup" ? server.id : null,
    osFlavor: origin?.osFlavor ?? "unknown",
    osVersion: origin?.osVersion ?? null,
    rapidDeploy: false,
    protection: { delete: false },
    deprecatedMs: null,
    labels: {},
    architecture: serverType?.architecture ?? "x86",
    diskId: null,
  };
}

/** Oldest first. */
function backupsOf(world: World, server: Server): Image[] {
  return [...world.state.images.values()].filter((image) => image.type === "backup" && image.boundTo === server.id);
}

function rebuild(request: ApiRequest): ApiReply {
  const { world } = request;
  const server = find(servers, request);
  const wanted = readFields(request.body, { image: idOrName, user_data: optional(userData) });
  if (server.protection.rebuild) throw new ApiError("protected", "server is rebuild protected");
  assertUnlocked(server);
  const type = world.state.catalogue.serverTypes.find((entry) => entry.id === server.serverTypeId);
  if (type === undefined) throw notFound("server_type", server.serverTypeId);
  const image = chooseImage(world, wanted.image, type);
  assertImageFits(image, server.primaryDiskGiB);
  const password = world.random.password();
  const action = startAction(world, {
    command: "rebuild_server",
    resources: [
      { id: server.id, type: "server" },
      { id: image.id, type: "image" },
    ],
    durationMs: durations.rebuildServerMs,
    begin: () => {
      halt(world, server, "rebuild");
      server.status = "rebuilding";
    },
    end: () => {
      writeSystem(world, image, server.diskId);
      server.imageId = image.id;
      server.hostKeySeed = world.random.hex();
      server.rootPassword = password;
      server.userData = wanted.user_data ?? server.userData;
      restart(world, server, "rebuild");
    },
    fail: () => powerOff(world, server),
  });
  return actionReply(world, action, { root_password: password });
}
