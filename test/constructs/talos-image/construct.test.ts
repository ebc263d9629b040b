import { TalosImage, type TalosImageProps } from "../../../constructs";
import { failureOf, resourceOf, synthesised } from "../../support/synthesised";

const props: TalosImageProps = { talosVersion: "v1.13.9", arch: "arm64", clusterName: "a" };
function image(more: Partial<TalosImageProps>) {
  const made: TalosImage[] = [];
  const json = synthesised((stack) => made.push(new TalosImage(stack, "image", { ...props, ...more })));
  return { json, imageId: made[0]?.imageId };
}

test("an image is made of extensions and kernel arguments, and the installer is one of the same schematic", () => {
  const { json } = image({ extensions: ["siderolabs/qemu-guest-agent"], kernelArgs: ["console=ttyS0"], share: true });
  expect(resourceOf(json, "hephaestus_talos_image")).toEqual({
    talos_version: "v1.13.9",
    architecture: "arm64",
    schematic:
      '{"customization":{"extraKernelArgs":["console=ttyS0"],"systemExtensions":{"officialExtensions":["siderolabs/qemu-guest-agent"]}}}',
    share: true,
    labels: { cluster: "a", role: "cluster" },
  });
});

test("one that is there is taken by its id, or the newest by its labels", () => {
  expect(image({ imageId: "7" })).toEqual({ json: {}, imageId: "7" });
  const { json } = image({ imageSelector: "os=talos" });
  expect(json.resource).toBeUndefined();
  expect(json.data).toEqual({
    hcloud_image: { image_found_B983456B: { with_selector: "os=talos", with_architecture: "arm", most_recent: true } },
  });
});

test.each([
  [{ imageId: "1", imageSelector: "a" }, '"imageSelector" is given beside the id of an image'],
  [
    { schematic: "a", schematicId: "b" },
    '"schematicId" is given beside others: "schematicId", "schematic", and "extensions" with "kernelArgs"',
  ],
  [{ talosVersion: "v1.8.0" }, '"talosVersion" is "v1.8.0"; a version from v1.9.0 on is wanted'],
])("refuses %j", (wrong, message) => {
  expect(failureOf((scope) => new TalosImage(scope, "image", { ...props, ...wrong }))).toContain(message);
});
