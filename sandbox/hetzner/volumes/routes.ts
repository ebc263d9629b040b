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
import { flag, idOrName, integer, oneOf, optional, readFields, text } from "../fields";
import { labels } from "../labels";
import {
  actionRoute,
  assertFreeName,
  assertWithinLimit,
  deletion,
  findById,
  type Noun,
  noContent,
  oneReply,
  protectionRoute,
  readRoutes,
  updateRoute,
  usualFilters,
  usualSort,
} from "../noun";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { assertUnlocked, servers } from "../servers/noun";
import { timestamp } from "../timestamp";

const smallestGb = 10;
const largestGb = 10_240;
/** The CSI driver's constant; Hetzner's documentation says the same. */
const mostVolumesPerServer = 16;
const volumeName = text({ max: 64, pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/ });
const size = integer(smallestGb, largestGb);

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
  const wanted = readFields(body, {
    name: volumeName,
    size,
    location: optional(idOrName),
    server: optional(integer()),
    automount: optional(flag),
    format: optional(oneOf("xfs", "ext4")),
    labels: optional(labels),
  });
  if ((wanted.location === undefined) === (wanted.server === undefined)) {
    throw invalidInput({ name: "location", message: "exactly one of location and server is required" });
  }
  assertFreeName(volumes, world, wanted.name);
  const server = wanted.server === undefined ? undefined : findById(servers, world, wanted.server);
  const location = world.state.catalogue.locations.find(
    ({ id, name }) => id === wanted.location || name === wanted.location,
  );
  const locationId = server?.locationId ?? location?.id;
  if (locationId === undefined)
    throw invalidInput({ name: "location", message: `location ${wanted.location} not found` });
  if (server !== undefined) assertUnlocked(server);
  assertWithinLimit(volumes, world);
  const volume: Volume = {
    id: takeId(world.state, "volumes"),
    name: wanted.name,
    createdMs: world.clock.now(),
    sizeGb: wanted.size,
    locationId,
    serverId: null,
    format: wanted.format ?? null,
    status: "creating",
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
  world.state.volumes.set(volume.id, volume);
  const action = startAction(world, {
    command: "create_volume",
    resources: [{ id: volume.id, type: "volume" }],
    durationMs: durations.volumeMs,
    end: () => {
      volume.status = "available";
    },
  });
  const next = server === undefined ? [] : [attach(world, volume, server)];
  return oneReply(
    volumes,
    world,
    volume,
    { action: actionShape(world, action), next_actions: next.map((entry) => actionShape(world, entry)) },
    201,
  );
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
