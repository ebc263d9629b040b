/** Manifests as Talos applies them: what is missing is made, the rest is left alone, and what fails keeps nobody else. */
import { at } from "../../../../sandbox/kubernetes/plain/json";
import { PlayedCluster } from "../played-cluster";

let played: PlayedCluster;
beforeEach(() => {
  played = new PlayedCluster();
});
afterEach(() => played.close());

const configMap = (name: string, namespace: string, value = "1") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { key: "${value}" }\n`;
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const apply = (...texts: string[]) =>
  played.cluster.applyManifests(texts.map((text, index) => ({ name: `0${index}`, text })));

it("Namespaces come before what is in them, wherever they stand", () => {
  const { created, failed } = apply(`${configMap("c", "team")}---\n${namespace("team")}`);
  expect([created, failed]).toEqual([["v1/Namespace/team", "v1/ConfigMap/team/c"], []]);
});

it("What is there is kept, whatever the manifest says", () => {
  apply(configMap("c", "default"));
  const { created, kept } = apply(configMap("c", "default", "2"));
  expect([created, kept]).toEqual([[], ["v1/ConfigMap/default/c"]]);
  expect(at(played.find("configmaps", "default/c"), "data")).toEqual({ key: "1" });
});

it("A list is its items; JSON is read like YAML; empty documents are nothing", () => {
  const item = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "j", namespace: "default" } };
  const text = `---\n---\n${JSON.stringify({ apiVersion: "v1", kind: "List", items: [item] })}\n---\n`;
  expect(apply(text)).toEqual({ created: ["v1/ConfigMap/default/j"], kept: [], failed: [] });
});

it.each([
  ["no YAML", "a: b: c", /^Cannot read manifest "00"/],
  [
    "an unknown kind",
    "apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: t }\n",
    /no matches for kind "Thing"/,
  ],
  [
    "an object that the API refuses",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A_B, namespace: default }\n",
    /A_B/,
  ],
  ["a namespace that is not there", configMap("c", "nowhere"), /namespaces "nowhere" not found/],
  [
    "fields of the wrong type",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: default }\ndata: 7\n",
    /Cannot apply/,
  ],
])("%s is told, and the others are made", (_what, text, reason) => {
  const { created, failed } = apply(text, configMap("good", "default"));
  expect(created).toEqual(["v1/ConfigMap/default/good"]);
  expect(failed).toEqual([expect.stringMatching(reason)]);
});

it("Without a quorum everything fails, and nothing is thrown", () => {
  played.cluster.setQuorum(false);
  const { created, failed } = apply(configMap("c", "default"));
  expect([created, failed]).toEqual([[], [expect.stringContaining("etcdserver: request timed out")]]);
});
