import {
  kindSpec,
  knownKinds,
  legacyType,
  newestMinor,
  structSpec,
} from "../../../../provider-bridge/talos-config/documents";
import { secrecyOf } from "../../../../provider-bridge/talos-config/redact";
import type { TypeSpec } from "../../../../provider-bridge/talos-config/schema";

const secretName = /token|secret|passw|passphrase|key|auth|credential|private|seed|cookie|headers?$/i;

/** Named like secrets, and none: each with the reason. */
const publicFields = new Map([
  ["block.EncryptionSpec.keySize", "a number of bits"],
  ["block.EncryptionSpec.keys", "the keys inside are redacted"],
  ["k8s.AcceptedServiceAccountConfig.publicKeys", "public"],
  ["network.BondConfig.adUserPortKey", "a port number of the bond"],
  ["network.WireguardPeer.publicKey", "public"],
  ["security.ImageVerificationRule.keyless", "names of issuers"],
  ["security.ImageVerificationRule.publicKey", "public"],
  ["v1alpha1.APIServerConfig.authorizationConfig", "who may do what"],
  ["v1alpha1.Bond.adUserPortKey", "a port number of the bond"],
  ["v1alpha1.DeviceWireguardPeer.publicKey", "public"],
  ["v1alpha1.EncryptionConfig.keySize", "a number of bits"],
  ["v1alpha1.EncryptionConfig.keys", "the keys inside are redacted"],
  ["v1alpha1.FeaturesConfig.apidCheckExtKeyUsage", "a switch"],
  ["v1alpha1.KubeletConfig.credentialProviderConfig", "which programs to ask"],
  ["v1alpha1.RegistryConfig.auth", "the fields inside are redacted"],
]);

function structsOf(type: TypeSpec): string[] {
  if (type.kind === "struct") return [type.name];
  if (type.kind === "pointer") return structsOf(type.to);
  return type.kind === "scalar" ? [] : structsOf(type.of);
}

/** Every type that a document can hold. */
function allTypes(): Set<string> {
  const found = new Set<string>();
  const waiting = [legacyType, ...knownKinds(newestMinor).flatMap((kind) => kindSpec(kind, newestMinor)?.type ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...structSpec(name).fields.flatMap(({ type }) => structsOf(type)));
  }
  return found;
}

const suspects = [...allTypes()].flatMap((struct) =>
  structSpec(struct).fields.flatMap(({ key }) => (secretName.test(key) ? [{ struct, key }] : [])),
);

test("the walk reaches the types of all documents", () => {
  expect(allTypes().size).toBeGreaterThan(150);
  expect(suspects.length).toBeGreaterThan(35);
});

test("every field that is named like a secret is redacted, or is known to be none", () => {
  const unknown = suspects.flatMap(({ struct, key }) => {
    const name = `${struct}.${key}`;
    return secrecyOf(struct, key) === "public" && !publicFields.has(name) ? [name] : [];
  });
  expect(unknown).toEqual([]);
});

test("what is listed as public exists and is public", () => {
  const names = new Set(suspects.map(({ struct, key }) => `${struct}.${key}`));
  expect([...publicFields.keys()].filter((name) => !names.has(name))).toEqual([]);
});
