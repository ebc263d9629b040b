import {
  documentHashes,
  meaningHash,
  roleOf,
  wantedConfig,
} from "../../../../provider-bridge/resources/talos-machine/wanted-config";
import { DecodeError, decodeConfig, PatchError } from "../../../../provider-bridge/talos-config";

const base = "version: v1alpha1\nmachine:\n  type: controlplane\n";

test("Patches are part of what is wanted; another spelling is not", () => {
  const plain = wantedConfig(base, []);
  const patched = wantedConfig(base, ['{"machine":{"sysctls":{"a":"1"}}}']);
  expect(patched.sha256).not.toBe(plain.sha256);
  expect(wantedConfig(`# comment\n${base}  sysctls:\n    a: "1"\n`, []).sha256).toBe(patched.sha256);
  expect(meaningHash(patched.config)).toBe(patched.sha256);
});

test("The same base gives the same again, whoever patched it before", () => {
  wantedConfig(base, ['{"machine":{"sysctls":{"a":"1"}}}']);
  expect(wantedConfig(base, []).config.documents[0]?.value.get("machine")).toEqual(new Map([["type", "controlplane"]]));
});

test("Roles", () => {
  expect(roleOf(decodeConfig(base))).toBe("controlplane");
  expect(roleOf(decodeConfig("version: v1alpha1\nmachine: {}\n"))).toBe("worker");
});

test("A document is told by its hash, its secrets and its version of Kubernetes are not in it", () => {
  const hashes = documentHashes(decodeConfig(`${base}---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable\n`));
  expect(Object.keys(hashes)).toEqual(["v1alpha1", "HostnameConfig"]);
  expect(Object.values(hashes).every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
  const retagged = documentHashes(decodeConfig(`${base}  kubelet: { image: "x:v1" }\n`));
  expect(retagged["v1alpha1"]).toBe(hashes["v1alpha1"]);
});

test("What is no configuration, or no patch, is an error of its own class", () => {
  expect(() => wantedConfig("nonsense: true\n", [])).toThrow(DecodeError);
  expect(() => wantedConfig(base, ["nonsense: true\n"])).toThrow(PatchError);
});
