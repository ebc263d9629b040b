import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { parse } from "yaml";
import { ClusterStack } from "../../../stacks";
import { checkShape } from "../../../stacks/cluster-props/check-shape";

const EXAMPLES = resolve(__dirname, "../../../examples/from-yaml");
const controlPlane = { count: 1, type: "cpx22" };
const good = { clusterName: "a", hetzner: { region: "hel1" }, nodes: { controlPlane } };

/** What is said of props, without what they are of. */
function told(props: unknown): string {
  try {
    checkShape("x", props);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message.replace("Cannot make x: ", "") : String(error);
  }
}

const withPool = (more: object) => ({ ...good, nodes: { controlPlane: { ...controlPlane, ...more } } });

test.each([
  [good],
  [{ ...good, talos: undefined }],
  [withPool({ labels: { "any.key/at-all": "x" }, patches: ["a: b", { a: { b: [1] } }] })],
  [{ ...good, nodes: { controlPlane: [controlPlane], workers: [controlPlane] } }],
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [parse(readFileSync(join(EXAMPLES, name), "utf8"))]),
])("takes good ones: %#", (props) => {
  expect(told(props)).toBe("");
});

test("what Terraform alone knows is of any type", () => {
  const variable = new TerraformVariable(new TerraformStack(new App(), "s"), "v", {});
  const { stringValue, numberValue, listValue } = variable;
  const firewall = { apiSources: listValue };
  expect(
    told({ ...good, network: { id: stringValue, vSwitch: { id: numberValue, cidr: stringValue } }, firewall }),
  ).toBe("");
});

test.each([
  [null, '"props" is null; a section is wanted'],
  [{}, '"clusterName" is missing\n  and: "hetzner" is missing\n  and: "nodes" is missing'],
  [withPool({ count: "3" }), '"nodes.controlPlane.count" is "3"; a number is wanted'],
  [{ ...good, nodes: { controlPlane: { count: 1 } } }, '"nodes.controlPlane.type" is missing'],
  [withPool({ locations: "hel1" }), '"nodes.controlPlane.locations" is "hel1"; a list is wanted'],
  [withPool({ lables: {} }), '"nodes.controlPlane.lables" is not known; is "labels" meant?'],
  [withPool({ taints: ["a"] }), '"nodes.controlPlane.taints" is a list; a section is wanted'],
  [withPool({ labels: { a: 1 } }), '"nodes.controlPlane.labels.a" is 1; a text is wanted'],
  [withPool({ patches: [7] }), '"nodes.controlPlane.patches[0]" is 7; a text or a section is wanted'],
  [{ ...good, nodes: { controlPlanes: controlPlane } }, '"nodes.controlPlanes" is not known; is "controlPlane" meant?'],
  [{ ...good, hetzner: "hel1" }, '"hetzner" is "hel1"; a section is wanted'],
  [{ ...good, zone: "x" }, '"zone" is not known; there are clusterName, hetzner, nodes, talos'],
  [{ ...good, cni: { type: "celium" } }, '"cni.type" is "celium"; there are flannel, none, cilium; is "cilium" meant?'],
  [{ ...good, kubernetes: { version: 1.36 } }, '"kubernetes.version" is 1.36; a text is wanted'],
  [{ ...good, network: { id: 4711 } }, '"network.id" is 4711; a text is wanted'],
  [{ ...good, destroyProtection: null }, '"destroyProtection" is null; true or false is wanted'],
])("says what the compiler would have said: %#", (props, message) => {
  expect(told(props)).toContain(message);
});

test("a stack is held to it before it is made", () => {
  const props = JSON.parse(JSON.stringify(withPool({ locations: "hel1" })));
  expect(() => new ClusterStack(new App(), "a", props)).toThrow(
    'Cannot make ClusterStack "a": "nodes.controlPlane.locations" is "hel1"; a list is wanted',
  );
});
