import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { App } from "cdktf";
import { parse } from "yaml";
import { ClusterFileError, ClusterStack, clusterFromYaml, readCluster } from "../../../stacks";
import schema from "../../../stacks/generated/cluster.schema.json";
import { createRandom } from "../../support/random";

const SHORT = `clusterName: talos-k8s
hetzner: { region: hel1, networkZone: eu-central, sshKeys: [my-key] }
nodes:
  controlPlane: { count: 3, type: cpx22, arch: amd64 }
  workers: { count: 3, type: cpx32, arch: amd64 }      # or a list of named pools
talos: { version: v1.13.9 }
kubernetes: { version: 1.36.3 }
cni: { type: cilium }
`;

function problemsOf(text: string): readonly string[] {
  try {
    readCluster(text, "cluster.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof ClusterFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
}

test("the short form is complete by itself", () => {
  const props = readCluster(SHORT, "cluster.yaml");
  const { cluster } = new ClusterStack(new App(), "stack", props);
  expect(cluster.nodes.map(({ name }) => name)).toEqual([
    ...["talos-k8s-control-plane-1", "talos-k8s-control-plane-2", "talos-k8s-control-plane-3"],
    ...["talos-k8s-worker-1", "talos-k8s-worker-2", "talos-k8s-worker-3"],
  ]);
});

test("the older form is read, and what cannot be bought any more names its successor there", () => {
  const older = SHORT.replace("cpx22", "cpx21")
    .replace("cpx32", "cpx31")
    .replace("v1.13.9", "v1.9.0")
    .replace("1.36.3", "1.32.0");
  const props = readCluster(older, "cluster.yaml");
  expect(() => new ClusterStack(new App(), "stack", props)).toThrow(
    '"nodes.controlPlane.type" is "cpx21", which cannot be bought in "hel1"; there, "cpx22" can',
  );
  const moved = readCluster(older.replace("hel1, networkZone: eu-central", "ash"), "cluster.yaml");
  expect(new ClusterStack(new App(), "stack", moved).cluster.nodes).toHaveLength(6);
});

test.each([
  [
    "regionn",
    SHORT.replace("region:", "regoin:"),
    ['2:12 "hetzner.regoin" is not known; is "region" meant?', '2:10 "hetzner.region" is missing'],
  ],
  [
    "a word for a number",
    SHORT.replace("count: 3, type: cpx22", "count: three, type: cpx22"),
    ['4:26 "nodes.controlPlane.count" is "three"; a number is wanted'],
  ],
  [
    "a version that YAML reads as a number",
    SHORT.replace("1.36.3", "1.36"),
    ['7:24 "kubernetes.version" is "1.36"; a text is wanted: write it in quotes'],
  ],
  [
    "an unknown plugin",
    SHORT.replace("cilium", "celium"),
    ['8:14 "cni.type" is "celium"; there are flannel, none, cilium; is "cilium" meant?'],
  ],
  ["a text for a section", SHORT.replace("{ version: v1.13.9 }", "v1"), ['6:8 "talos" is "v1"; a section is wanted']],
  ["nothing for a section", SHORT.replace("{ version: v1.13.9 }", ""), ['6:8 "talos" is empty; a section is wanted']],
  ["a key twice", `${SHORT}cni: { type: none }\n`, ["9:1 this key stands a second time in its section"]],
  [
    "an alias",
    SHORT.replace("hetzner: {", "hetzner: &h {").replace("talos: { version: v1.13.9 }", "talos: *h"),
    ['6:8 "*h" is an alias; write the value out'],
  ],
  [
    "a section that is not indented",
    "clusterName: a\nhetzner: { region: hel1 }\nnodes:\n  controlPlane:\n  count: 1\n  type: cpx22\n",
    [
      '4:16 "nodes.controlPlane" is empty; a section or a list is wanted',
      '5:3 "nodes.count" is not known; it is one of "controlPlane": indent it below',
      '6:3 "nodes.type" is not known; it is one of "controlPlane": indent it below',
    ],
  ],
  [
    "a line that is indented too far",
    "clusterName: a\nhetzner:\n  region: hel1\n   networkZone: eu-central\n",
    ["3:11 a section or a list begins where a value stands; look at the indentation here and in the line below"],
  ],
  ["a tab", "clusterName: a\nhetzner:\n\tregion: hel1\n", ["3:1 a tab indents this line; blanks are wanted"]],
  [
    "two documents",
    `${SHORT}---\na: b\n`,
    ['9:1 a second document begins here, with "---"; a file describes one cluster'],
  ],
  [
    "a number in quotes",
    SHORT.replace("count: 3, type: cpx22", 'count: "3", type: cpx22'),
    ['4:26 "nodes.controlPlane.count" is "3"; a number is wanted: write it without quotes'],
  ],
  [
    "a truth value in quotes",
    `${SHORT}placement: { spread: "true" }\n`,
    ['9:22 "placement.spread" is "true"; true or false is wanted: write it without quotes'],
  ],
  [
    "an empty file",
    "",
    ['1:1 the file is empty; a section is wanted, with "clusterName", "hetzner", "nodes" at least'],
  ],
  ["no YAML", "a: [", ["1:5 Flow sequence in block collection must be sufficiently indented and end with a ]"]],
  [
    "a word in a pool's list",
    SHORT.replace("{ count: 3, type: cpx32, arch: amd64 }", "[x]"),
    ['5:13 "nodes.workers[0]" is "x"; a section is wanted'],
  ],
  [
    "a word for pools",
    SHORT.replace("{ count: 3, type: cpx32, arch: amd64 }", "x"),
    ['5:12 "nodes.workers" is "x"; a section or a list is wanted'],
  ],
])("%s is told by line and column", (_what, text, expected) => {
  const found = problemsOf(text);
  expect(found.map((problem) => problem.slice(0, 120))).toEqual(
    expected.map((problem) => expect.stringContaining(problem.slice(0, 100))),
  );
});

test("the schema is a JSON schema, which says of files what reading them says", () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(parse(SHORT))).toBe(true);
  expect(validate(parse(SHORT.replace("region:", "regoin:")))).toBe(false);
});

test("whatever is broken in a file, reading it tells or gives props, and nothing else", () => {
  const random = createRandom(5);
  for (let round = 0; round < 300; round += 1) {
    const at = random.integer(0, SHORT.length - 1);
    const cut = random.integer(0, 8);
    const text =
      SHORT.slice(0, at) +
      random.pick(["", "{", "]", ":", "\t", "- ", "&a ", "!x ", "\0", "🦊"]) +
      SHORT.slice(at + cut);
    expect(() => problemsOf(text)).not.toThrow();
  }
  expect(problemsOf("x".repeat(1_000_001))).toEqual(["1:1 It has more than 1000000 characters"]);
});

test("the example of the documentation is read from its file", () => {
  const stack = clusterFromYaml(new App(), resolve(__dirname, "../../../examples/from-yaml/cluster.yaml"));
  expect(stack.node.id).toBe("talos-k8s");
  const text = readFileSync(resolve(__dirname, "../../../examples/from-yaml/cluster.yaml"), "utf8");
  expect(parse(text)).toEqual(parse(SHORT));
});
