import { FunctionError } from "../../../../provider-bridge/framework/contract/function-definition";
import { talosInstallerImage } from "../../../../provider-bridge/functions/talos-installer-image/function";

const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

test.each([
  ["v1.13.9", `factory.talos.dev/hcloud-installer/${id}:v1.13.9`],
  ["1.10.0", `factory.talos.dev/hcloud-installer/${id}:v1.10.0`],
  ["v1.9.5", `factory.talos.dev/installer/${id}:v1.9.5`],
])("Talos %s", (version, image) => {
  expect(talosInstallerImage.call(id, version)).toBe(image);
});

test.each([
  ["abc", "v1.13.9"],
  [id, "newest"],
])("%s and %s name no image", (schematic, version) => {
  expect(() => talosInstallerImage.call(schematic, version)).toThrow(FunctionError);
});
