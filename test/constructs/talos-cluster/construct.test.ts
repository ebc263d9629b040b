import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { TalosCluster, type TalosClusterProps } from "../../../constructs";
import { HcloudProvider } from "../../../constructs/bindings/hcloud";
import { HephaestusProvider } from "../../../constructs/bindings/hephaestus";
import { expectGolden, failureOf, resourceOf, synthesised } from "../../support/synthesised";

const minimal: TalosClusterProps = {
  clusterName: "one",
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cax11" } },
};
const highlyAvailable: TalosClusterProps = {
  clusterName: "talos-k8s",
  hetzner: { region: "fsn1", sshKeys: ["my-key"] },
  nodes: {
    controlPlane: { count: 3, type: "cpx22", locations: ["fsn1", "nbg1", "hel1"] },
    workers: [
      { name: "general", count: 2, type: "cpx32", labels: { tier: "general" } },
      {
        name: "storage",
        count: 3,
        exclude: [2],
        type: "cax21",
        taints: { storage: ":NoSchedule" },
        volumes: [{ name: "data", sizeGiB: 50 }],
      },
    ],
  },
  talos: { version: "v1.13.9", extensions: ["siderolabs/qemu-guest-agent"] },
  kubernetes: { version: "1.36.3" },
  loadBalancer: { ingress: [{ ports: [{ listen: 443, target: 30443, proxyProtocol: true }], pools: ["general"] }] },
  destroyProtection: true,
};

function cluster(props: TalosClusterProps) {
  return synthesised((stack) => {
    new HcloudProvider(stack, "hcloud");
    new HephaestusProvider(stack, "hephaestus");
    new TalosCluster(stack, "cluster", props);
  });
}

test("one node is one server, its machine, and what a cluster needs besides", () => {
  expectGolden("constructs/minimal-cluster", cluster(minimal));
});

test("a cluster that stands failures", () => {
  expectGolden("constructs/highly-available-cluster", cluster(highlyAvailable));
});

test("a virtual address is moved by Talos, and Terraform lets it", () => {
  const json = cluster({ ...highlyAvailable, kubeApi: { endpoint: "virtual-ip", hcloudToken: "secret" } });
  expect(json.resource?.["hcloud_load_balancer"]).not.toHaveProperty("cluster_kube-api");
  expect(resourceOf(json, "hcloud_server_network", "control-plane-1")["lifecycle"]).toEqual({
    ignore_changes: ["alias_ips"],
  });
  expect(resourceOf(json, "hephaestus_talos_bootstrap")["endpoint"]).toBe("https://10.0.67.254:6443");
  expect(JSON.stringify(json.locals)).toContain("HCloudVIPConfig");
});

/** Everything of a plan by its address, without what names members. */
function withoutMembers(json: ReturnType<typeof cluster>): ReadonlyMap<string, string> {
  const entries = Object.entries({ ...json.resource, ...json.data }).flatMap(([type, things]) =>
    Object.entries(things)
      .filter(() => type !== "hephaestus_talos_cluster" && type !== "hephaestus_talos_bootstrap")
      .map(([id, thing]): [string, string] => [`${type}.${id}`, JSON.stringify({ ...thing, depends_on: undefined })]),
  );
  return new Map([...entries, ["locals", JSON.stringify(json.locals)]]);
}

describe("what is not changed stays as it is", () => {
  const workers = [
    { name: "a", count: 2, type: "cpx22" },
    { name: "b", count: 3, type: "cpx22" },
    { name: "c", count: 2, type: "cpx22" },
  ];
  const withWorkers = (pools: typeof workers) =>
    withoutMembers(
      cluster({ ...highlyAvailable, loadBalancer: {}, nodes: { ...highlyAvailable.nodes, workers: pools } }),
    );
  const before = withWorkers(workers);

  test.each([
    ["the middle pool goes", workers.filter(({ name }) => name !== "b"), "pool-b|placement_b|machine_b-|_b-\\d"],
    ["the middle node goes", workers.map((pool) => (pool.name === "b" ? { ...pool, exclude: [2] } : pool)), "_b-2_"],
    ["a pool comes in front", [{ name: "a0", count: 1, type: "cpx22" }, ...workers], "a0-1|pool-a0|placement_a0"],
  ])("when %s", (_what, pools, mayDiffer) => {
    const after = withWorkers(pools);
    const keys = new Set([...before.keys(), ...after.keys()]);
    const changed = [...keys].filter((key) => before.get(key) !== after.get(key));
    expect(changed).not.toEqual([]);
    expect(changed.filter((key) => !new RegExp(mayDiffer).test(key))).toEqual([]);
  });
});

test("no machine waits for another pool, workers wait for etcd, and the cluster for all", () => {
  const json = cluster(highlyAvailable);
  const dependsOn = (type: string, part: string) => resourceOf(json, type, part)["depends_on"];
  expect(JSON.stringify(dependsOn("hephaestus_talos_machine", "control-plane-1"))).not.toContain("talos_machine");
  expect(JSON.stringify(dependsOn("hephaestus_talos_machine", "general-1"))).toContain("hephaestus_talos_bootstrap.");
  expect(dependsOn("hephaestus_talos_bootstrap", "")).toHaveLength(3);
  expect(dependsOn("hephaestus_talos_cluster", "")).toHaveLength(1 + 3 + 4);
});

test("the bugs of the real hcloud provider are steered around", () => {
  const json = cluster({ ...highlyAvailable, firewall: { apiSources: ["2001:DB8::1", "203.0.113.7"] } });
  for (const server of Object.values(json.resource?.["hcloud_server"] ?? {})) {
    expect(server).not.toHaveProperty("user_data");
    expect(server).not.toHaveProperty("network");
  }
  for (const attachment of Object.values(json.resource?.["hcloud_volume_attachment"] ?? {})) {
    expect(attachment).not.toHaveProperty("automount");
  }
  const rules = JSON.stringify(resourceOf(json, "hcloud_firewall")["rule"]);
  expect(rules).toContain('"2001:db8::1/128"');
  const closed = cluster({ ...highlyAvailable, firewall: { apiSources: [], ownIpv4: false } });
  expect(resourceOf(closed, "hcloud_firewall")["rule"]).toHaveLength(1);
  expect(resourceOf(closed, "hcloud_network")["delete_protection"]).toBe(true);
});

test("two clusters and foreign resources live in one stack, with providers of their own", () => {
  const json = synthesised((stack) => {
    const eu = new HcloudProvider(stack, "eu", { alias: "eu" });
    const us = new HcloudProvider(stack, "us", { alias: "us" });
    const hephaestusProvider = new HephaestusProvider(stack, "hephaestus", { alias: "one" });
    new TalosCluster(stack, "one", { ...minimal, hcloudProvider: eu, hephaestusProvider });
    new TalosCluster(stack, "two", { ...minimal, clusterName: "two", hcloudProvider: us, hephaestusProvider });
  });
  const providers = Object.entries(json.resource ?? {}).flatMap(([type, things]) =>
    Object.entries(things).map(([id, thing]) => [type.split("_")[0], id.slice(0, 3), thing["provider"]].join(" ")),
  );
  expect([...new Set(providers)].sort()).toEqual([
    "hcloud one hcloud.eu",
    "hcloud two hcloud.us",
    "hephaestus one hephaestus.one",
    "hephaestus two hephaestus.one",
    "terraform one ",
    "terraform two ",
  ]);
});

test("a stack without a provider is told so", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new TalosCluster(stack, "cluster", minimal);
  expect(() => Testing.synth(stack, true)).toThrow(/hcloud/);
});

const pool = { count: 1, type: "cpx22" };
test.each([
  [{ clusterName: "Big" }, '"clusterName" is "Big"; small letters'],
  [{ hetzner: { region: "mars1" } }, '"hetzner.region" is "mars1"; there are fsn1, nbg1, hel1, ash, hil, sin'],
  [
    { nodes: { controlPlane: { count: 2, type: "cpx22" } } },
    '"nodes.controlPlane" has 2 nodes; an odd number up to 9 is wanted',
  ],
  [{ nodes: { controlPlane: { ...pool, count: 0 } } }, '"nodes.controlPlane" has 0 nodes'],
  [{ nodes: { controlPlane: { ...pool, count: 11 } } }, '"nodes.controlPlane" has 11 nodes'],
  [
    { nodes: { controlPlane: pool, workers: { ...pool, count: 100 } } },
    '"nodes" has 101 nodes; Hetzner attaches at most 100',
  ],
  [
    { nodes: { controlPlane: pool, workers: [pool, pool] } },
    '"nodes" has more than one pool called "worker"; give each a "name" of its own',
  ],
  [
    { nodes: { controlPlane: { ...pool, count: 3 } }, kubeApi: { endpoint: "first-node" } },
    '"kubeApi.endpoint" is "first-node" with 3 control planes',
  ],
  [{ kubeApi: { endpoint: "hostname" } }, 'without "kubeApi.hostname"'],
  [{ kubeApi: { endpoint: "virtual-ip" } }, 'without "kubeApi.hcloudToken"'],
  [
    { loadBalancer: { ingress: [{ ports: [{ listen: 1, target: 1 }], pools: ["x"] }] } },
    '"loadBalancer.ingress[0].pools" names the pool "x"',
  ],
  [
    { network: { cidr: "10.0.0.0/24" } },
    '"network.cidr" is "10.0.0.0/24", which has room for 1 control planes, 13 workers, and pods ("10.0.0.128/25") of 0 nodes; 1 and 0 are wanted',
  ],
  [{ network: { cidr: "8.8.0.0/16" } }, '"network.cidr" is "8.8.0.0/16"; Hetzner takes private ranges'],
  [{ network: { dualStack: true } }, '"network.dualStack" is true; pods and services with IPv6 are not built yet'],
  [
    { nodes: { controlPlane: { ...pool, locations: ["mars1"] } } },
    '"nodes.controlPlane.locations" has "mars1"; there are fsn1',
  ],
  [
    { nodes: { controlPlane: { ...pool, type: "cax11", arch: "amd64" } } },
    '"nodes.controlPlane.arch" is "amd64" with the type "cax11"; that type is arm64',
  ],
  [
    { nodes: { controlPlane: { ...pool, exclude: [2] } } },
    '"nodes.controlPlane.exclude" is [2]; numbers from 1 to the count, 1, are wanted',
  ],
  [
    { nodes: { controlPlane: { ...pool, taints: { a: "b" } } } },
    '"nodes.controlPlane.taints" has "b"; "value:Effect" is wanted',
  ],
  [
    { nodes: { controlPlane: { ...pool, labels: { "node-role.kubernetes.io/x": "" } } } },
    '"nodes.controlPlane.labels" has "node-role.kubernetes.io/x"; Kubernetes lets no node say that',
  ],
  [
    { nodes: { controlPlane: { ...pool, volumes: [{ name: "a", sizeGiB: 5 }] } } },
    '"nodes.controlPlane.volumes" has the sizes 5 GiB; 10 to 10240 are allowed',
  ],
  [{ talos: { version: "2.0" } }, '"talos.version" is "2.0"; a version from v1.9.0 on is wanted'],
  [
    { talos: { version: "v1.12.1", versionContract: "v1.13" } },
    '"talos.versionContract" is v1.13 with "talos.version" "v1.12.1"',
  ],
  [
    { talos: { versionContract: "v1.14", version: "v1.14.0", mounts: [{ source: "/a", destination: "/a" }] } },
    "which has no mounts of the kubelet",
  ],
  [{ talos: { extensions: ["qemu"] } }, '"talos.extensions" has "qemu"; full names are wanted'],
  [{ kubernetes: { version: "1.36" } }, '"kubernetes.version" is "1.36"; a whole version is wanted'],
  [{ firewall: { apiSources: ["home"] } }, '"firewall.apiSources" has "home"; addresses and ranges are wanted'],
  [
    { firewall: { extraRules: [{ description: "x", protocol: "tcp" as const, sources: ["0.0.0.0/0"] }] } },
    '"firewall.extraRules[0]" ("x") has the port ""',
  ],
  [
    { firewall: { extraRules: [{ description: "x", protocol: "icmp" as const }] } },
    '"firewall.extraRules[0]" ("x") opens nothing',
  ],
] satisfies readonly (readonly [Partial<TalosClusterProps>, string])[])("refuses %j", (wrong, message) => {
  const failure = failureOf((scope) => new TalosCluster(scope, "cluster", { ...minimal, ...wrong }));
  expect(failure).toContain(message);
});

test("a token where a value is needed at synth is told", () => {
  const failure = failureOf((scope) => {
    const token = new TerraformVariable(scope, "name", {}).stringValue;
    new TalosCluster(scope, "cluster", { ...minimal, clusterName: token });
  });
  expect(failure).toMatch(/"clusterName" is a token, known only when Terraform runs, and is needed at synth/);
});

test("what JavaScript leaves out is told by its name", () => {
  const props = JSON.parse('{ "clusterName": "one" }');
  expect(failureOf((scope) => new TalosCluster(scope, "c", props))).toBe(
    'Cannot make TalosCluster "c": "hetzner" is missing\n  and: "nodes" is missing',
  );
});
