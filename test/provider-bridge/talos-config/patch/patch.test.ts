import { decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";
import { applyPatches, PatchError } from "../../../../provider-bridge/talos-config/patch";
import { legacy } from "../fixtures";

function patched(text: string, ...patches: string[]): string {
  return encodeConfig(applyPatches(legacy(text), patches, 13), 13);
}

const sans = "machine:\n  type: worker\n  certSANs: [a]\n";

test("maps are merged, lists appended, and patches apply in their order", () => {
  expect(patched(sans, "machine: {certSANs: [b]}", "machine: {certSANs: [c]}")).toContain(
    "- a\n        - b\n        - c\n",
  );
  expect(patched(sans, "machine: {sysctls: {a: one}}", "machine: {sysctls: {a: two, b: three}}")).toContain(
    "a: two\n        b: three\n",
  );
});

test("JSON patches and strategic ones may be mixed", () => {
  const result = patched(sans, '[{"op":"add","path":"/machine/certSANs/-","value":"b"}]', "machine: {certSANs: [c]}");
  expect(result).toContain("- a\n        - b\n        - c\n");
});

test("a document is added, merged by kind and name, and deleted", () => {
  const link = "apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\n";
  expect(patched(sans, `${link}mtu: 1400\n`, `${link}up: true\n`)).toMatch(/name: eth0\nup: true\nmtu: 1400\n/);
  expect(patched(sans, link, `${link}$patch: delete\n`)).not.toContain("LinkConfig");
});

test.each([
  ["a path that is not there", '[{"op":"replace","path":"/machine/nothing/x","value":1}]'],
  ["a list entry that is not there", '[{"op":"remove","path":"/machine/certSANs/7"}]'],
  ["a failed test", '[{"op":"test","path":"/machine/type","value":"controlplane"}]'],
  ["an unknown key", "machine: {nothing: 1}"],
  ["text that is no YAML", "machine: ["],
])("refuses %s and names the patch", (_name, patch) => {
  const config = legacy(sans);
  let thrown: unknown;
  try {
    applyPatches(config, ["machine: {}", patch], 13);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PatchError);
  expect(thrown).toMatchObject({ patch: 2 });
});

test("leaves what it is given as it was", () => {
  const config = decodeConfig(`version: v1alpha1\n${sans}`, 13);
  const before = encodeConfig(config, 13);
  applyPatches(config, ["machine: {certSANs: [b]}"], 13);
  expect(encodeConfig(config, 13)).toBe(before);
});
