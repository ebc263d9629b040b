import { parseSchematic, SchematicError } from "../../../sandbox/image-factory";

const empty = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const kernelArgs = "9cba8e32753f91a16c1837ab8abf356af021706ef284aef07380780177d9a06c";

// Ids that the real factory's own tests hold.
test.each([
  ["{}", empty],
  ["customization: {}", empty],
  ['customization: {"extraKernelArgs": []}', empty],
  ['{"customization": {"extraKernelArgs": ["noapic", "nolapic"]}}', kernelArgs],
  ['{"customization": {"extraKernelArgs": ["noapic", "nolapic"], "systemExtensions": {}}}', kernelArgs],
  [
    '{"customization": {"meta": [{"key": 10, "value": "foo"}], "extraKernelArgs": [], "systemExtensions": {}}}',
    "d308a2a5ee2277bed5fbaa104fcbc8d59122abfa737df987a95b4ca763459a7f",
  ],
  [
    '{"overlay": {"name": "rpi_generic", "image": "siderolabs/sbc-raspberrypi"}}',
    "ee21ef4a5ef808a9b7484cc0dda0f25075021691c8c09a276591eedb638ea1f9",
  ],
  [
    '{"overlay": {"name": "rpi_generic", "image": "siderolabs/sbc-raspberrypi"},"customization":{}}',
    "ee21ef4a5ef808a9b7484cc0dda0f25075021691c8c09a276591eedb638ea1f9",
  ],
  [
    '{"customization":{"secureboot": {"includeWellKnownCertificates": true}}}',
    "fa8e05f142a851d3ee568eb0a8e5841eaf6b0ebc8df9a63df16ac5ed2c04f3e6",
  ],
  [
    "customization: {diskImage: {sectorSize: 4096}}",
    "92833e9ddd9bb9e11b2464fa5525429f01866306d52ebd882ee08d7918f6d1ea",
  ],
])("%s has the id %s", (text, id) => {
  expect(parseSchematic(text).id).toBe(id);
});

test("writes what it read in one canonical form", () => {
  const schematic = parseSchematic(`
customization:
  bootloader: sd-boot
  systemExtensions: {officialExtensions: [siderolabs/tailscale, siderolabs/qemu-guest-agent]}
  extraKernelArgs: [console=ttyS1, "yes", "@home", "a: b", "10", 1.5, ""]
  embeddedMachineConfiguration: |
    machine:
      type: worker
`);
  expect(schematic.yaml).toBe(`customization:
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
    systemExtensions:
        officialExtensions:
            - siderolabs/tailscale
            - siderolabs/qemu-guest-agent
    bootloader: sd-boot
`);
  expect(schematic.officialExtensions).toEqual(["siderolabs/tailscale", "siderolabs/qemu-guest-agent"]);
  expect(parseSchematic(schematic.yaml)).toEqual(schematic);
});

test("keeps the order of extensions: another order is another id", () => {
  const id = (list: string) => parseSchematic(`customization: {systemExtensions: {officialExtensions: [${list}]}}`).id;
  expect(id("a, b")).not.toBe(id("b, a"));
});

test("survives aliases of aliases, and an alias of itself", () => {
  const bomb = Array.from({ length: 12 }, (_, at) => {
    const items = at === 0 ? "x" : `${`*a${at - 1}, `.repeat(9)}*a${at - 1}`;
    return `  a${at}: &a${at} [${items}]`;
  });
  expect(() => parseSchematic(`overlay:\n options:\n${bomb.join("\n")}`)).toThrow(/excessive aliasing/);
  expect(() => parseSchematic("overlay: {options: &a {b: *a}}")).toThrow(SchematicError);
});

test.each([
  ["", /^EOF$/],
  ["customisation: {}", /line 1: field customisation not found in type schematic\.Schematic/],
  ["customization:\n  extraKernelArg: []", /line 2: field extraKernelArg not found in type schematic\.Customization/],
  ["customization: []", /cannot unmarshal !!seq into schematic\.Customization/],
  ["customization: {extraKernelArgs: yes}", /cannot unmarshal !!str `yes` into \[\]string/],
  ["customization: {meta: [{key: 256, value: a}]}", /cannot unmarshal !!str `256` into uint8/],
  ["customization: {meta: [{key: -1, value: a}]}", /into uint8/],
  ["customization: {extraKernelArgs: [{a: 1}]}", /cannot unmarshal !!map into string/],
  ["customization: {", /^yaml: /],
  ["owner: me", /owner field is only supported in Enterprise edition/],
  ["[]", /cannot unmarshal !!seq into schematic\.Schematic/],
  ["just text", /cannot unmarshal !!str `just text` into schematic\.Schematic/],
])("refuses %j", (text, message) => {
  expect(() => parseSchematic(text)).toThrow(SchematicError);
  expect(() => parseSchematic(text)).toThrow(message);
});
