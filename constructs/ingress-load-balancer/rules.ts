import type { PropChecks } from "../props/check-props";
import type { IngressLoadBalancerProps } from "./props";

/** Services by type of load balancer (https://docs.hetzner.com/cloud/load-balancers/overview). */
const SERVICES: ReadonlyMap<string, number> = new Map(Object.entries({ lb11: 5, lb21: 15, lb31: 30 }));
const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** What the props of an ingress load balancer must fulfil. */
export const ingressLoadBalancerChecks: PropChecks<IngressLoadBalancerProps> = {
  concrete: ({ clusterName, name, ports, pools, type }) => ({ clusterName, name, ports, pools, type }),
  rules: [
    {
      prop: "type",
      broken: ({ type = "lb11" }) => !SERVICES.has(type),
      message: ({ type }) => `is "${type}"; there are ${[...SERVICES.keys()].join(", ")}`,
    },
    {
      prop: "ports",
      broken: ({ ports }) =>
        ports.length === 0 || !ports.every(({ listen, target }) => isPort(listen) && isPort(target)),
      message: ({ ports }) =>
        `is [${ports.map(({ listen, target }) => `${listen} to ${target}`).join(", ")}]; at least one is wanted, each from 1 to 65535`,
    },
    {
      prop: "ports",
      broken: ({ ports }) => new Set(ports.map(({ listen }) => listen)).size !== ports.length,
      message: ({ ports }) => `listens at ${ports.map(({ listen }) => listen).join(", ")}; each must be another`,
    },
    {
      prop: "ports",
      broken: ({ ports, type = "lb11" }) => ports.length > (SERVICES.get(type) ?? ports.length),
      message: ({ ports, type = "lb11" }) =>
        `has ${ports.length}; a load balancer "${type}" takes ${SERVICES.get(type)}`,
    },
  ],
};
