import { identityLabels, identityOfLabels } from "../../../../provider-bridge/resources/talos-image/identity";
import {
  contradiction,
  type ImageRequest,
  resolveRequest,
} from "../../../../provider-bridge/resources/talos-image/model";

const plain: ImageRequest = {
  talos_version: "1.13.9",
  architecture: "amd64",
  schematic_id: null,
  schematic: null,
  extensions: null,
  kernel_args: null,
  source_url: null,
};

/** As factory.talos.dev names them. */
const VANILLA = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const QEMU = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";

describe("which image is asked for", () => {
  test("Talos as it is, where nothing else is said; versions get their v", () => {
    expect(resolveRequest(plain).identity).toEqual({
      talosVersion: "v1.13.9",
      architecture: "amd64",
      schematicId: VANILLA,
      sourceUrl: null,
    });
  });

  test.each<Partial<ImageRequest>>([
    { extensions: ["siderolabs/qemu-guest-agent"] },
    { schematic: '{"customization": {"systemExtensions": {"officialExtensions": ["siderolabs/qemu-guest-agent"]}}}' },
    {
      schematic: "customization:\n  systemExtensions:\n    officialExtensions:\n      - siderolabs/qemu-guest-agent\n",
    },
    { schematic_id: QEMU },
  ])("one schematic has one id, however it is given: %j", (given) => {
    expect(resolveRequest({ ...plain, ...given }).identity.schematicId).toBe(QEMU);
  });

  test("an image of one's own has no schematic", () => {
    const { identity, schematicYaml } = resolveRequest({ ...plain, source_url: "https://example.com/talos.raw.xz" });
    expect([identity.schematicId, identity.sourceUrl, schematicYaml]).toEqual([
      null,
      "https://example.com/talos.raw.xz",
      null,
    ]);
  });

  test("labels tell the whole identity, each within 63 characters", () => {
    const { identity } = resolveRequest({ ...plain, schematic_id: QEMU });
    const labels = identityLabels(identity);
    expect(Math.max(...Object.values(labels).map((value) => value.length))).toBeLessThanOrEqual(63);
    expect(identityOfLabels(labels)).toEqual({ talosVersion: "v1.13.9", architecture: "amd64", schematicId: QEMU });
    expect(identityOfLabels({ os: "linux" })).toBeUndefined();
  });

  test.each([
    [{}, []],
    [{ extensions: [], kernel_args: ["quiet"] }, []],
    [{ schematic: "x", source_url: "y" }, ["schematic", "source_url"]],
    [{ schematic_id: "x", kernel_args: ["quiet"] }, ["schematic_id", "extensions"]],
  ])("one way to name an image at a time: %j", (given, used) => {
    expect(contradiction({ ...plain, ...given })).toEqual(used);
  });

  test("a schematic that the factory would refuse is refused", () => {
    expect(() => resolveRequest({ ...plain, schematic: "customisation: {}" })).toThrow("customisation");
    expect(() => resolveRequest({ ...plain, talos_version: "latest" })).toThrow('"latest"');
  });
});
