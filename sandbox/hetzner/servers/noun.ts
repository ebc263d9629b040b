/** A server as the API shows it. */
import type { Server, World } from "../../world";
import { firewallsOf } from "../../world/applied-firewalls";
import { selects } from "../../world/label-selector";
import { ApiError } from "../api-error";
import { isoShape, locationById, serverTypeShape } from "../catalogue/shape";
import { imageShape } from "../images/routes";
import { type Noun, usualFilters, usualSort } from "../noun";
import { placementGroups } from "../placement-groups/routes";
import { timestamp } from "../timestamp";

/** Servers as the API shows, sorts and filters them. */
export const servers: Noun<Server> = {
  singular: "server",
  plural: "servers",
  collection: "servers",
  all: (world) => world.state.servers,
  shape: serverShape,
  sort: usualSort,
  filters: () => ({ ...usualFilters, status: (wanted) => (server) => wanted.includes(server.status) }),
};

/** @throws ApiError locked while an action runs on the server. */
export function assertUnlocked(server: Server): void {
  if (server.lockedBy.length > 0) throw new ApiError("locked", "server is locked");
}

/** @throws ApiError server_not_stopped unless the server is off. */
export function assertOff(server: Server): void {
  if (server.status !== "off") throw new ApiError("server_not_stopped", "server must be stopped for this operation");
}

/** Load balancers that have the server as a target, directly or by label. */
export function balancersOf(world: World, server: Server): number[] {
  const found: number[] = [];
  for (const balancer of world.state.loadBalancers.values()) {
    const isTarget = balancer.targets.some((to) => {
      if (to.type === "server") return to.serverId === server.id;
      return to.type === "label_selector" && selects(to.selector, server.labels);
    });
    if (isTarget) found.push(balancer.id);
  }
  return found;
}

function serverShape(world: World, server: Server): unknown {
  const { state } = world;
  const type = state.catalogue.serverTypes.find((entry) => entry.id === server.serverTypeId);
  const location = state.catalogue.locations.find((entry) => entry.id === server.locationId);
  const image = server.imageId === null ? undefined : state.images.get(server.imageId);
  const iso = state.catalogue.isos.find((entry) => entry.id === server.isoId);
  const group = server.placementGroupId === null ? undefined : state.placementGroups.get(server.placementGroupId);
  const included = type?.prices.find((price) => price.location === location?.name)?.includedTrafficBytes;
  return {
    id: server.id,
    name: server.name,
    status: server.status,
    created: timestamp(server.createdMs),
    public_net: publicNetShape(world, server),
    private_net: server.privateNets.map((net) => ({
      network: net.networkId,
      ip: net.ip,
      alias_ips: net.aliasIps,
      mac_address: net.macAddress,
    })),
    server_type: type === undefined ? null : serverTypeShape(world, type),
    location: locationById(world, server.locationId),
    image: image === undefined ? null : imageShape(image),
    iso: iso === undefined ? null : isoShape(iso),
    rescue_enabled: server.rescueEnabled,
    locked: server.lockedBy.length > 0,
    backup_window: server.backupWindow,
    outgoing_traffic: 0,
    ingoing_traffic: 0,
    included_traffic: included ?? 0,
    protection: server.protection,
    labels: server.labels,
    volumes: [...state.volumes.values()].filter((volume) => volume.serverId === server.id).map(({ id }) => id),
    load_balancers: balancersOf(world, server),
    primary_disk_size: server.primaryDiskGiB,
    placement_group: group === undefined ? null : placementGroups.shape(world, group),
  };
}

function publicNetShape(world: World, server: Server): unknown {
  const { primaryIps, floatingIps } = world.state;
  const ipv4 = server.primaryIpv4Id === null ? undefined : primaryIps.get(server.primaryIpv4Id);
  const ipv6 = server.primaryIpv6Id === null ? undefined : primaryIps.get(server.primaryIpv6Id);
  return {
    ipv4: ipv4 === undefined ? null : { id: ipv4.id, ip: ipv4.ip, blocked: false, dns_ptr: ipv4.dnsPtr[ipv4.ip] ?? "" },
    ipv6:
      ipv6 === undefined
        ? null
        : {
            id: ipv6.id,
            ip: ipv6.ip,
            blocked: false,
            dns_ptr: Object.entries(ipv6.dnsPtr).map(([ip, name]) => ({ ip, dns_ptr: name })),
          },
    floating_ips: [...floatingIps.values()].filter((ip) => ip.serverId === server.id).map(({ id }) => id),
    firewalls: firewallsOf(world, server).map((firewall) => ({
      id: firewall.id,
      status: firewall.pendingServerIds.includes(server.id) ? "pending" : "applied",
    })),
  };
}
