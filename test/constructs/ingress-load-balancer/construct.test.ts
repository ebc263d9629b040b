import { ClusterNetwork, IngressLoadBalancer, type IngressLoadBalancerOptions } from "../../../constructs";
import { expectGolden, failureOf, synthesised } from "../../support/synthesised";

const balancer = (options: IngressLoadBalancerOptions) =>
  synthesised((stack) => {
    const network = new ClusterNetwork(stack, "network", { clusterName: "a", networkZone: "eu-central" });
    new IngressLoadBalancer(stack, "in", { clusterName: "a", location: "fsn1", name: "in", network, ...options });
  });
const port = { listen: 443, target: 30443 };

test("stands before pools of workers, a service for each port", () => {
  const { resource } = balancer({
    ports: [
      { ...port, proxyProtocol: true },
      { listen: 80, target: 30080 },
    ],
    pools: ["one", "two"],
  });
  const { hcloud_network, hcloud_network_subnet, ...own } = resource ?? {};
  expect([hcloud_network, hcloud_network_subnet]).not.toContain(undefined);
  expectGolden("constructs/ingress-load-balancer", own);
});

test.each([
  [{ ports: [] }, '"ports" is []; at least one is wanted'],
  [{ ports: [{ listen: 0, target: 1 }] }, '"ports" is [0 to 1]'],
  [{ ports: [port, port] }, '"ports" listens at 443, 443; each must be another'],
  [
    { ports: [1, 2, 3, 4, 5, 6].map((listen) => ({ listen, target: 1 })) },
    '"ports" has 6; a load balancer "lb11" takes 5',
  ],
  [{ ports: [port], type: "lb99" }, '"type" is "lb99"; there are lb11, lb21, lb31'],
])("refuses %j", (wrong, message) => {
  expect(failureOf(() => balancer(wrong))).toContain(message);
});
