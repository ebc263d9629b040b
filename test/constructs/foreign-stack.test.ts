import { App, Testing } from "cdktf";
import type { Synthesised } from "../support/synthesised";
import { CompanyStack } from "./foreign-stack";

const json = (): Synthesised => JSON.parse(Testing.synth(new CompanyStack(new App(), "company"), true));
const everything = ({ resource = {}, data = {} }: Synthesised) =>
  [resource, data].flatMap((part) =>
    Object.entries(part).flatMap(([type, all]) => Object.entries(all).map(([id, body]) => ({ type, id, body }))),
  );

test("each cluster's resources, all of them, are of the provider that it was given", () => {
  const made = everything(json()).filter(({ type }) => type !== "terraform_data");
  const ofAliased = made.filter(({ id }) => id.startsWith("aliased_"));
  const ofAmbient = made.filter(({ id }) => id.startsWith("ambient_"));
  expect(ofAliased.length).toBeGreaterThan(10);
  for (const { type, body } of ofAliased) expect(body["provider"]).toBe(`${type.replace(/_.*/, "")}.eu`);
  expect(ofAmbient.filter(({ body }) => "provider" in body)).toEqual([]);
});

test("a provider that users' own bindings bring is taken, and no other is made beside it", () => {
  const { provider = {}, terraform = {} } = json();
  expect(provider["hcloud"]).toEqual([{}, { alias: "eu" }]);
  expect(provider["hephaestus"]).toEqual([{}, { alias: "eu" }]);
  expect(terraform["required_providers"]).toMatchObject({
    hcloud: { source: "hetznercloud/hcloud", version: "1.68.0" },
    hephaestus: { source: "yaklab/hephaestus" },
  });
});

test("two clusters share no id and no name", () => {
  const ids = everything(json()).map(({ type, id }) => `${type}.${id}`);
  expect(new Set(ids).size).toBe(ids.length);
  const names = everything(json()).flatMap(({ type, body }) => ("name" in body ? [`${type} ${body["name"]}`] : []));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("outputs serve a user's own for_each", () => {
  const { resource = {} } = json();
  const inventory = Object.values(resource["terraform_data"] ?? {}).find((body) => "for_each" in body);
  expect(inventory?.["for_each"]).toEqual({
    "ambient-control-plane-1": expect.stringMatching(/^\$\{hcloud_server_network\.ambient_.*\.ip\}$/),
    "aliased-control-plane-1": expect.stringMatching(/^\$\{hcloud_server_network\.aliased_.*\.ip\}$/),
  });
});
