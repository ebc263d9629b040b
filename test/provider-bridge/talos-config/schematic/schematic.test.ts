import {
  imageUrl,
  installerImage,
  parseInstallerImage,
  schematicIdOf,
  schematicOf,
} from "../../../../provider-bridge/talos-config/schematic";

describe("schematicOf", () => {
  test("gives the factory's id for the empty schematic, however it is written", () => {
    const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    expect(schematicOf("customization: {}\n").id).toBe(id);
    expect(schematicIdOf({})).toBe(id);
  });

  test("gives the factory's id for kernel arguments and meta values", () => {
    expect(schematicOf("customization:\n  extraKernelArgs: [noapic, nolapic]\n").id).toMatch(/^9cba8e32.*a06c$/);
    expect(schematicOf('customization: {"meta": [{"key": 10, "value": "foo"}]}').id).toMatch(/^d308a2a5.*9a7f$/);
  });

  test("refuses an unknown key", () => {
    expect(() => schematicOf("customisation: {}\n")).toThrow(/customi[sz]ation/);
  });
});

describe("image references", () => {
  const request = {
    schematicId: schematicIdOf({}),
    talosVersion: "v1.13.0",
    platform: "hcloud",
    architecture: "arm64",
  } as const;

  test("an installer's reference is read back", () => {
    const parsed = parseInstallerImage(installerImage(request));
    expect(parsed).toMatchObject({ schematicId: request.schematicId });
    expect(parseInstallerImage("docker.io/library/nginx:latest")).toBeUndefined();
  });

  test("the disk image of Hetzner is compressed raw", () => {
    expect(imageUrl("disk", request)).toBe(
      `https://factory.talos.dev/image/${request.schematicId}/v1.13.0/hcloud-arm64.raw.xz`,
    );
  });
});
