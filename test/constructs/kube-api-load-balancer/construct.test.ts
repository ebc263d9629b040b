import { ClusterNetwork, KubeApiLoadBalancer, type KubeApiLoadBalancerOptions } from "../../../constructs";
import { expectGolden, failureOf, resourceOf, synthesised } from "../../support/synthesised";

const balancer = (options: KubeApiLoadBalancerOptions) =>
  synthesised((stack) => {
    const network = new ClusterNetwork(stack, "network", { clusterName: "a", networkZone: "eu-central" });
    new KubeApiLoadBalancer(stack, "api", { clusterName: "a", location: "fsn1", network, ...options });
  });

test("stands before all control planes, whichever there are", () => {
  const { resource } = balancer({ rdns: "api.{{ ip-type }}.example.com" });
  const { hcloud_network, hcloud_network_subnet, ...own } = resource ?? {};
  expect([hcloud_network, hcloud_network_subnet]).not.toContain(undefined);
  expectGolden("constructs/kube-api-load-balancer", own);
});

test("a private one has no public interface, and no name in public DNS", () => {
  const json = balancer({ access: "private", rdns: "api.example.com" });
  expect(resourceOf(json, "hcloud_load_balancer_network")["enable_public_interface"]).toBe(false);
  expect(json.resource?.["hcloud_rdns"]).toBeUndefined();
});

test("a health check takes 200 of newer API servers and 401 of older ones for life", () => {
  const [check] = Object(resourceOf(balancer({}), "hcloud_load_balancer_service")["health_check"]);
  expect(check.http).toEqual([{ path: "/readyz", status_codes: ["200", "401"], tls: true }]);
});

test("refuses a type that Hetzner does not have", () => {
  expect(failureOf(() => balancer({ type: "lb12" }))).toContain('"type" is "lb12"; there are lb11, lb21, lb31');
});
