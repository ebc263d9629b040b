/** Floating IPs: addresses that wander between servers. */
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import type { FloatingIp } from "../../world/addresses";
import { durations } from "../../world/durations";
import type { Server } from "../../world/server";
import { takeId } from "../../world/state";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput } from "../api-error";
import { locationById } from "../catalogue/shape";
import { dnsPtrRoute, dnsPtrShape } from "../dns-ptr";
import { idOrName, integer, oneOf, text } from "../field-values";
import { nullable, optional, readFields } from "../fields";
import { findById } from "../find";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { firstDnsPtr } from "../primary-ips/address";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { servers } from "../servers/noun";
import { actionRoute, deletion, protectionRoute, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";

/** Floating IPs as the API shows, sorts and filters them. */
export const floatingIps: Noun<FloatingIp> = {
  singular: "floating_ip",
  plural: "floating_ips",
  collection: "floatingIps",
  all: (world) => world.state.floatingIps,
  shape: (world, address) => ({
    id: address.id,
    name: address.name,
    description: address.description,
    ip: address.ip,
    type: address.type,
    server: address.serverId,
    dns_ptr: dnsPtrShape(address.dnsPtr),
    home_location: locationById(world, address.homeLocationId),
    blocked: false,
    protection: address.protection,
    labels: address.labels,
    created: timestamp(address.createdMs),
  }),
  sort: usualSort,
  filters: () => usualFilters,
};

/** Operations on floating IPs. */
export const floatingIpRoutes: Route[] = [
  ...readRoutes(floatingIps),
  route("POST /floating_ips", create),
  updateRoute(floatingIps, ({ body }, address) => {
    const wanted = readFields(body, { description: nullable(text({ min: 0 })) });
    if (wanted.description !== undefined) address.description = wanted.description ?? "";
  }),
  route(
    "DELETE /floating_ips/{id}",
    deletion(floatingIps, ({ world }, address) => {
      if (address.serverId !== null) throw new ApiError("must_be_unassigned", "floating IP must be unassigned");
      world.state.floatingIps.delete(address.id);
      return noContent;
    }),
  ),
  actionRoute(floatingIps, "assign", ({ world, body }, address) => {
    const wanted = readFields(body, { server: integer() });
    const server = findById(servers, world, wanted.server);
    assertSameZone(world, address, server);
    return assign(world, address, server);
  }),
  actionRoute(floatingIps, "unassign", ({ world }, address) => {
    const serverId = address.serverId;
    return startAction(world, {
      command: "unassign_floating_ip",
      resources: [
        ...(serverId === null ? [] : [{ id: serverId, type: "server" }]),
        { id: address.id, type: "floating_ip" },
      ],
      durationMs: durations.addressMs,
      begin: () => {
        address.serverId = null;
        if (serverId !== null) tellAddresses(world, serverId, `loses ${address.ip}`);
      },
    });
  }),
  protectionRoute(floatingIps),
  dnsPtrRoute(floatingIps),
];

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, {
    type: oneOf("ipv4", "ipv6"),
    server: optional(integer()),
    home_location: optional(idOrName),
    description: nullable(text({ min: 0 })),
    name: optional(text({ max: 128 })),
    labels: optional(labels),
  });
  const server = wanted.server === undefined ? undefined : findById(servers, world, wanted.server);
  const { locations } = world.state.catalogue;
  const home = locations.find(({ id, name }) => id === wanted.home_location || name === wanted.home_location);
  const homeLocationId = home?.id ?? server?.locationId;
  if (homeLocationId === undefined) {
    const message = wanted.home_location === undefined ? "home_location or server is required" : "location not found";
    throw invalidInput({ name: "home_location", message });
  }
  if (wanted.name !== undefined) assertFreeName(floatingIps, world, wanted.name);
  assertWithinLimit(floatingIps, world);
  const id = takeId(world.state, "floatingIps");
  const ip = wanted.type === "ipv4" ? world.nextIpv4() : world.nextIpv6();
  const address: FloatingIp = {
    id,
    name: wanted.name ?? `floating-ip-${id}`,
    description: wanted.description ?? "",
    createdMs: world.clock.now(),
    type: wanted.type,
    ip,
    homeLocationId,
    serverId: null,
    dnsPtr: firstDnsPtr(wanted.type, ip),
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
  world.state.floatingIps.set(id, address);
  const action = server === undefined ? null : actionShape(world, assign(world, address, server));
  return oneReply(floatingIps, world, address, { action }, 201);
}

function assertSameZone(world: World, address: FloatingIp, server: Server): void {
  const zoneOf = (id: number) => world.state.catalogue.locations.find((entry) => entry.id === id)?.networkZone;
  if (zoneOf(address.homeLocationId) !== zoneOf(server.locationId)) {
    throw invalidInput({ name: "server", message: "server is in another network zone than the floating IP" });
  }
}

/** An address that is assigned already moves to the new server. */
function assign(world: World, address: FloatingIp, server: Server) {
  return startAction(world, {
    command: "assign_floating_ip",
    resources: [
      { id: server.id, type: "server" },
      { id: address.id, type: "floating_ip" },
    ],
    durationMs: durations.addressMs,
    begin: () => {
      const before = address.serverId;
      address.serverId = server.id;
      if (before !== null && before !== server.id) tellAddresses(world, before, `loses ${address.ip}`);
      tellAddresses(world, server.id, `gets ${address.ip}`);
    },
  });
}

function tellAddresses(world: World, serverId: number, what: string): void {
  const name = world.state.servers.get(serverId)?.name ?? String(serverId);
  world.events.emit({ type: "server.addresses", serverId, text: `${name} ${what}` });
}
