import { ClusterFirewall, type ClusterFirewallProps } from "../../../constructs";
import { expectGolden, resourceOf, synthesised } from "../../support/synthesised";

const props: ClusterFirewallProps = { clusterName: "a", networkCidr: "10.0.0.0/16" };
const firewall = (more: Partial<ClusterFirewallProps>) =>
  synthesised((stack) => {
    new ClusterFirewall(stack, "firewall", { ...props, ...more });
  });

test("lets in whom it is told, whoever applies first, and what extra rules say", () => {
  const extraRules = [
    { description: "web", protocol: "tcp" as const, port: "443", sources: ["0.0.0.0/0", "::/0"] },
    { description: "dns", direction: "out" as const, protocol: "udp" as const, port: "53", destinations: ["1.1.1.1"] },
  ];
  expectGolden(
    "constructs/firewall",
    firewall({ kubeApiSources: ["203.0.113.0/24"], ownIpv4: true, ownIpv6: "/64", extraRules }),
  );
});

test("sources of one's own close the door to the address of whoever applies, unless it is asked for", () => {
  expect(firewall({ apiSources: ["203.0.113.7"] }).data).toBeUndefined();
  expect(firewall({ apiSources: ["203.0.113.7"], ownIpv4: true }).data).toHaveProperty("hephaestus_public_ip");
});

test("an address that is followed is not pinned", () => {
  const json = firewall({ followOwnAddress: true });
  expect(json.resource?.["terraform_data"]).toBeUndefined();
  expect(JSON.stringify(resourceOf(json, "hcloud_firewall")["rule"])).toContain("data.hephaestus_public_ip.");
});

test("none is made where none is wanted, and those that are there are put on nodes", () => {
  const ids: (readonly string[])[] = [];
  synthesised((stack) => {
    ids.push(new ClusterFirewall(stack, "none", { ...props, enabled: false, ids: ["1"] }).firewallIds);
    ids.push(new ClusterFirewall(stack, "both", { ...props, ids: ["1", "2"] }).firewallIds);
  });
  expect(ids[0]).toEqual(["1"]);
  expect(ids[1]).toEqual([expect.stringContaining("TfToken"), "1", "2"]);
});

test("a rule is never written that the real provider would lose, and never none at all", () => {
  expect(resourceOf(firewall({ apiSources: [] }), "hcloud_firewall")["rule"]).toEqual([
    { description: "Nothing is open", direction: "in", protocol: "icmp", source_ips: ["10.0.0.0/16"] },
  ]);
});
