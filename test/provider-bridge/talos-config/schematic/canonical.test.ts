import { canonicalSchematic, schematicOf } from "../../../../provider-bridge/talos-config/schematic";
import { parseSchematic } from "../../../../sandbox/image-factory";

const EMPTY = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const KERNEL_ARGUMENTS = "9cba8e32753f91a16c1837ab8abf356af021706ef284aef07380780177d9a06c";
const OVERLAY = "ee21ef4a5ef808a9b7484cc0dda0f25075021691c8c09a276591eedb638ea1f9";

// Ids that the factory's own tests hold.
test.each([
  ["{}", EMPTY],
  ["customization: {}", EMPTY],
  ["# only a comment\ncustomization:", EMPTY],
  ['customization: {"extraKernelArgs": []}', EMPTY],
  ['{"customization": {"extraKernelArgs": ["noapic", "nolapic"]}}', KERNEL_ARGUMENTS],
  ['{"customization": {"extraKernelArgs": ["noapic", "nolapic"], "systemExtensions": {}}}', KERNEL_ARGUMENTS],
  [
    '{"customization": {"meta": [{"key": 10, "value": "foo"}], "extraKernelArgs": [], "systemExtensions": {}}}',
    "d308a2a5ee2277bed5fbaa104fcbc8d59122abfa737df987a95b4ca763459a7f",
  ],
  ['{"overlay": {"name": "rpi_generic", "image": "siderolabs/sbc-raspberrypi"}}', OVERLAY],
  ['{"overlay": {"name": "rpi_generic", "image": "siderolabs/sbc-raspberrypi"},"customization":{}}', OVERLAY],
  [
    '{"customization":{"secureboot": {"includeWellKnownCertificates": true}}}',
    "fa8e05f142a851d3ee568eb0a8e5841eaf6b0ebc8df9a63df16ac5ed2c04f3e6",
  ],
  [
    "customization: {diskImage: {sectorSize: 4096}}",
    "92833e9ddd9bb9e11b2464fa5525429f01866306d52ebd882ee08d7918f6d1ea",
  ],
])("%s has the factory's id", (text, id) => {
  expect(schematicOf(text).id).toBe(id);
});

const RICH = `
customization:
  bootloader: sd-boot
  systemExtensions: {officialExtensions: [siderolabs/tailscale, siderolabs/qemu-guest-agent]}
  extraKernelArgs: [console=ttyS1, "yes", "@home", "a: b", "10", 1.5, ""]
  embeddedMachineConfiguration: |
    machine:
      type: worker
  meta: [{key: 0, value: ""}]
overlay:
  image: siderolabs/sbc-raspberrypi
  options: {b10: 1, b9: {z: [1, two, null], y: false}, a: ""}
`;

test("The canonical form is written in the factory's order and read back as the same", () => {
  const canonical = canonicalSchematic(RICH);
  expect(canonical).toBe(`overlay:
    image: siderolabs/sbc-raspberrypi
    name: ""
    options:
        a: ""
        b9:
            "y": false
            z:
                - 1
                - two
                - null
        b10: 1
customization:
    embeddedMachineConfiguration: |
        machine:
          type: worker
    extraKernelArgs:
        - console=ttyS1
        - "yes"
        - '@home'
        - 'a: b'
        - "10"
        - "1.5"
        - ""
    meta:
        - key: 0
          value: ""
    systemExtensions:
        officialExtensions:
            - siderolabs/tailscale
            - siderolabs/qemu-guest-agent
    bootloader: sd-boot
`);
  expect(canonicalSchematic(canonical)).toBe(canonical);
});

test("The sandbox's factory, which was written apart, agrees", () => {
  expect(schematicOf(RICH).id).toBe(parseSchematic(RICH).id);
});

test("The order of extensions counts", () => {
  const id = (list: string) => schematicOf(`customization: {systemExtensions: {officialExtensions: [${list}]}}`).id;
  expect(id("a, b")).not.toBe(id("b, a"));
});

test("A text that is too long is not even read", () => {
  expect(() => schematicOf("x".repeat(1_000_001)).id).toThrow(/more than 1000000 characters/);
});
