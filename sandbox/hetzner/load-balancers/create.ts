/** POST /load_balancers. */
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import type { LoadBalancer } from "../../world/load-balancer";
import { takeId } from "../../world/state";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput } from "../api-error";
import { flag, idOrName, integer, oneOf, text } from "../field-values";
import { listOf, object, optional, type Read, readFields } from "../fields";
import { labels } from "../labels";
import { networkById } from "../networks/routes";
import { defaultDnsPtr } from "../primary-ips/address";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { oneReply } from "../reply";
import type { ApiReply, ApiRequest } from "../route";
import { chooseAddress } from "../servers/join-network";
import { assertServiceFits, assertTargetFits } from "./limits";
import { chooseType, loadBalancers, tellChange } from "./noun";
import { newService, serviceReader } from "./service";
import { assertAcceptable, newTarget, targetReader } from "./target";

const fields = {
  name: text({ max: 128 }),
  load_balancer_type: idOrName,
  location: optional(idOrName),
  network_zone: optional(text()),
  network: optional(integer()),
  public_interface: optional(flag),
  algorithm: optional(object({ type: oneOf("round_robin", "least_connections") })),
  services: optional(listOf(serviceReader)),
  targets: optional(listOf(targetReader)),
  labels: optional(labels),
  public_net: optional(object({ ipv4: optional(integer()), ipv6: optional(integer()) })),
};

/** Answers POST /load_balancers: all is checked before anything is made. */
export function createLoadBalancer({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, fields);
  assertFreeName(loadBalancers, world, wanted.name);
  const balancer = blank(world, wanted);
  joinNetwork(world, balancer, wanted.network);
  for (const service of wanted.services ?? []) {
    const made = newService(service);
    assertServiceFits(world, balancer, made);
    balancer.services.push(made);
  }
  for (const target of wanted.targets ?? []) {
    const made = newTarget(target);
    assertAcceptable(world, balancer, made);
    assertTargetFits(world, balancer);
    balancer.targets.push(made);
  }
  assertWithinLimit(loadBalancers, world);
  takeAddresses(world, balancer, wanted.public_net);
  balancer.id = takeId(world.state, "loadBalancers");
  world.state.loadBalancers.set(balancer.id, balancer);
  const action = startAction(world, {
    command: "create_load_balancer",
    resources: [{ id: balancer.id, type: "load_balancer" }],
    durationMs: durations.loadBalancerMs,
    end: () => tellChange(world, balancer, `is there, at ${balancer.ipv4}`),
  });
  return oneReply(loadBalancers, world, balancer, { action: actionShape(world, action) }, 201);
}

function blank(world: World, wanted: Read<typeof fields>): LoadBalancer {
  return {
    id: 0,
    name: wanted.name,
    createdMs: world.clock.now(),
    typeId: chooseType(world, wanted.load_balancer_type).id,
    locationId: chooseLocationId(world, wanted.location, wanted.network_zone),
    algorithm: wanted.algorithm?.type ?? "round_robin",
    ipv4: "",
    ipv6: "",
    ipv4DnsPtr: null,
    ipv6DnsPtr: null,
    primaryIpv4Id: null,
    primaryIpv6Id: null,
    publicInterface: wanted.public_interface ?? true,
    privateNet: null,
    services: [],
    targets: [],
    health: {},
    protection: { delete: false },
    labels: wanted.labels ?? {},
  };
}

function chooseLocationId(world: World, location: number | string | undefined, zone: string | undefined): number {
  const { locations } = world.state.catalogue;
  if ((location === undefined) === (zone === undefined)) {
    throw invalidInput({ name: "location", message: "exactly one of location and network_zone is required" });
  }
  const found = locations.find(({ id, name, networkZone }) =>
    location === undefined ? networkZone === zone : id === location || name === location,
  );
  if (found !== undefined) return found.id;
  throw location === undefined
    ? invalidInput({ name: "network_zone", message: `network zone ${zone} not found` })
    : invalidInput({ name: "location", message: `location ${location} not found` });
}

function joinNetwork(world: World, balancer: LoadBalancer, networkId: number | undefined): void {
  if (networkId === undefined) {
    if (balancer.publicInterface) return;
    throw new ApiError(
      "load_balancer_not_attached_to_network",
      "a load balancer without public interface needs a network",
    );
  }
  const network = networkById(world, networkId);
  balancer.privateNet = { networkId: network.id, ip: chooseAddress(world, network, balancer.locationId, {}) };
}

/** Own addresses, or primary IPs that are given (since 2026-10-05; they cannot be changed later). */
function takeAddresses(world: World, balancer: LoadBalancer, given: Read<typeof fields>["public_net"]): void {
  const take = (type: "ipv4" | "ipv6", id: number | undefined): string | undefined => {
    if (id === undefined) return undefined;
    const address = world.state.primaryIps.get(id);
    if (address === undefined)
      throw invalidInput({ name: `public_net.${type}`, message: `primary IP ${id} not found` });
    if (address.type !== type)
      throw new ApiError("primary_ip_version_mismatch", `primary IP ${id} is no ${type} address`);
    if (address.assigneeId !== null) throw new ApiError("primary_ip_assigned", `primary IP ${id} is already assigned`);
    return address.ip;
  };
  balancer.ipv4 = take("ipv4", given?.ipv4) ?? world.nextIpv4();
  balancer.ipv6 = (take("ipv6", given?.ipv6) ?? world.nextIpv6()).replace(/\/64$/, "1");
  balancer.primaryIpv4Id = given?.ipv4 ?? null;
  balancer.primaryIpv6Id = given?.ipv6 ?? null;
  balancer.ipv4DnsPtr = defaultDnsPtr(balancer.ipv4);
}
