/** A load balancer as the API shows it. */
import type { World } from "../../world";
import type { LoadBalancerType } from "../../world/catalogue";
import type { LoadBalancer } from "../../world/load-balancer";
import { invalidInput } from "../api-error";
import { loadBalancerTypeShape, locationById } from "../catalogue/shape";
import { type Noun, usualFilters, usualSort } from "../noun";
import { timestamp } from "../timestamp";
import { serviceShape } from "./service";
import { targetShape } from "./target";

/** Load balancers as the API shows, sorts and filters them. */
export const loadBalancers: Noun<LoadBalancer> = {
  singular: "load_balancer",
  plural: "load_balancers",
  collection: "loadBalancers",
  all: (world) => world.state.loadBalancers,
  shape: (world, balancer) => ({
    id: balancer.id,
    name: balancer.name,
    public_net: {
      enabled: balancer.publicInterface,
      ipv4: { ip: balancer.ipv4, dns_ptr: balancer.ipv4DnsPtr },
      ipv6: { ip: balancer.ipv6, dns_ptr: balancer.ipv6DnsPtr },
    },
    private_net:
      balancer.privateNet === null ? [] : [{ network: balancer.privateNet.networkId, ip: balancer.privateNet.ip }],
    location: locationById(world, balancer.locationId),
    load_balancer_type: loadBalancerTypeShape(typeOf(world, balancer)),
    protection: balancer.protection,
    labels: balancer.labels,
    created: timestamp(balancer.createdMs),
    services: balancer.services.map(serviceShape),
    targets: balancer.targets.map((target) => targetShape(world, balancer, target)),
    algorithm: { type: balancer.algorithm },
    outgoing_traffic: 0,
    ingoing_traffic: 0,
    included_traffic: includedTraffic(world, balancer),
  }),
  sort: usualSort,
  filters: () => usualFilters,
};

/** A type by id or name. @throws ApiError invalid_input */
export function chooseType(world: World, wanted: number | string): LoadBalancerType {
  const found = world.state.catalogue.loadBalancerTypes.find(
    ({ id, name }) => id === wanted || name === wanted || String(id) === wanted,
  );
  if (found !== undefined) return found;
  throw invalidInput({ name: "load_balancer_type", message: `load balancer type ${wanted} not found` });
}

/** The type of a balancer. */
export function typeOf(world: World, balancer: LoadBalancer): LoadBalancerType {
  return chooseType(world, balancer.typeId);
}

/** Tells the forwarder and whoever listens that something about a balancer changed. */
export function tellChange(world: World, balancer: LoadBalancer, what: string): void {
  const text = `${balancer.name} ${what}`;
  world.events.emit({ type: "load-balancer.changed", loadBalancerId: balancer.id, text });
}

function includedTraffic(world: World, balancer: LoadBalancer): number {
  const location = world.state.catalogue.locations.find((entry) => entry.id === balancer.locationId);
  const price = typeOf(world, balancer).prices.find((entry) => entry.location === location?.name);
  return price?.includedTrafficBytes ?? 0;
}
