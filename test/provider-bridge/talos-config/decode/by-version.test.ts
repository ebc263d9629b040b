/** What one Talos reads and another does not: each line was found by asking its own library. */
import { DecodeError, decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";

/** What is written again, or undefined when it is refused. */
function written(text: string, minor: number): string | undefined {
  try {
    return encodeConfig(decodeConfig(text, minor), minor);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

const machine = (body: string) => `version: v1alpha1\nmachine:\n  type: worker\n  ${body}\n`;
const of = (kind: string, body: string) => `apiVersion: v1alpha1\nkind: ${kind}\n${body}\n`;
const raw = (size: string) => of("RawVolumeConfig", `name: a\nprovisioning: {minSize: ${size}}`);
const bond = (value: string) => of("BondConfig", `name: a\nlinks: [b]\nbondMode: active-backup\nfailOverMac: ${value}`);

test.each([
  ["a size below zero", raw("-5GB"), { 11: false, 12: false, 13: true }],
  ["a size of a dash", raw("'-'"), { 11: false, 12: false, 13: false }],
  ["a percentage", of("RawVolumeConfig", "name: a\nprovisioning: {maxSize: 50%}"), { 11: false, 12: true, 13: true }],
  ["failOverMac as a number", bond("1"), { 12: true, 13: true }],
  ["failOverMac as a number out of range", bond("3"), { 12: false, 13: false }],
  ["a key of 1,024 characters", machine(`sysctls: {${"k".repeat(1024)}: v}`), { 11: true, 12: true, 13: true }],
  ["a key of 1,025 characters", machine(`sysctls: {${"k".repeat(1025)}: v}`), { 11: false, 12: true, 13: true }],
  [
    "a fraction for an integer",
    machine("kubelet: {}\n  features: {kubePrism: {port: 7445.5}}"),
    { 11: true, 12: false, 13: false },
  ],
  ["a bare 0 as duration", machine("time: {bootTimeout: 0}"), { 11: false, 12: true, 13: true }],
  ["a list of arguments", machine("kubelet: {extraArgs: {a: [b, c]}}"), { 11: false, 12: false, 13: true }],
  ["an empty document among others", `${machine("token: x")}---\n`, { 11: false, 12: true, 13: true }],
  ["kinds of 1.12", of("LinkConfig", "name: a"), { 11: false, 12: true, 13: true }],
  ["kinds of 1.13", of("VRFConfig", "name: a\ntable: '5'"), { 12: false, 13: true }],
  ["a byte order mark in the middle", `${machine("token: x")}\ufeff\n`, { 11: false, 12: false, 13: false }],
  ["a byte order mark at the beginning", `\ufeff${machine("token: x")}`, { 11: true, 12: true, 13: true }],
] as const)("%s", (_name, text, expected) => {
  const taken = Object.keys(expected).map((minor) => [minor, written(text, Number(minor)) !== undefined]);
  expect(Object.fromEntries(taken)).toEqual(expected);
});

test.each([
  [
    "an endpoint",
    machine("token: x").replace(/$/, "cluster: {controlPlane: {endpoint: !!binary aHR0cHM6Ly94}}\n"),
    "endpoint: https://x",
  ],
  ["a certificate", machine("ca: {crt: !!binary YUdrPQ==}"), "crt: aGk="],
  ["a key that is hidden", machine("ca: {crt: YQ==, key: !!binary KioqKioq}"), "key: '******'"],
  ["a key of a map", machine("sysctls: {!!binary aGk=: x}"), "hi: x"],
  ["a key of a free-form part", machine("seccompProfiles: [{name: a, value: {!!binary aGk=: x}}]"), "hi: x"],
  ["a boolean", machine("kubelet: {registerWithFQDN: !!binary eWVz}"), "registerWithFQDN: true"],
])("!!binary is base64 of the text of %s", (_name, text, line) => {
  for (const minor of [11, 12, 13]) expect(written(text, minor)).toContain(line);
});

test("!!binary that is no base64, or whose text is none where base64 is wanted, is refused", () => {
  expect(written(machine("token: !!binary '%'"), 13)).toBeUndefined();
  expect(written(machine("ca: {crt: !!binary aGk=}"), 13)).toBeUndefined();
});

test("a number of failOverMac is written as its word", () => {
  expect(written(bond("0x1"), 13)).toBeUndefined();
  expect(["0", "'1'", "2"].map((value) => /failOverMac: (\w+)/.exec(written(bond(value), 13) ?? "")?.[1])).toEqual([
    "none",
    "active",
    "follow",
  ]);
});
