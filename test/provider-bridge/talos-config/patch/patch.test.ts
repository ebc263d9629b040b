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

test("consecutive JSON patches find the document as the one before left it", () => {
  const remove = '[{"op":"remove","path":"/machine/certSANs/-1"}]';
  expect(patched("machine:\n  type: worker\n  certSANs: [a, b, c]\n", remove, remove)).toContain(
    "certSANs:\n        - a\n",
  );
  const version = '[{"op":"remove","path":"/version"}]';
  expect(() => patched(sans, version, version)).toThrow(/patch 2 at "\/version": there is nothing to remove/);
  // A strategic patch in between writes the document anew, with the fields that every document has.
  expect(() => patched(sans, version, "machine: {}", version)).not.toThrow();
});

test.each([
  ["/machine/certSANs/-4", "the list has no index -4"],
  ["/machine/certSANs/01x", '"01x" is no index of a list'],
  ["/machine/certSANs/0/x", "leads through something that is not there"],
  ["machine", "does not start with a slash"],
])("the pointer %s is refused", (path, problem) => {
  expect(() => patched(sans, JSON.stringify([{ op: "remove", path }]))).toThrow(problem);
});

test("deletions: of a map's key, of a list's entry by its first key, of an absent field; never inside an entry", () => {
  const text =
    "machine:\n  type: worker\n  sysctls: {a: b, c: d}\n  network: {interfaces: [{interface: eth0}, {interface: eth1}]}\n";
  const remove = (body: string) => patched(text, `machine: ${body}`);
  expect(remove("{sysctls: {a: {$patch: delete}}}")).toContain("sysctls:\n        c: d\n");
  expect(remove("{network: {interfaces: [{interface: eth0, $patch: delete}]}}")).not.toContain("eth0");
  expect(remove("{files: {$patch: delete}}")).toContain("eth0");
  expect(() => remove("{sysctls: {z: {$patch: delete}}}")).toThrow(/nothing to delete/);
  expect(() => remove("{network: {interfaces: [{dhcpOptions: {$patch: delete}}]}}")).toThrow(/only whole entries/);
});

test.each([
  [
    "machine:\n  sysctl: {a: one}",
    'Patch 5, line 2, at "machine.sysctl": unknown key "sysctl", did you mean "sysctls"?',
  ],
  ["machine: {certSANs: [b", 'Patch 5, line 1: "," or "]" is expected here.'],
])("says in a sentence what is wrong with %j, and where", (patch, sentence) => {
  expect.assertions(1);
  try {
    applyPatches(legacy(sans), [patch], 13);
  } catch (error) {
    if (error instanceof PatchError) expect(error.sentence(5)).toBe(sentence);
  }
});
