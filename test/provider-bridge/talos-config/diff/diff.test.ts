import { createPatches, diffConfigs, hashConfig, sameConfigs } from "../../../../provider-bridge/talos-config/diff";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";
import { applyPatches } from "../../../../provider-bridge/talos-config/patch";
import { redactConfig } from "../../../../provider-bridge/talos-config/redact";
import { generated, legacy } from "../fixtures";

test("a hash does not depend on how the text is written", () => {
  const one = legacy("machine:\n  type: worker\n  sysctls: {a: '1', b: '2'}\n");
  const two = legacy('machine:\n  sysctls:\n    b: "2"\n    a: "1"\n  type: worker\n');
  expect(hashConfig(one)).toBe(hashConfig(two));
  expect(sameConfigs(one, two)).toBe(true);
  expect(hashConfig(one)).not.toBe(hashConfig(legacy("machine:\n  type: worker\n")));
});

test("a changed secret shows in the diff as changed, never as itself", () => {
  const before = legacy("machine: {token: aaaaaa.0123456789abcdef}\n");
  const after = legacy("machine: {token: bbbbbb.0123456789abcdef}\n");
  const text = JSON.stringify(diffConfigs(before, after));
  expect(text).toContain("machine.token");
  expect(text).toContain("sensitive");
  expect(text).not.toMatch(/aaaaaa|bbbbbb|0123456789/);
});

test("the patches between two configurations lead from one to the other", async () => {
  const before = await generated("v1.13");
  const after = applyPatches(before, ["machine: {sysctls: {a: b}, certSANs: [x.example.org]}"], 13);
  expect(sameConfigs(applyPatches(before, createPatches(before, after), 13), after)).toBe(true);
  expect(createPatches(before, before)).toEqual([]);
});

test("a redacted configuration holds none of the keys", async () => {
  const config = await generated("v1.13");
  const text = encodeConfig(redactConfig(config), 13);
  const keys = [...encodeConfig(config, 13).matchAll(/^ +(?:key|token|secret): (\S{12,})$/gm)].map(
    ([, value]) => value,
  );
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => key !== undefined && text.includes(key))).toEqual([]);
});
