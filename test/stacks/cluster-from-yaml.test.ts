import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { ClusterFileError, clusterFromYaml } from "../../stacks";

const GOOD = `clusterName: a
hetzner:
  region: hel1
nodes:
  controlPlane:
    count: 1
    type: cpx22
  workers:
    - name: one
      count: 1
      type: cpx22
    - name: two
      count: 1
      type: cpx22
`;

/** What is said of a file, a line each, without its name. */
function told(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-yaml-"));
  try {
    const path = join(folder, "cluster.yaml");
    writeFileSync(path, text);
    clusterFromYaml(new App({ outdir: join(folder, "out") }), path);
    return [];
  } catch (error) {
    if (!(error instanceof ClusterFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const replaced = (from: string | RegExp, to: string) => GOOD.replace(from, to);

test("a good file is a stack", () => {
  expect(told(GOOD)).toEqual([]);
});

test.each([
  [replaced("clusterName: a", "clusterName: Big"), '1:1 "clusterName" is "Big"; small letters'],
  [replaced("clusterName: a", "clusterName: my cluster"), '1:1 "clusterName" is "my cluster"; small letters'],
  [
    replaced("clusterName: a", "clusterName: constructor"),
    '1:1 "clusterName" is "constructor", which JavaScript has taken',
  ],
  [replaced("clusterName: a", 'clusterName: ""'), '1:1 "clusterName" is ""; small letters'],
  [replaced("count: 1", "count: 0.5"), '6:5 "nodes.controlPlane.count" is 0.5; a whole number'],
  [
    `${GOOD}loadBalancer:\n  ingress:\n    - ports: [{ listen: 1, target: 1 }]\n    - ports: [{ listen: 2, target: 1 }]\n`,
    '16:3 "loadBalancer.ingress" has more than one load balancer called "ingress"',
  ],
  [replaced("hel1", "mars1"), '3:3 "hetzner.region" is "mars1"; there are fsn1'],
  [replaced("hel1", "hel1\n  networkZone: mars"), '4:3 "hetzner.networkZone" is "mars"; there are eu-central'],
  [replaced("hel1", "mars1\n  networkZone: eu-central"), '3:3 "hetzner.region" has "mars1"; there are fsn1'],
  [replaced("count: 1", "count: 2"), '5:3 "nodes.controlPlane" has 2 nodes; an odd number'],
  [replaced("name: two", "name: one"), '4:1 "nodes" has more than one pool called "one"'],
  [replaced("name: two", "name: Two"), '12:7 "nodes.workers[1].name" is "Two"; small letters'],
  [replaced(/count: 1\n {6}type: cpx22\n$/, "count: 1.5\n      type: cpx22\n"), '13:7 "nodes.workers[1].count" is 1.5'],
  [replaced(/cpx22\n$/, "cpx21\n"), '14:7 "nodes.workers[1].type" is "cpx21", which cannot be bought in "hel1"'],
  [
    `${GOOD}      nodes:\n        - { number: 1, type: cx22 }\n`,
    '16:24 "nodes.workers[1].nodes[0].type" is "cx22", which cannot be bought in "hel1"; there, "cx23" can',
  ],
  [
    `${GOOD}      nodes:\n        - number: 1\n          location: mars\n`,
    '17:11 "nodes.workers[1].nodes[0].location" has "mars"; there are fsn1',
  ],
  [
    `${GOOD}      nodes:\n        - number: 1\n          location: ash\n`,
    '17:11 "nodes.workers[1].nodes[0].location" is "ash", where "cpx22" cannot be bought; there, "cpx21" can',
  ],
  [
    replaced(/cpx22\n$/, "big\n"),
    '14:7 "nodes.workers[1].type" is "big"; a server type such as cpx22, cax11 or ccx13 is wanted',
  ],
  [
    `${GOOD}      nodes:\n        - { number: 1, type: CPX22 }\n`,
    '16:24 "nodes.workers[1].nodes[0].type" is "CPX22"; a server type such as cpx22, cax11 or ccx13 is wanted; is "cpx22"',
  ],
  [`${GOOD}      taints: { a: b }\n`, '15:7 "nodes.workers[1].taints" has "b"'],
  [`${GOOD}network:\n  cidr: 10.0.0.0/25\n`, '16:3 "network.cidr" is "10.0.0.0/25"; Hetzner takes networks of a /24'],
  [`${GOOD}network:\n  cidr: 10.0.0.0/24\n`, '16:3 "network.cidr" is "10.0.0.0/24", which has room for 1 control'],
  [`${GOOD}network:\n  cidr: 10.0.0.1/16\n`, '16:3 "network.cidr" is "10.0.0.1/16"; a range such as'],
  [
    `${GOOD}network:\n  subnets:\n    worker: 10.1.0.0/24\n`,
    '17:5 "network.subnets.worker" is "10.1.0.0/24", which is not in the network "10.0.0.0/16"',
  ],
  [
    `${GOOD}kubernetes:\n  podCidr: 10.0.64.0/20\n`,
    '16:3 "kubernetes.podCidr" is "10.0.64.0/20", which shares addresses with "10.0.64.0/22", the range for control',
  ],
  [`${GOOD}network:\n  id: company\n`, '16:3 "network.id" is "company"; the network\'s id is wanted, a number'],
  [`${GOOD}firewall:\n  ids: ["1", company]\n`, '16:3 "firewall.ids" has "company"; ids are wanted, numbers'],
  [`${GOOD}talos:\n  imageIds:\n    amd64: talos\n`, '17:5 "talos.imageIds.amd64" is "talos"; the id of a snapshot'],
  [`${GOOD}kubernetes:\n  podCidr: 10.0.64.1/20\n`, '16:3 "kubernetes.podCidr" is "10.0.64.1/20"; a range'],
  [`${GOOD}kubernetes:\n  version: "1.36"\n`, '16:3 "kubernetes.version" is "1.36"; a whole version'],
  [`${GOOD}talos:\n  version: v2\n`, '16:3 "talos.version" is "v2"; a version from v1.9.0 on'],
  [`${GOOD}talos:\n  extensions: [qemu]\n`, '16:3 "talos.extensions" has "qemu"; full names'],
  [`${GOOD}talos:\n  versionContract: v1.2\n`, '16:3 "talos.versionContract" is "v1.2"; v1.9 to v1.14 are known'],
  [
    `${GOOD}talos:\n  secrets: ephemeral\n  secretsFile: secrets.yaml\n`,
    '17:3 "talos.secretsFile" is "secrets.yaml" with "talos.secrets" "ephemeral"',
  ],
  [
    `${GOOD}kubernetes:\n  rbac:\n    - clusterRole: view\n`,
    '17:7 "kubernetes.rbac[0]" binds "view" to nobody; "groups" or "users" are wanted',
  ],
  [
    `${GOOD}kubernetes:\n  rbac:\n    - { clusterRole: view, groups: [a] }\n    - { clusterRole: view, users: [b] }\n`,
    '16:3 "kubernetes.rbac" binds "view", "view"; each role once',
  ],
  [`${GOOD}kubeApi:\n  endpoint: hostname\n`, '16:3 "kubeApi.endpoint" is "hostname" without "kubeApi.hostname"'],
  [
    `${GOOD}kubeApi: { endpoint: load-balancer }\nloadBalancer:\n  kubeApi:\n    type: lb99\n`,
    '18:5 "loadBalancer.kubeApi.type" is "lb99"; there are lb11, lb21, lb31',
  ],
  [
    `${GOOD}loadBalancer:\n  ingress:\n    - ports: []\n`,
    '17:7 "loadBalancer.ingress[0].ports" is []; at least one is wanted',
  ],
  [
    `${GOOD}loadBalancer:\n  ingress:\n    - pools: [three]\n      ports: [{ listen: 1, target: 1 }]\n`,
    '17:7 "loadBalancer.ingress[0].pools" names the pool "three"; there are "one", "two"',
  ],
  [`${GOOD}firewall:\n  apiSources: [home]\n`, '16:3 "firewall.apiSources" has "home"; addresses and ranges'],
  [
    `${GOOD}firewall:\n  extraRules:\n    - description: x\n      protocol: icmp\n`,
    '17:7 "firewall.extraRules[0]" ("x") opens nothing',
  ],
  [`${GOOD}      volumes: [{ name: a, sizeGiB: 5 }]\n`, '15:7 "nodes.workers[1].volumes" has the sizes 5 GiB'],
  [
    `${GOOD}      volumes: [{ name: a, sizeGiB: 10 }, { name: a, sizeGiB: 10 }]\n`,
    '15:7 "nodes.workers[1].volumes" has the names "a", "a"',
  ],
  [`${GOOD}      exclude: [2]\n`, '15:7 "nodes.workers[1].exclude" is [2]; numbers from 1 to the count, 1'],
  [`${GOOD}      nodes: [{ number: 2 }]\n`, '15:7 "nodes.workers[1].nodes" has the numbers 2; the pool has 1 to 1'],
  [
    `${GOOD}      nodes: [{ number: 1, type: cax11 }]\n`,
    '15:7 "nodes.workers[1].nodes" has types of another processor',
  ],
  [`${GOOD}      arch: arm64\n`, '15:7 "nodes.workers[1].arch" is "arm64" with the type "cpx22"; that type is amd64'],
  [`${GOOD}      locations: []\n`, '15:7 "nodes.workers[1].locations" is empty'],
  [`${GOOD}      labels: { a: "b c" }\n`, '15:7 "nodes.workers[1].labels" has the values "b c"'],
  [`${GOOD}      labels: { node-role.kubernetes.io/x: "" }\n`, '15:7 "nodes.workers[1].labels" has "node-role'],
  [`${GOOD}network:\n  dualStack: true\n`, '16:3 "network.dualStack" is true; pods and services with IPv6'],
  [
    `${GOOD}network:\n  routes: [{ destination: x, gateway: 10.0.0.5 }]\n`,
    '16:3 "network.routes" has the destinations "x"',
  ],
  [
    `${GOOD}network:\n  subnetIds: { controlPlane: a, worker: b, loadBalancer: c }\n`,
    '16:3 "network.subnetIds" is given without "id"',
  ],
  [
    `${GOOD}kubeApi:\n  endpoint: virtual-ip\n`,
    '16:3 "kubeApi.endpoint" is "virtual-ip" without "kubeApi.hcloudToken"',
  ],
  [
    `${replaced("count: 1", "count: 3")}kubeApi:\n  endpoint: first-node\n`,
    '16:3 "kubeApi.endpoint" is "first-node" with 3 control planes',
  ],
  [
    replaced(/count: 1\n {6}type: cpx22\n$/, "count: 99\n      type: cpx22\n"),
    '4:1 "nodes" has 101 nodes; Hetzner attaches',
  ],
  [
    `${GOOD}talos:\n  version: v1.12.1\n  versionContract: v1.13\n`,
    '17:3 "talos.versionContract" is v1.13 with "talos.version" "v1.12.1"',
  ],
  [
    `${GOOD}talos:\n  version: v1.14.0\n  versionContract: v1.14\n  mounts: [{ source: /a, destination: /a }]\n`,
    '18:3 "talos.mounts" is given with the contract v1.14',
  ],
  [`${GOOD}talos:\n  schematic: a\n  schematicId: b\n`, '17:3 "talos.schematicId" is given beside others'],
  [
    `${GOOD}talos:\n  imageSelector: a\n  imageIds: { amd64: "1" }\n`,
    '16:3 "talos.imageSelector" is given beside the id of an image',
  ],
  [
    `${GOOD}firewall:\n  extraRules:\n    - { description: x, protocol: tcp, sources: [0.0.0.0/0] }\n`,
    '17:7 "firewall.extraRules[0]" ("x") has the port ""',
  ],
  [
    `${GOOD}loadBalancer:\n  ingress:\n    - type: lb1\n      ports: [{ listen: 1, target: 1 }]\n`,
    '17:7 "loadBalancer.ingress[0].type" is "lb1"; there are lb11, lb21, lb31',
  ],
  [
    `${GOOD}loadBalancer:\n  ingress:\n    - ports: [{ listen: 1, target: 1 }, { listen: 1, target: 2 }]\n`,
    '17:7 "loadBalancer.ingress[0].ports" listens at 1, 1; each must be another',
  ],
])("what constructs refuse is told by line and column: %#", (text, expected) => {
  expect(told(text)).toEqual([expect.stringContaining(expected)]);
});

test("a billion nodes are told, not made", () => {
  expect(told(replaced("count: 1", "count: 1000000001"))).toEqual([
    expect.stringContaining('5:3 "nodes.controlPlane" has 1000000001 nodes'),
    expect.stringContaining('4:1 "nodes" has 1000000003 nodes'),
  ]);
});

test("what is wrong with several pools is told at once", () => {
  expect(told(GOOD.replaceAll("cpx22", "cpx21"))).toEqual([
    expect.stringMatching(/^7:5 "nodes\.controlPlane\.type" is "cpx21"/),
    expect.stringMatching(/^11:7 "nodes\.workers\[0\]\.type" is "cpx21"/),
    expect.stringMatching(/^14:7 "nodes\.workers\[1\]\.type" is "cpx21"/),
  ]);
});
