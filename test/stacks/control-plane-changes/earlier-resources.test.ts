import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { earlierResources } from "../../../stacks/control-plane-changes/earlier-resources";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-earlier-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const server = { mode: "managed", type: "hcloud_server", name: "a", instances: [{ attributes: { location: "fsn1" } }] };
const json = () => file("cdk.tf.json", JSON.stringify({ resource: { hcloud_server: { b: { location: "hel1" } } } }));

test("a local state says what is there; data sources and what has no instance are nothing", () => {
  const resources = [server, { ...server, mode: "data", name: "x" }, { ...server, name: "y", instances: [] }];
  const state = file("terraform.tfstate", JSON.stringify({ version: 4, resources }));
  expect([...earlierResources({ state, json: json() })]).toEqual([["hcloud_server.a", { location: "fsn1" }]]);
});

test("where the state is elsewhere, the JSON of the last synth does", () => {
  expect([...earlierResources({ state: undefined, json: json() })]).toEqual([
    ["hcloud_server.b", { location: "hel1" }],
  ]);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"resources":7}',
  '{"resources":[null,{}]}',
  '{"encrypted_data":"x"}',
  '{"resource":[1]}',
])("a file of %j says nothing", (text) => {
  expect(earlierResources({ state: file("state", text), json: "" }).size).toBe(0);
  expect(earlierResources({ state: undefined, json: file("json", text) }).size).toBe(0);
});

test("nor does one that is not there, of a stack that was never deployed", () => {
  expect(earlierResources({ state: join(folder, "nowhere"), json: json() }).size).toBe(0);
});
