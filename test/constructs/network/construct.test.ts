import { ClusterNetwork, type ClusterNetworkProps } from "../../../constructs";
import { expectGolden, failureOf, resourceOf, synthesised } from "../../support/synthesised";

const props: ClusterNetworkProps = { clusterName: "a", networkZone: "eu-central" };
const network = (more: Partial<ClusterNetworkProps>) =>
  synthesised((stack) => {
    new ClusterNetwork(stack, "network", { ...props, ...more });
  });

test("a network has a subnet for each role, its routes, and a vSwitch's", () => {
  const json = network({
    routes: [{ destination: "192.168.0.0/16", gateway: "10.0.0.5" }],
    vSwitch: { id: 7, cidr: "10.0.8.0/24" },
    exposeRoutesToVSwitch: true,
    deleteProtection: true,
  });
  expectGolden("constructs/network", json);
});

test("in a network that is there only subnets are made, and none where they are there, too", () => {
  const json = network({ id: "4711", cidr: "10.8.0.0/16" });
  expect(json.resource?.["hcloud_network"]).toBeUndefined();
  expect(resourceOf(json, "hcloud_network_subnet", "worker")).toEqual({
    network_id: 4711,
    type: "cloud",
    network_zone: "eu-central",
    ip_range: "10.8.80.0/20",
  });
  const subnetIds = { controlPlane: "1-a", worker: "1-b", loadBalancer: "1-c" };
  expect(network({ id: "1", subnetIds }).resource).toBeUndefined();
  let own: ClusterNetwork | undefined;
  synthesised((stack) => {
    own = new ClusterNetwork(stack, "network", { ...props, id: "1", subnetIds });
  });
  expect(own?.subnetId("worker")).toBe("1-b");
});

test.each([
  [{ networkZone: "mars" }, '"networkZone" is "mars"; there are eu-central, us-east, us-west, ap-southeast'],
  [{ subnetIds: { controlPlane: "a", worker: "b", loadBalancer: "c" } }, '"subnetIds" is given without "id"'],
  [{ routes: [{ destination: "x", gateway: "10.0.0.5" }] }, '"routes" has the destinations "x"'],
  [{ routes: [{ destination: "192.168.0.0/16", gateway: "x" }] }, '"routes" has the gateways "x"'],
])("refuses %j", (wrong, message) => {
  expect(failureOf((scope) => new ClusterNetwork(scope, "network", { ...props, ...wrong }))).toContain(message);
});
