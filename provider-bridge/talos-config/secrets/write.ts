import { encodeStruct } from "../encode";
import type { Value, ValueMap } from "../value";
import type { CertificateAndKey, SecretsBundle } from "./bundle";

/** Writes a bundle as `talosctl gen secrets` does. */
export function writeBundle(bundle: SecretsBundle): string {
  const { cluster, secrets, trustdInfo, certs } = bundle;
  const value: ValueMap = new Map();
  if (cluster !== undefined) value.set("cluster", toMap({ id: cluster.id, secret: cluster.secret }));
  if (secrets !== undefined) {
    const { bootstrapToken: bootstraptoken } = secrets;
    const aescbcencryptionsecret = secrets.aescbcEncryptionSecret;
    const secretboxencryptionsecret = secrets.secretboxEncryptionSecret;
    value.set("secrets", toMap({ bootstraptoken, aescbcencryptionsecret, secretboxencryptionsecret }));
  }
  if (trustdInfo !== undefined) value.set("trustdinfo", toMap({ token: trustdInfo.token }));
  if (certs !== undefined) {
    const key = certs.k8sServiceAccountKey;
    value.set("certs", certificatesMap({ ...certs, k8sserviceaccount: key === undefined ? undefined : { key } }));
  }
  return encodeStruct(value, "secrets.Bundle");
}

interface Certificates {
  readonly etcd: CertificateAndKey | undefined;
  readonly k8s: CertificateAndKey | undefined;
  readonly k8sAggregator: CertificateAndKey | undefined;
  readonly k8sserviceaccount: { readonly key: string } | undefined;
  readonly os: CertificateAndKey | undefined;
}

function certificatesMap(certs: Certificates): ValueMap {
  const map: ValueMap = new Map();
  const add = (name: string, pair: CertificateAndKey | { readonly key: string } | undefined) => {
    if (pair !== undefined) map.set(name, toMap({ ...pair }));
  };
  add("etcd", certs.etcd);
  add("k8s", certs.k8s);
  add("k8saggregator", certs.k8sAggregator);
  add("k8sserviceaccount", certs.k8sserviceaccount);
  add("os", certs.os);
  return map;
}

function toMap(entries: Readonly<Record<string, Value>>): ValueMap {
  return new Map(Object.entries(entries));
}
