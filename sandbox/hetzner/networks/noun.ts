/** A private network as the API shows it. */
import type { Network } from "../../world/network";
import { gatewayOf } from "../../world/private-address";
import { type Noun, usualFilters, usualSort } from "../noun";
import { timestamp } from "../timestamp";

/** Networks as the API shows, sorts and filters them. */
export const networks: Noun<Network> = {
  singular: "network",
  plural: "networks",
  collection: "networks",
  all: (world) => world.state.networks,
  shape: (world, network) => ({
    id: network.id,
    name: network.name,
    ip_range: network.ipRange,
    subnets: network.subnets.map((subnet) => ({
      type: subnet.type,
      ip_range: subnet.ipRange,
      network_zone: subnet.networkZone,
      // The first address of the network, not of the subnet.
      gateway: gatewayOf(network),
      vswitch_id: subnet.vswitchId,
    })),
    routes: network.routes.map(({ destination, gateway }) => ({ destination, gateway })),
    servers: [...world.state.servers.values()]
      .filter((server) => server.privateNets.some((net) => net.networkId === network.id))
      .map(({ id }) => id),
    load_balancers: [...world.state.loadBalancers.values()]
      .filter((balancer) => balancer.privateNet?.networkId === network.id)
      .map(({ id }) => id),
    protection: network.protection,
    labels: network.labels,
    created: timestamp(network.createdMs),
    expose_routes_to_vswitch: network.exposeRoutesToVswitch,
  }),
  sort: usualSort,
  filters: () => usualFilters,
};
