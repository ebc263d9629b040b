import { talosConfigPatch } from "../../../../provider-bridge/functions/talos-config-patch/function";

const config = "version: v1alpha1\nmachine:\n  type: worker\n";

test("Patches are applied in order", () => {
  const patched = talosConfigPatch.call(config, ["machine: {sysctls: {a: '1'}}", "machine: {sysctls: {a: '2'}}"]);
  expect(patched).toContain('a: "2"');
});

test.each([
  ["a wrong patch", config, ["machine: {}", "machine: {nothing: 1}"], 1, "patch 2"],
  ["a wrong configuration", "machine: {nothing: 1}", [], 0, "nothing"],
])("%s is told by its argument", (_what, text, patches, argument, said) => {
  expect(() => talosConfigPatch.call(text, patches)).toThrow(
    expect.objectContaining({ argument, message: expect.stringContaining(said) }),
  );
});
