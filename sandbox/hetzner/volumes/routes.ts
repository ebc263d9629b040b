/** Volumes. */
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import type { Server } from "../../world/server";
import { takeId } from "../../world/state";
import type { Volume } from "../../world/volume";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput } from "../api-error";
import { locationById } from "../catalogue/shape";
import { flag, idOrName, integer, oneOf, text } from "../field-values";
import { optional, readFields } from "../fields";
import { findById } from "../find";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { assertUnlocked, servers } from "../servers/noun";
import { actionRoute, deletion, protectionRoute, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";

const smallestGb = 10;
const largestGb = 10_240;
/** The CSI driver's constant; Hetzner's documentation says the same. */
const mostVolumesPerServer = 16;
const volumeName = text({ max: 64, pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/ });
const size = integer(smallestGb, largestGb);

const createFields = {
  name: volumeName,
  size,
  location: optional(idOrName),
  server: optional(integer()),
  automount: optional(flag),
  format: optional(oneOf("xfs", "ext4")),
  labels: optional(labels),
};

/** Volumes as the API shows, sorts and filters them. */
export const volumes: Noun<Volume> = {
  singular: "volume",
  plural: "volumes",
  collection: "volumes",
  all: (world) => world.state.volumes,
  shape: (world, volume) => ({
    id: volume.id,
    name: volume.name,
    created: timestamp(volume.createdMs),
    server: volume.serverId,
    location: locationById(world, volume.locationId),
    size: volume.sizeGb,
    linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${volume.id}`,
    protection: volume.protection,
    labels: volume.labels,
    status: volume.status,
    format: volume.format,
  }),
  sort: usualSort,
  filters: () => ({ ...usualFilters, status: (wanted) => (volume) => wanted.includes(volume.status) }),
};

/** Operations on volumes. */
export const volumeRoutes: Route[] = [
  ...readRoutes(volumes),
  route("POST /volumes", create),
  updateRoute(volumes, undefined, volumeName),
  route(
    "DELETE /volumes/{id}",
    deletion(volumes, ({ world }, volume) => {
      if (volume.serverId !== null) throw new ApiError("resource_in_use", "volume is still attached to a server");
      world.state.volumes.delete(volume.id);
      return noContent;
    }),
  ),
  actionRoute(volumes, "attach", ({ world, body }, volume) => {
    const wanted = readFields(body, { server: integer(), automount: optional(flag) });
    const server = findById(servers, world, wanted.server);
    if (volume.serverId !== null) throw new ApiError("volume_already_attached", "volume is already attached");
    if (server.locationId !== volume.locationId) {
      throw invalidInput({ name: "server", message: "server is in another location than the volume" });
    }
    return attach(world, volume, server);
  }),
  actionRoute(volumes, "detach", ({ world }, volume) => {
    const server = volume.serverId === null ? undefined : world.state.servers.get(volume.serverId);
    if (server !== undefined) assertUnlocked(server);
    return startAction(world, {
      command: "detach_volume",
      resources: [
        ...(server === undefined ? [] : [{ id: server.id, type: "server" }]),
        { id: volume.id, type: "volume" },
      ],
      durationMs: durations.volumeMs,
      begin: () => {
        volume.serverId = null;
      },
    });
  }),
  actionRoute(volumes, "resize", ({ world, body }, volume) => {
    const wanted = readFields(body, { size });
    if (wanted.size <= volume.sizeGb)
      throw invalidInput({ name: "size", message: "must be larger than the current size" });
    return startAction(world, {
      command: "resize_volume",
      resources: [{ id: volume.id, type: "volume" }],
      durationMs: durations.volumeMs,
      begin: () => {
        volume.sizeGb = wanted.size;
      },
    });
  }),
  protectionRoute(volumes),
];

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, createFields);
  const { name, size: sizeGb, location, server: serverId } = wanted;
  if ((location === undefined) === (serverId === undefined)) {
    throw invalidInput({ name: "location", message: "exactly one of location and server is required" });
  }
  assertFreeName(volumes, world, name);
  const server = serverId === undefined ? undefined : findById(servers, world, serverId);
  const locationId = server?.locationId ?? locationIdOf(world, location);
  if (server !== undefined) assertUnlocked(server);
  assertWithinLimit(volumes, world);
  const volume: Volume = {
    id: takeId(world.state, "volumes"),
    name,
    createdMs: world.clock.now(),
    sizeGb,
    locationId,
    serverId: null,
    format: wanted.format ?? null,
    status: "creating",
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
  world.state.volumes.set(volume.id, volume);
  const action = actionShape(world, finishVolume(world, volume));
  const next = server === undefined ? [] : [actionShape(world, attach(world, volume, server))];
  return oneReply(volumes, world, volume, { action, next_actions: next }, 201);
}

function locationIdOf(world: World, wanted: number | string | undefined): number {
  const location = world.state.catalogue.locations.find(({ id, name }) => id === wanted || name === wanted);
  if (location === undefined) throw invalidInput({ name: "location", message: `location ${wanted} not found` });
  return location.id;
}

function finishVolume(world: World, volume: Volume) {
  return startAction(world, {
    command: "create_volume",
    resources: [{ id: volume.id, type: "volume" }],
    durationMs: durations.volumeMs,
    end: () => {
      volume.status = "available";
    },
  });
}

function attach(world: World, volume: Volume, server: Server) {
  assertUnlocked(server);
  const attached = [...world.state.volumes.values()].filter((entry) => entry.serverId === server.id).length;
  if (attached >= mostVolumesPerServer) {
    throw new ApiError("resource_limit_exceeded", "volumes per server limit exceeded", {
      details: { limits: [{ name: "volume_per_server_limit" }] },
    });
  }
  return startAction(world, {
    command: "attach_volume",
    resources: [
      { id: server.id, type: "server" },
      { id: volume.id, type: "volume" },
    ],
    durationMs: durations.volumeMs,
    begin: () => {
      volume.serverId = server.id;
    },
  });
}
