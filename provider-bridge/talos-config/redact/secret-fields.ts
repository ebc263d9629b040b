/**
 * Which fields of which type hold secrets. A certificate is none; `key` of a certificate type is handled by its type.
 * A test walks all types and fails on a field that is named like a secret and is in neither table.
 */
const secretFields: Readonly<Record<string, readonly string[]>> = {
  "v1alpha1.MachineConfig": ["token"],
  "v1alpha1.ClusterConfig": ["secret", "token", "aescbcEncryptionSecret", "secretboxEncryptionSecret"],
  "v1alpha1.RegistryAuthConfig": ["password", "auth", "identityToken"],
  "v1alpha1.DeviceWireguardConfig": ["privateKey"],
  "v1alpha1.VIPEquinixMetalConfig": ["apiToken"],
  "v1alpha1.VIPHCloudConfig": ["apiToken"],
  "v1alpha1.EncryptionKeyStatic": ["passphrase"],
  "block.EncryptionKeyStatic": ["passphrase"],
  "network.HCloudVIPConfig": ["apiToken"],
  "network.WireguardConfig": ["privateKey"],
  "network.WireguardPeer": ["presharedKey"],
  "cri.RegistryAuthConfig": ["password", "auth", "identityToken"],
  "meta.CertificateAndKey": ["key"],
  "siderolink.Config": ["uniqueToken"],
  "cluster.DiscoveryIdentityConfig": ["clusterSecret"],
  "k8s.IssuerServiceAccountConfig": ["privateKey"],
};
/** Free-form fields in which every `secret` is one. */
const secretTrees: Readonly<Record<string, readonly string[]>> = {
  "k8s.KubeEtcdEncryptionConfig": ["config"],
};
/** Fields that Talos itself shows although they may hold secrets; hidden in diffs, shown by `redactConfig`. */
const sensitiveFields: Readonly<Record<string, readonly string[]>> = {
  "v1alpha1.ClusterConfig": ["extraManifestHeaders", "inlineManifests"],
  "v1alpha1.MachineFile": ["content"],
  "v1alpha1.MachineConfig": ["env"],
  "extensions.ConfigFile": ["content"],
  "extensions.ServiceConfig": ["environment"],
  "runtime.Environment": ["variables"],
  "k8s.KubeInlineManifestConfig": ["manifest"],
  "k8s.KubeExternalManifestConfig": ["headers"],
  "runtime.EtcFileConfig": ["contents"],
  "container.ContainerConfig": ["environment"],
  "siderolink.Config": ["apiUrl"],
};

/** How a field is to be treated. */
export type Secrecy = "secret" | "secret-tree" | "sensitive" | "public";

/** The secrecy of a field of a type. */
export function secrecyOf(type: string, field: string): Secrecy {
  if (secretFields[type]?.includes(field) === true) return "secret";
  if (secretTrees[type]?.includes(field) === true) return "secret-tree";
  return sensitiveFields[type]?.includes(field) === true ? "sensitive" : "public";
}
