import { minorOf, systemDrift, systemOfImage } from "../../../../provider-bridge/resources/talos-machine/system-image";

const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

test.each([
  [`factory.talos.dev/hcloud-installer/${id}:v1.13.9`, { version: "v1.13.9", schematicId: id }],
  [`mirror.example:5000/x/hcloud-installer/${id}:v1.14.0-rc.1`, { version: "v1.14.0-rc.1", schematicId: id }],
  ["ghcr.io/siderolabs/installer:v1.12.0", { version: "v1.12.0", schematicId: undefined }],
  [`factory.talos.dev/installer/${id}`, { version: undefined, schematicId: id }],
  ["::", { version: undefined, schematicId: undefined }],
])("What %p brings", (image, expected) => {
  expect(systemOfImage(image)).toEqual(expected);
});

test("What differs is told; what cannot be told is no difference", () => {
  const image = `factory.talos.dev/hcloud-installer/${id}:v1.13.9`;
  expect(systemDrift({ version: "v1.13.9", schematicId: id }, image)).toEqual([]);
  expect(systemDrift({ version: "v1.13.8", schematicId: "b".repeat(64) }, image)).toEqual([
    "talos version: v1.13.8 runs, v1.13.9 wanted",
    `schematic: ${"b".repeat(64)} runs, ${id} wanted`,
  ]);
  expect(systemDrift({ version: "v1.13.9", schematicId: null }, image)).toEqual([]);
  expect(systemDrift({ version: "v1.13.8", schematicId: id }, null)).toEqual([]);
});

test("Minor versions", () => {
  expect([minorOf("v1.13.9", 1), minorOf("1.9.0", 1), minorOf("main", 15), minorOf(null, 15)]).toEqual([13, 9, 15, 15]);
});
