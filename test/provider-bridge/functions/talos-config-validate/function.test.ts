import { talosConfigValidate } from "../../../../provider-bridge/functions/talos-config-validate/function";

test("What Talos refuses is listed with its place, for texts that cannot be read as well", () => {
  expect(talosConfigValidate.call("version: v1alpha1\nmachine: {sysctl: {}}\n")).toEqual([
    expect.objectContaining({ severity: "error", path: "machine.sysctl", message: expect.stringContaining("line 2") }),
  ]);
  expect(talosConfigValidate.call("machine: [")).toEqual([expect.objectContaining({ severity: "error" })]);
  expect(talosConfigValidate.call("version: v1alpha1\nmachine: {type: worker}\n")).toContainEqual(
    expect.objectContaining({ severity: "error", document: "v1alpha1" }),
  );
});
