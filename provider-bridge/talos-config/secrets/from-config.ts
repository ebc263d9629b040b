import { documentsOfKind, legacyDocument, type MachineConfig } from "../documents";
import { listAt, mapAt, textAt, type Value, type ValueMap } from "../value";
import type { CertificateAndKey, SecretsBundle } from "./bundle";

/**
 * Rebuilds the bundle from the configuration of a control plane; what the configuration lacks stays undefined.
 * Throws TypeError for a configuration without a v1alpha1 document.
 */
export function bundleFromConfig(config: MachineConfig): SecretsBundle {
  const legacy = legacyDocument(config);
  if (legacy === undefined) {
    throw new TypeError("Cannot take secrets from the configuration: it has no v1alpha1 document");
  }
  const document = (kind: string) => documentsOfKind(config, kind)[0];
  const identity = document("DiscoveryIdentityConfig");
  const cluster = mapAt(legacy, "cluster");
  const encryption = etcdEncryption(document("KubeEtcdEncryptionConfig"));
  return {
    cluster: {
      id: textAt(cluster, "id") || textAt(identity, "clusterID"),
      secret: textAt(cluster, "secret") || textAt(identity, "clusterSecret"),
    },
    secrets: {
      bootstrapToken: bootstrapToken(textAt(cluster, "token")),
      secretboxEncryptionSecret: textAt(cluster, "secretboxEncryptionSecret") || encryption.secretbox,
      aescbcEncryptionSecret: textAt(cluster, "aescbcEncryptionSecret") || encryption.aescbc,
    },
    trustdInfo: { token: textAt(legacy, "machine", "token") },
    certs: {
      etcd: pair(mapAt(cluster, "etcd", "ca")),
      k8s: pair(mapAt(cluster, "ca")) ?? issuing(document("KubeAPIServerCAConfig")),
      k8sAggregator: pair(mapAt(cluster, "aggregatorCA")) ?? issuing(document("KubeAggregatorCAConfig")),
      k8sServiceAccountKey: serviceAccount(cluster, document("KubeServiceAccountConfig")),
      os: pair(mapAt(legacy, "machine", "ca")),
    },
  };
}

/** Talos takes the token apart at its dot and puts it together again. */
function bootstrapToken(text: string): string {
  const parts = text.split(".");
  return parts.length === 2 ? text : ".";
}

function pair(map: ValueMap | undefined): CertificateAndKey | undefined {
  return map === undefined ? undefined : { crt: textAt(map, "crt"), key: textAt(map, "key") };
}

/** 1.14 keeps PEM texts instead of base64. */
function issuing(document: Value | undefined): CertificateAndKey | undefined {
  const ca = mapAt(document, "issuingCA");
  if (ca === undefined) return undefined;
  return { crt: base64(textAt(ca, "cert")), key: base64(textAt(ca, "key")) };
}

function serviceAccount(cluster: ValueMap | undefined, document: Value | undefined): string | undefined {
  const legacy = mapAt(cluster, "serviceAccount");
  if (legacy !== undefined) return textAt(legacy, "key");
  const key = textAt(document, "issuer", "privateKey");
  return key === "" ? undefined : base64(key);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function etcdEncryption(document: Value | undefined): { secretbox: string; aescbc: string } {
  const [resource] = listAt(document, "config", "resources");
  const secrets = { secretbox: "", aescbc: "" };
  for (const provider of listAt(resource, "providers")) {
    const [key] = listAt(provider, "secretbox", "keys");
    const secret = textAt(key, "secret");
    // The key's name tells a secret of the old kind apart.
    if (textAt(key, "name") === "key1") secrets.aescbc = secret;
    else if (secret !== "") secrets.secretbox = secret;
  }
  return secrets;
}
