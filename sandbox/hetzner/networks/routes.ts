/** Private networks: subnets, routes, range. One change at a time: a second one meanwhile is a conflict. */
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import { contains, ipInCidr, parseCidr } from "../../world/cidr";
import { durations } from "../../world/durations";
import type { Network } from "../../world/network";
import { removeThing } from "../../world/removal";
import { takeId } from "../../world/state";
import { ApiError, invalidInput, notFound } from "../api-error";
import { flag, text } from "../field-values";
import { listOf, optional, readFields } from "../fields";
import { labels } from "../labels";
import { assertFreeName, assertQuiet, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionRoute, deletion, protectionRoute, readRoutes, updateRoute } from "../standard-routes";
import { networks } from "./noun";
import {
  acceptRoute,
  acceptSubnet,
  anyRange,
  networkRange,
  routeFields,
  routeReader,
  subnetFields,
  subnetReader,
} from "./rules";

/** Operations on networks. */
export const networkRoutes: Route[] = [
  ...readRoutes(networks),
  route("POST /networks", create),
  updateRoute(networks, ({ body }, network) => {
    const wanted = readFields(body, { expose_routes_to_vswitch: optional(flag) });
    network.exposeRoutesToVswitch = wanted.expose_routes_to_vswitch ?? network.exposeRoutesToVswitch;
  }),
  route("DELETE /networks/{id}", deletion(networks, remove)),
  protectionRoute(networks),
  actionRoute(networks, "add_subnet", ({ world, body }, network) => {
    const wanted = readFields(body, subnetFields);
    assertQuiet(networks, world, network);
    const subnet = acceptSubnet(world, network, wanted);
    return change(world, network, "add_subnet", () => network.subnets.push(subnet));
  }),
  actionRoute(networks, "delete_subnet", ({ world, body }, network) => {
    const wanted = readFields(body, { ip_range: anyRange });
    assertQuiet(networks, world, network);
    if (!network.subnets.some((subnet) => subnet.ipRange === wanted.ip_range)) {
      throw new ApiError("not_found", `subnet '${wanted.ip_range}' not found`);
    }
    assertNobodyIn(world, network, wanted.ip_range);
    return change(world, network, "delete_subnet", () => {
      network.subnets = network.subnets.filter((subnet) => subnet.ipRange !== wanted.ip_range);
    });
  }),
  actionRoute(networks, "add_route", ({ world, body }, network) => {
    const wanted = readFields(body, routeFields);
    assertQuiet(networks, world, network);
    const accepted = acceptRoute(network, wanted);
    return change(world, network, "add_route", () => network.routes.push(accepted));
  }),
  actionRoute(networks, "delete_route", ({ world, body }, network) => {
    const wanted = readFields(body, routeFields);
    assertQuiet(networks, world, network);
    const isMeant = (entry: { destination: string; gateway: string }) =>
      entry.destination === wanted.destination && entry.gateway === wanted.gateway;
    if (!network.routes.some(isMeant)) throw new ApiError("not_found", `route '${wanted.destination}' not found`);
    return change(world, network, "delete_route", () => {
      network.routes = network.routes.filter((entry) => !isMeant(entry));
    });
  }),
  actionRoute(networks, "change_ip_range", ({ world, body }, network) => {
    const wanted = readFields(body, { ip_range: networkRange });
    assertQuiet(networks, world, network);
    const [before, after] = [parseCidr(network.ipRange), parseCidr(wanted.ip_range)];
    if (before === undefined || after === undefined || !contains(after, before) || after.first !== before.first) {
      throw invalidInput({ name: "ip_range", message: "can only be extended by changing the netmask" });
    }
    return change(world, network, "change_ip_range", () => {
      network.ipRange = wanted.ip_range;
    });
  }),
];

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, {
    name: text({ max: 128 }),
    ip_range: networkRange,
    labels: optional(labels),
    subnets: optional(listOf(subnetReader)),
    routes: optional(listOf(routeReader)),
    expose_routes_to_vswitch: optional(flag),
  });
  assertFreeName(networks, world, wanted.name);
  assertWithinLimit(networks, world);
  const network: Network = {
    id: 0,
    name: wanted.name,
    createdMs: world.clock.now(),
    ipRange: wanted.ip_range,
    subnets: [],
    routes: [],
    exposeRoutesToVswitch: wanted.expose_routes_to_vswitch ?? false,
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
  for (const subnet of wanted.subnets ?? []) network.subnets.push(acceptSubnet(world, network, subnet));
  for (const entry of wanted.routes ?? []) network.routes.push(acceptRoute(network, entry));
  network.id = takeId(world.state, "networks");
  world.state.networks.set(network.id, network);
  return oneReply(networks, world, network, {}, 201);
}

/** Whatever is attached is detached by itself. */
function remove({ world }: ApiRequest, network: Network): ApiReply {
  assertQuiet(networks, world, network);
  removeThing(world, "networks", network.id);
  return noContent;
}

/** The messages are matched by the hcloud provider: it retries on them. */
function assertNobodyIn(world: World, network: Network, ipRange: string): void {
  for (const server of world.state.servers.values()) {
    const inside = server.privateNets.some((net) => net.networkId === network.id && ipInCidr(net.ip, ipRange));
    if (inside) throw new ApiError("service_error", "cannot remove subnet because servers are attached to it");
  }
  for (const { privateNet } of world.state.loadBalancers.values()) {
    if (privateNet?.networkId === network.id && ipInCidr(privateNet.ip, ipRange)) {
      throw new ApiError("service_error", "cannot remove subnet because network has attached resources");
    }
  }
}

function change(world: World, network: Network, command: string, begin: () => void) {
  const resources = [{ id: network.id, type: "network" }];
  return startAction(world, { command, resources, durationMs: durations.networkMs, begin });
}

/** The network with this id, for those who join it. @throws ApiError not_found */
export function networkById(world: World, id: number): Network {
  const network = world.state.networks.get(id);
  if (network === undefined) throw notFound("network", id);
  return network;
}
