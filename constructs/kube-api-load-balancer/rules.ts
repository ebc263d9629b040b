import type { PropChecks } from "../props/check-props";
import type { KubeApiLoadBalancerProps } from "./props";

const TYPES = ["lb11", "lb21", "lb31"];

/** What the props of the API's load balancer must fulfil. */
export const kubeApiLoadBalancerChecks: PropChecks<KubeApiLoadBalancerProps> = {
  concrete: ({ clusterName, access }) => ({ clusterName, access }),
  rules: [
    {
      prop: "type",
      broken: ({ type = "lb11" }) => !TYPES.includes(type) && !type.includes("${"),
      message: ({ type }) => `is "${type}"; there are ${TYPES.join(", ")}`,
    },
  ],
};
