/** POST /servers. */
import type { World } from "../../world";
import type { Action } from "../../world/action";
import { startAction } from "../../world/actions";
import type { Location, ServerType } from "../../world/catalogue";
import { durations } from "../../world/durations";
import type { Firewall } from "../../world/firewall";
import type { Image } from "../../world/image";
import { installedDisk } from "../../world/installed-disk";
import type { Network } from "../../world/network";
import type { PlacementGroup } from "../../world/placement-group";
import type { Server } from "../../world/server";
import { powerOn } from "../../world/server-lifecycle";
import type { SshKey } from "../../world/ssh-key";
import { takeId } from "../../world/state";
import type { Volume } from "../../world/volume";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput, notFound, notUnique } from "../api-error";
import { flag, idOrName, integer, text } from "../field-values";
import { listOf, object, optional, type Read, readFields } from "../fields";
import { findById } from "../find";
import { labels } from "../labels";
import { assertRoom, placementGroups } from "../placement-groups/routes";
import { assertWithinLimit } from "../project-rules";
import type { ApiReply, ApiRequest } from "../route";
import { assertImageFits, assertSold, chooseImage, chooseLocation, chooseServerType, chooseSshKeys } from "./choose";
import { chooseMembership } from "./join-network";
import { servers } from "./noun";
import { choosePublicNet, givePublicNet, type PublicNet, publicNetFields } from "./public-net";

/** RFC 1123 host name. */
export const serverName = text({
  max: 253,
  pattern: /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  hint: "must be a valid hostname",
});

/** cloud-init takes 32 KiB. */
const longestUserData = 32 * 1024;
/** The field `user_data`. */
export const userData = text({ min: 0, max: longestUserData });

const fields = {
  name: serverName,
  server_type: idOrName,
  image: idOrName,
  location: optional(idOrName),
  start_after_create: optional(flag),
  placement_group: optional(integer()),
  ssh_keys: optional(listOf(idOrName)),
  volumes: optional(listOf(integer())),
  automount: optional(flag),
  networks: optional(listOf(integer())),
  firewalls: optional(listOf(object({ firewall: integer() }))),
  user_data: optional(userData),
  labels: optional(labels),
  public_net: optional(publicNetFields),
};

/** What the request means, once all of it is found to be possible. */
interface Order {
  wanted: Read<typeof fields>;
  type: ServerType;
  image: Image;
  location: Location;
  keys: SshKey[];
  group: PlacementGroup | undefined;
  volumes: Volume[];
  networks: Network[];
  firewalls: Firewall[];
  publicNet: PublicNet;
}

/** Answers POST /servers: all is checked before anything is made. */
export function createServer({ world, body }: ApiRequest): ApiReply {
  if (Object.hasOwn(body, "datacenter")) {
    throw invalidInput({ name: "datacenter", message: "was removed, use location" });
  }
  const order = readOrder(world, readFields(body, fields));
  const server = buildServer(world, order);
  const rootPassword = server.rootPassword;
  const start = order.wanted.start_after_create ?? true;
  const resources = [{ id: server.id, type: "server" }];
  const create = startAction(world, {
    command: "create_server",
    resources: [...resources, { id: order.image.id, type: "image" }],
    durationMs: durations.createServerMs,
    end: () => {
      server.status = "off";
    },
    fail: () => {
      server.status = "off";
    },
  });
  const next = start ? [startServer(world, server)] : [];
  for (const volume of order.volumes) next.push(attachNewVolume(world, server, volume));
  return {
    status: 201,
    body: {
      server: servers.shape(world, server),
      action: actionShape(world, create),
      next_actions: next.map((action) => actionShape(world, action)),
      root_password: rootPassword,
    },
  };
}

function readOrder(world: World, wanted: Read<typeof fields>): Order {
  for (const server of world.state.servers.values()) {
    if (server.name.toLowerCase() === wanted.name.toLowerCase()) throw notUnique("name", "server name is already used");
  }
  const type = chooseServerType(world, wanted.server_type);
  const image = chooseImage(world, wanted.image, type);
  const location = chooseLocation(world, wanted.location, type);
  assertImageFits(image, type.diskGiB);
  const publicNet = choosePublicNet(world, wanted.public_net, location.id);
  const networks = (wanted.networks ?? []).map((id) => entry(world.state.networks, "network", id));
  if (!publicNet.ipv4 && !publicNet.ipv6 && networks.length === 0 && (wanted.start_after_create ?? true)) {
    throw invalidInput({ name: "public_net", message: "a server without any network interface cannot be started" });
  }
  const firewalls = (wanted.firewalls ?? []).map(({ firewall }) => entry(world.state.firewalls, "firewall", firewall));
  if (firewalls.length > 0 && !publicNet.ipv4 && !publicNet.ipv6) {
    throw new ApiError("private_net_only_server", "firewalls need a public network interface");
  }
  const group = wanted.placement_group;
  const order: Order = {
    wanted,
    type,
    image,
    location,
    keys: chooseSshKeys(world, wanted.ssh_keys ?? []),
    group: group === undefined ? undefined : findById(placementGroups, world, group),
    volumes: (wanted.volumes ?? []).map((id) => freeVolume(world, id, location)),
    networks,
    firewalls,
    publicNet,
  };
  if (order.group !== undefined) assertRoom(world, order.group);
  assertWithinLimit(servers, world);
  assertSold(world, type, location);
  return order;
}

function buildServer(world: World, order: Order): Server {
  const { wanted, type, image } = order;
  const server: Server = {
    ...emptyServer(world, image),
    name: wanted.name,
    serverTypeId: type.id,
    locationId: order.location.id,
    placementGroupId: order.group?.id ?? null,
    labels: wanted.labels ?? {},
    primaryDiskGiB: type.diskGiB,
    rootPassword: order.keys.length > 0 ? null : world.random.password(),
    authorizedKeys: order.keys.map((key) => key.publicKey),
    userData: wanted.user_data ?? null,
  };
  // May refuse: nothing was taken yet.
  for (const network of order.networks) server.privateNets.push(chooseMembership(world, server, network, {}));
  server.id = takeId(world.state, "servers");
  server.hiddenAddress = world.nextIpv4();
  server.diskId = installedDisk(world, image, type.diskGiB);
  world.state.servers.set(server.id, server);
  givePublicNet(world, server, order.publicNet);
  for (const firewall of order.firewalls) firewall.appliedTo.push({ type: "server", serverId: server.id });
  return server;
}

function emptyServer(world: World, image: Image): Server {
  return {
    id: 0,
    name: "",
    createdMs: world.clock.now(),
    status: "initializing",
    serverTypeId: 0,
    locationId: 0,
    imageId: image.id,
    isoId: null,
    primaryIpv4Id: null,
    primaryIpv6Id: null,
    privateNets: [],
    placementGroupId: null,
    labels: {},
    protection: { delete: false, rebuild: false },
    backupWindow: null,
    primaryDiskGiB: 0,
    hiddenAddress: "",
    diskId: "",
    boot: { kind: "off" },
    bootCount: 0,
    rescue: null,
    rescueEnabled: false,
    rootPassword: null,
    authorizedKeys: [],
    hostKeySeed: world.random.hex(),
    userData: null,
    lockedBy: [],
  };
}

function startServer(world: World, server: Server): Action {
  return startAction(world, {
    command: "start_server",
    resources: [{ id: server.id, type: "server" }],
    durationMs: durations.createServerMs + durations.startServerMs,
    end: () => powerOn(world, server),
  });
}

function attachNewVolume(world: World, server: Server, volume: Volume): Action {
  return startAction(world, {
    command: "attach_volume",
    resources: [
      { id: server.id, type: "server" },
      { id: volume.id, type: "volume" },
    ],
    durationMs: durations.createServerMs + durations.volumeMs,
    begin: () => {
      volume.serverId = server.id;
    },
  });
}

function freeVolume(world: World, id: number, location: Location): Volume {
  const volume = entry(world.state.volumes, "volume", id);
  if (volume.serverId !== null) throw new ApiError("volume_already_attached", "volume is already attached");
  if (volume.locationId !== location.id) {
    throw invalidInput({ name: "volumes", message: "volume is in another location than the server" });
  }
  return volume;
}

function entry<T>(all: Map<number, T>, noun: string, id: number): T {
  const found = all.get(id);
  if (found === undefined) throw notFound(noun, id);
  return found;
}
