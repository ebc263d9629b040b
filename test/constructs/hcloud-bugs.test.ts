/** The bugs of the real hcloud provider (recorded from 1.68.0) are steered around: a test for each of them. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { TalosCluster, type TalosClusterProps } from "../../constructs";
import { HcloudProvider } from "../../constructs/bindings/hcloud";
import { HephaestusProvider } from "../../constructs/bindings/hephaestus";
import { publishedProvider } from "../../sandbox/stand-in/schema/published-schema";
import { readCluster } from "../../stacks";
import { type Synthesised, synthesised } from "../support/synthesised";

const LONG = resolve(__dirname, "../../examples/from-yaml/long.yaml");
const long = readCluster(readFileSync(LONG, "utf8"), "long.yaml");

function cluster(more: Partial<TalosClusterProps> = {}): Synthesised {
  return synthesised((stack) => {
    new HcloudProvider(stack, "hcloud");
    new HephaestusProvider(stack, "hephaestus");
    new TalosCluster(stack, "cluster", { ...long, ...more });
  });
}

const everything = cluster();
const all = (type: string, json = everything) => Object.values(json.resource?.[type] ?? {});
const closed = { apiSources: [], kubeApiSources: [], talosApiSources: [], extraRules: [], ownIpv4: false };

test("a network block in a server never settles: servers are attached by resources of their own", () => {
  expect(all("hcloud_server").length).toBeGreaterThan(4);
  expect(all("hcloud_server").filter((server) => "network" in server)).toEqual([]);
  expect(all("hcloud_server_network")).toHaveLength(all("hcloud_server").length);
});

test("rules with addresses that are not written as Hetzner keeps them get lost: all are", () => {
  const wild = ["2001:DB8:0:0::1", "203.0.113.7", "198.51.100.77/24", "2001:db8:1::5/48"];
  const tame = ["2001:db8::1/128", "203.0.113.7/32", "198.51.100.0/24", "2001:db8:1::/48"];
  const extra = { description: "x", protocol: "tcp", port: "1" } as const;
  const extraRules = [{ ...extra, sources: wild }, { ...extra, direction: "out", destinations: wild } as const];
  const firewall = { ownIpv4: false, kubeApiSources: wild, talosApiSources: wild, extraRules };
  const [made] = all("hcloud_firewall", cluster({ firewall }));
  const rules: readonly Record<string, unknown>[] = JSON.parse(JSON.stringify(made?.["rule"]));
  expect(rules.map((rule) => rule["source_ips"] ?? rule["destination_ips"])).toEqual([tame, tame, tame, tame]);
});

test("the last rule is never taken away: a firewall that opens nothing has one that opens nothing", () => {
  const [made] = all("hcloud_firewall", cluster({ firewall: closed }));
  expect(made?.["rule"]).toEqual([
    { description: "Nothing is open", direction: "in", protocol: "icmp", source_ips: ["10.0.0.0/16"] },
  ]);
});

test("a description of a floating IP never arrives: there are no floating IPs", () => {
  expect(all("hcloud_floating_ip")).toEqual([]);
});

test("a failed create leaves orphans: what can carry labels says whose it is", () => {
  const { resources } = publishedProvider();
  const labelled = Object.entries(everything.resource ?? {}).filter(([type]) =>
    resources.get(type)?.block.attributes.has("labels"),
  );
  expect(labelled.map(([type]) => type).sort()).toEqual([
    "hcloud_firewall",
    "hcloud_load_balancer",
    "hcloud_network",
    "hcloud_placement_group",
    "hcloud_server",
    "hcloud_volume",
  ]);
  for (const thing of labelled.flatMap(([, things]) => Object.values(things))) {
    expect(thing["labels"]).toMatchObject({
      ...{ cluster: "long", "managed-by": "hephaestus" },
      ...{ role: expect.stringMatching(/^(cluster|control-plane|worker)$/), component: expect.any(String) },
    });
  }
});

test("a refused destroy has begun already: what Hetzner refuses to delete, Terraform refuses to plan", () => {
  const workers = [{ name: "a", count: 1, type: "cpx22", protection: true, volumes: [{ name: "v", sizeGiB: 10 }] }];
  const { controlPlane } = long.nodes;
  const json = cluster({ destroyProtection: true, nodes: { controlPlane, workers }, loadBalancer: {} });
  const resources = Object.entries(json.resource ?? {}).flatMap(([type, things]) =>
    Object.values(things).map((thing) => ({ type, ...thing })),
  );
  const guarded = resources.filter((thing) => "delete_protection" in thing && thing.delete_protection === true);
  const refused = resources.filter((thing) => JSON.stringify(thing).includes('"prevent_destroy":true'));
  expect(guarded.map(({ type }) => type).sort()).toEqual([
    ...["hcloud_load_balancer", "hcloud_network", "hcloud_server", "hcloud_volume"],
  ]);
  expect(refused).toEqual(expect.arrayContaining(guarded));
  expect(refused.map(({ type }) => type).sort()).toEqual([
    ...["hcloud_load_balancer", "hcloud_network", "hcloud_server", "hcloud_volume"],
    ...["hephaestus_talos_bootstrap", "hephaestus_talos_secrets"],
  ]);
  expect(JSON.stringify(json)).not.toContain("shutdown_before_deletion");
});

test("automount of an attachment plans an update and fails: it is never said", () => {
  expect(all("hcloud_volume_attachment")).toHaveLength(2);
  expect(JSON.stringify(everything)).not.toContain("automount");
});

test("user data that changes by a line's end replaces the server: there is none", () => {
  expect(all("hcloud_server").filter((server) => "user_data" in server)).toEqual([]);
});

test("what is gone before its update or its end makes the provider panic: the guide says what then", () => {
  const guide = readFileSync(resolve(__dirname, "../../docs/guides/when-hetzner-fails.md"), "utf8");
  for (const type of ["firewall", "placement group", "volume", "subnet"]) expect(guide).toContain(type);
  expect(guide).toContain("cluster=");
});
