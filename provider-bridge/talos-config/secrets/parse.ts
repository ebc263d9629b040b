import { DecodeError, decodeLoosely, parseDocuments } from "../decode";
import { textAt, type ValueMap, valueAt } from "../value";
import type { CertificateAndKey, SecretsBundle } from "./bundle";

/**
 * Reads the text of a secrets.yaml as talosctl does: unknown keys are passed over, base64 is checked, what is
 * missing stays undefined or empty. Throws DecodeError.
 */
export function parseBundle(text: string): SecretsBundle {
  const [root] = parseDocuments(text);
  if (root === undefined) {
    throw new DecodeError([{ message: "the secrets bundle is empty", path: "", line: 1, column: 1 }]);
  }
  if (root.kind === "scalar" && root.value === "") return fromValue(new Map());
  if (root.kind !== "mapping") {
    throw new DecodeError([
      { message: "a secrets bundle is a mapping", path: "", line: root.line, column: root.column },
    ]);
  }
  return fromValue(decodeLoosely(root, "secrets.Bundle"));
}

function fromValue(value: ValueMap): SecretsBundle {
  const section = (name: string) => {
    const found = value.get(name);
    return found instanceof Map ? found : undefined;
  };
  const cluster = section("cluster");
  const secrets = section("secrets");
  const trustd = section("trustdinfo");
  const certs = section("certs");
  return {
    cluster: cluster && { id: textAt(cluster, "id"), secret: textAt(cluster, "secret") },
    secrets: secrets && {
      bootstrapToken: textAt(secrets, "bootstraptoken"),
      secretboxEncryptionSecret: textAt(secrets, "secretboxencryptionsecret"),
      aescbcEncryptionSecret: textAt(secrets, "aescbcencryptionsecret"),
    },
    trustdInfo: trustd && { token: textAt(trustd, "token") },
    certs: certs && {
      etcd: certificate(certs, "etcd"),
      k8s: certificate(certs, "k8s"),
      k8sAggregator: certificate(certs, "k8saggregator"),
      k8sServiceAccountKey:
        certs.get("k8sserviceaccount") instanceof Map ? textAt(certs, "k8sserviceaccount", "key") : undefined,
      os: certificate(certs, "os"),
    },
  };
}

function certificate(certs: ValueMap, name: string): CertificateAndKey | undefined {
  if (!(valueAt(certs, name) instanceof Map)) return undefined;
  return { crt: textAt(certs, name, "crt"), key: textAt(certs, name, "key") };
}
