/** Load balancer types. Prices of lb21 and lb31 and the connections of lb31 are unverified. */
import type { LoadBalancerType } from "../catalogue";
import { everywhere } from "./locations";
import { priceIn } from "./server-types";

/** id, name, connections, services, targets, certificates, net EUR per month */
const rows: (readonly [number, string, number, number, number, number, number])[] = [
  [1, "lb11", 10_000, 5, 25, 10, 7.49],
  [2, "lb21", 20_000, 15, 75, 25, 16.4],
  [3, "lb31", 40_000, 30, 150, 50, 29.49],
];

/** Load balancer types, ascending by id. */
export const loadBalancerTypes: LoadBalancerType[] = rows.map(
  ([id, name, maxConnections, maxServices, maxTargets, maxAssignedCertificates, monthlyNetEur]) => ({
    id,
    name,
    description: name.toUpperCase(),
    maxConnections,
    maxServices,
    maxTargets,
    maxAssignedCertificates,
    deprecation: null,
    prices: everywhere.map((location) => priceIn(location, monthlyNetEur)),
  }),
);
