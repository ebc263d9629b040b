import { SchematicError, schematicOf } from "../../../../provider-bridge/talos-config/schematic";

test.each([
  ["", /Cannot read/],
  ["[]", /it is no mapping/],
  ["just text", /it is no mapping/],
  ["customisation: {}", /has no field "customisation" \(allowed: "overlay", "customization"\)/],
  ["customization: {systemExtensions: [a]}", /"customization.systemExtensions" is no mapping/],
  ["customization: {extraKernelArgs: quiet}", /"customization.extraKernelArgs" is no list/],
  ["customization: {extraKernelArgs: [[quiet]]}", /"customization.extraKernelArgs\[0\]" is no single value/],
  ["customization: {meta: [{key: 256, value: x}]}", /no whole number from 0 to 255/],
  ["customization: {meta: [{key: ten, value: x}]}", /no whole number/],
  ["customization: {bootloader: lilo}", /is "lilo" \(allowed: "none", "dual-boot"/],
  ["customization: {secureboot: {includeWellKnownCertificates: 1}}", /neither true nor false/],
  ["customization: {}\ncustomization: {}", /twice/],
  ["customization: {", /Cannot read YAML at line/],
  ["overlay: {options: &a {b: *a}}", /./],
])("%.60s is refused", (text, message) => {
  expect(() => schematicOf(text).id).toThrow(SchematicError);
  expect(() => schematicOf(text).id).toThrow(message);
});

test("Aliases of aliases do not fill the memory", () => {
  const bomb = Array.from({ length: 12 }, (_, at) => {
    const items = at === 0 ? "x" : `${`*a${at - 1}, `.repeat(9)}*a${at - 1}`;
    return `  a${at}: &a${at} [${items}]`;
  });
  expect(() => schematicOf(`overlay:\n options:\n${bomb.join("\n")}`).id).toThrow(/aliases make it too large/);
});
