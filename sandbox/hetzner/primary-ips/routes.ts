/** Primary IPs: the public addresses of servers. */
import type { Server, World } from "../../world";
import type { Action } from "../../world/action";
import { startAction } from "../../world/actions";
import type { PrimaryIp } from "../../world/addresses";
import { durations } from "../../world/durations";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput } from "../api-error";
import { locationById } from "../catalogue/shape";
import { dnsPtrRoute, dnsPtrShape } from "../dns-ptr";
import { flag, idOrName, integer, oneOf, text } from "../field-values";
import { optional, readFields } from "../fields";
import { findById } from "../find";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { assertOff, balancersOf, servers } from "../servers/noun";
import { actionRoute, deletion, protectionRoute, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";
import { assignPrimaryIp, makePrimaryIp, unassignPrimaryIp } from "./address";

/** Primary IPs as the API shows, sorts and filters them. */
export const primaryIps: Noun<PrimaryIp> = {
  singular: "primary_ip",
  plural: "primary_ips",
  collection: "primaryIps",
  all: (world) => world.state.primaryIps,
  shape: (world, address) => ({
    id: address.id,
    name: address.name,
    labels: address.labels,
    created: timestamp(address.createdMs),
    blocked: false,
    location: locationById(world, address.locationId),
    ip: address.ip,
    dns_ptr: dnsPtrShape(address.dnsPtr),
    protection: address.protection,
    type: address.type,
    auto_delete: address.autoDelete,
    assignee_type: address.assigneeId === null ? "unassigned" : "server",
    assignee_id: address.assigneeId,
  }),
  sort: usualSort,
  filters: () => ({ ...usualFilters, ip: (wanted) => (address) => wanted.includes(address.ip) }),
};

/** Operations on primary IPs. */
export const primaryIpRoutes: Route[] = [
  ...readRoutes(primaryIps),
  route("POST /primary_ips", create),
  updateRoute(primaryIps, ({ body }, address) => {
    const wanted = readFields(body, { auto_delete: optional(flag) });
    address.autoDelete = wanted.auto_delete ?? address.autoDelete;
  }),
  route(
    "DELETE /primary_ips/{id}",
    deletion(primaryIps, ({ world }, address) => {
      if (address.assigneeId !== null) throw new ApiError("must_be_unassigned", "primary IP must be unassigned");
      world.state.primaryIps.delete(address.id);
      return noContent;
    }),
  ),
  actionRoute(primaryIps, "assign", ({ world, body }, address) => {
    const wanted = readFields(body, { assignee_id: integer(), assignee_type: oneOf("server") });
    if (address.assigneeId !== null) {
      throw new ApiError("primary_ip_already_assigned", "primary IP is already assigned");
    }
    const server = findById(servers, world, wanted.assignee_id);
    assertAssignable(server, address.type, address.locationId);
    return startAssigning(world, address, server);
  }),
  actionRoute(primaryIps, "unassign", ({ world }, address) => {
    const server = address.assigneeId === null ? undefined : world.state.servers.get(address.assigneeId);
    if (server !== undefined) assertLeavable(world, server);
    return startAction(world, {
      command: "unassign_primary_ip",
      resources: [
        ...(server === undefined ? [] : [{ id: server.id, type: "server" }]),
        { id: address.id, type: "primary_ip" },
      ],
      durationMs: durations.addressMs,
      begin: () => unassignPrimaryIp(world, address),
    });
  }),
  protectionRoute(primaryIps),
  dnsPtrRoute(primaryIps),
];

function create({ world, body }: ApiRequest): ApiReply {
  if (Object.hasOwn(body, "datacenter")) {
    throw invalidInput({ name: "datacenter", message: "was removed, use location" });
  }
  const wanted = readFields(body, {
    name: text({ max: 128 }),
    type: oneOf("ipv4", "ipv6"),
    location: optional(idOrName),
    assignee_type: optional(oneOf("server", "unassigned")),
    assignee_id: optional(integer()),
    auto_delete: optional(flag),
    labels: optional(labels),
  });
  assertFreeName(primaryIps, world, wanted.name);
  const server = wanted.assignee_id === undefined ? undefined : findById(servers, world, wanted.assignee_id);
  const locationId = server?.locationId ?? readLocation(world, wanted.location);
  if (server !== undefined) assertAssignable(server, wanted.type, locationId);
  assertWithinLimit(primaryIps, world);
  const { name, type, auto_delete } = wanted;
  const address = makePrimaryIp(world, {
    name,
    type,
    locationId,
    autoDelete: auto_delete ?? false,
    labels: wanted.labels,
  });
  if (server === undefined) return oneReply(primaryIps, world, address, { action: null }, 201);
  const action = startAssigning(world, address, server);
  return oneReply(primaryIps, world, address, { action: actionShape(world, action) }, 201);
}

function startAssigning(world: World, address: PrimaryIp, server: Server): Action {
  return startAction(world, {
    command: "assign_primary_ip",
    resources: [
      { id: server.id, type: "server" },
      { id: address.id, type: "primary_ip" },
    ],
    durationMs: durations.addressMs,
    begin: () => assignPrimaryIp(world, address, server),
  });
}

function readLocation(world: World, wanted: number | string | undefined): number {
  if (wanted === undefined) {
    throw invalidInput({ name: "location", message: "is required when the primary IP is not assigned" });
  }
  const found = world.state.catalogue.locations.find(({ id, name }) => id === wanted || name === wanted);
  if (found === undefined) throw invalidInput({ name: "location", message: `location ${wanted} not found` });
  return found.id;
}

function assertAssignable(server: Server, type: PrimaryIp["type"], locationId: number): void {
  assertOff(server);
  if (type === "ipv4" && server.primaryIpv4Id !== null) {
    throw new ApiError("server_has_ipv4", "server already has an IPv4 address");
  }
  if (type === "ipv6" && server.primaryIpv6Id !== null) {
    throw new ApiError("server_has_ipv6", "server already has an IPv6 network");
  }
  if (server.locationId !== locationId) {
    throw new ApiError("primary_ip_datacenter_mismatch", "primary IP is in another location than the server");
  }
}

function assertLeavable(world: World, server: Server): void {
  assertOff(server);
  const isPublicTarget = balancersOf(world, server).some((id) =>
    world.state.loadBalancers
      .get(id)
      ?.targets.some((to) => to.type === "server" && to.serverId === server.id && !to.usePrivateIp),
  );
  if (isPublicTarget) {
    throw new ApiError("server_is_load_balancer_target", "server is a target of a load balancer by its public address");
  }
}
