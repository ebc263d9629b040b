import { withOrderedSets } from "../../../../scripts/oracles/hcloud-plans/unordered-sets";

test("sets have no order, lists do", () => {
  const rule = (ips: readonly string[]) => ({ rule: [{ port: "1", source_ips: ips }, { port: "0" }] });
  expect(withOrderedSets("hcloud_firewall", rule(["b", "a"]))).toEqual({
    rule: [{ port: "0" }, { port: "1", source_ips: ["a", "b"] }],
  });
  const keys = { ssh_keys: ["b", "a"], firewall_ids: [2, 1] };
  expect(withOrderedSets("hcloud_server", keys)).toEqual({ ssh_keys: ["b", "a"], firewall_ids: [1, 2] });
  expect(withOrderedSets("terraform_data", [2, 1])).toEqual([2, 1]);
});
