/** Which ranges, subnets and routes Hetzner accepts. */
import type { World } from "../../world";
import {
  type Cidr,
  contains,
  formatCidr,
  isNetworkAddress,
  isPrivateRange,
  overlaps,
  parseCidr,
} from "../../world/cidr";
import { parseIp } from "../../world/ip";
import type { Network, Route, Subnet } from "../../world/network";
import { gatewayOf } from "../../world/private-address";
import { ApiError, invalidInput } from "../api-error";
import { integer, oneOf, text } from "../field-values";
import { FieldError, object, optional, type Reader } from "../fields";

const smallestNetworkBits = 24;
const smallestSubnetBits = 30;
const metadataAddress = "172.31.1.1";

/** A network's range: RFC 1918, a network address, at least a /24. */
export const networkRange: Reader<string> = (value) => {
  const cidr = range(value);
  if (!isPrivateRange(cidr)) throw new FieldError("must be a private IPv4 range (RFC 1918)");
  if (cidr.bits > smallestNetworkBits) throw new FieldError("must be at least a /24");
  return formatCidr(cidr);
};

/** Any IPv4 range whose text is its network address. */
export const anyRange: Reader<string> = (value) => formatCidr(range(value));

/** The members of a subnet in a request. */
export const subnetFields = {
  type: oneOf("cloud", "server", "vswitch"),
  ip_range: optional(anyRange),
  network_zone: text(),
  vswitch_id: optional(integer()),
};
/** The members of a route in a request. */
export const routeFields = { destination: anyRange, gateway: text() };
/** Reads one subnet in a list. */
export const subnetReader = object(subnetFields);
/** Reads one route in a list. */
export const routeReader = object(routeFields);

interface WantedSubnet {
  type: Subnet["type"];
  ip_range: string | undefined;
  network_zone: string;
  vswitch_id: number | undefined;
}

/** The subnet as it will be. @throws ApiError when the network cannot take it. */
export function acceptSubnet(world: World, network: Network, wanted: WantedSubnet): Subnet {
  const zones = new Set(world.state.catalogue.locations.map((location) => location.networkZone));
  if (!zones.has(wanted.network_zone)) {
    throw invalidInput({ name: "network_zone", message: `network zone ${wanted.network_zone} not found` });
  }
  if ((wanted.type === "vswitch") !== (wanted.vswitch_id !== undefined)) {
    throw invalidInput({ name: "vswitch_id", message: "is required for type vswitch, and only there" });
  }
  for (const other of world.state.networks.values()) {
    if (wanted.vswitch_id !== undefined && other.subnets.some((subnet) => subnet.vswitchId === wanted.vswitch_id)) {
      throw new ApiError("vswitch_id_already_used", "vswitch id already used");
    }
  }
  const ipRange = wanted.ip_range ?? firstFreeRange(network);
  if (ipRange === undefined) throw invalidInput({ name: "ip_range", message: "no free /24 is left in the network" });
  assertSubnetRange(network, ipRange);
  return { type: wanted.type, ipRange, networkZone: wanted.network_zone, vswitchId: wanted.vswitch_id ?? null };
}

/** @throws ApiError invalid_input when the range does not fit into the network. */
function assertSubnetRange(network: Network, ipRange: string): void {
  const [inner, outer] = [parse(ipRange), parse(network.ipRange)];
  const refuse = (message: string) => invalidInput({ name: "ip_range", message });
  if (!contains(outer, inner)) throw refuse("is not inside the network's range");
  if (inner.bits > smallestSubnetBits) throw refuse("must be at least a /30");
  if (network.subnets.some((subnet) => overlaps(parse(subnet.ipRange), inner))) {
    throw refuse("overlaps with another subnet");
  }
  if (network.routes.some((route) => overlapsRoute(route, inner))) throw refuse("overlaps with a route");
}

/** The route as it will be. @throws ApiError when the network cannot take it. */
export function acceptRoute(network: Network, wanted: Route): Route {
  const destination = parse(wanted.destination);
  const isDefault = wanted.destination === "0.0.0.0/0";
  const refuse = (message: string) => invalidInput({ name: "destination", message });
  if (!isDefault && !isPrivateRange(destination)) throw refuse("must be a private IPv4 range or 0.0.0.0/0");
  if (!isDefault && network.subnets.some((subnet) => overlaps(parse(subnet.ipRange), destination))) {
    throw refuse("overlaps with a subnet");
  }
  if (network.routes.some((route) => overlapsRoute(route, destination) && isDefaultRoute(route) === isDefault)) {
    throw refuse("overlaps with another route");
  }
  const gateway = parseIp(wanted.gateway);
  const network0 = parse(network.ipRange);
  const inside =
    gateway !== undefined && contains(network0, { family: gateway.family, first: gateway.value, bits: 32 });
  if (!inside || wanted.gateway === gatewayOf(network) || wanted.gateway === metadataAddress) {
    throw invalidInput({ name: "gateway", message: "must be an address of the network, and not its first one" });
  }
  return { destination: wanted.destination, gateway: wanted.gateway };
}

/** The first /24 of the network that no subnet or route touches. */
function firstFreeRange(network: Network): string | undefined {
  const outer = parse(network.ipRange);
  const most = 65_536;
  for (let index = 0; index < most; index++) {
    const candidate: Cidr = { family: 4, bits: 24, first: outer.first + BigInt(index) * 256n };
    if (!contains(outer, candidate)) return undefined;
    const taken = network.subnets.some((subnet) => overlaps(parse(subnet.ipRange), candidate));
    if (!taken && !network.routes.some((route) => overlapsRoute(route, candidate))) return formatCidr(candidate);
  }
  return undefined;
}

function overlapsRoute(route: Route, cidr: Cidr): boolean {
  return isDefaultRoute(route) ? cidr.bits === 0 : overlaps(parse(route.destination), cidr);
}

function isDefaultRoute(route: Route): boolean {
  return route.destination === "0.0.0.0/0";
}

function range(value: unknown): Cidr {
  const given = text()(value);
  const cidr = parseCidr(given);
  if (cidr === undefined || cidr.family !== 4) throw new FieldError("must be an IPv4 range in CIDR notation");
  if (!isNetworkAddress(given)) throw new FieldError(`host bits are set, did you mean '${formatCidr(cidr)}'?`);
  return cidr;
}

function parse(text: string): Cidr {
  return parseCidr(text) ?? { family: 4, first: 0n, bits: 0 };
}
