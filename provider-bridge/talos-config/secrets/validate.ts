import { decodeBase64 } from "../scalars";
import { CertificateError, readCertificate, readPrivateKey } from "../x509";
import type { CertificateAndKey, SecretsBundle } from "./bundle";

/** One thing that is wrong with a bundle; the path is that of secrets.yaml. Holds no secret. */
export interface BundleIssue {
  readonly path: string;
  readonly message: string;
}

/** Checks a bundle as Talos does: everything is there, certificates and keys can be read. */
export function validateBundle(bundle: SecretsBundle): BundleIssue[] {
  return [...texts(bundle), ...certificates(bundle.certs)];
}

function texts({ cluster, secrets, trustdInfo }: SecretsBundle): BundleIssue[] {
  const issues: BundleIssue[] = [];
  const need = (value: string | undefined, path: string) => {
    if (value === "") issues.push({ path, message: "it is required" });
  };
  if (cluster === undefined) issues.push({ path: "cluster", message: "it is required" });
  need(cluster?.id, "cluster.id");
  need(cluster?.secret, "cluster.secret");
  if (secrets === undefined) issues.push({ path: "secrets", message: "it is required" });
  else {
    need(secrets.bootstrapToken, "secrets.bootstraptoken");
    const both = [secrets.secretboxEncryptionSecret, secrets.aescbcEncryptionSecret].filter((secret) => secret !== "");
    const path = "secrets.secretboxencryptionsecret";
    if (both.length === 0) issues.push({ path, message: "this or aescbcencryptionsecret is required" });
    if (both.length === 2) issues.push({ path, message: "only one of this and aescbcencryptionsecret is allowed" });
  }
  if (trustdInfo === undefined) issues.push({ path: "trustdinfo", message: "it is required" });
  need(trustdInfo?.token, "trustdinfo.token");
  return issues;
}

function certificates(certs: SecretsBundle["certs"]): BundleIssue[] {
  if (certs === undefined) return [{ path: "certs", message: "it is required" }];
  const serviceAccount = certs.k8sServiceAccountKey;
  const path = "certs.k8sserviceaccount";
  const key = serviceAccount === undefined ? "it is required" : problem(() => readPrivateKey(pem(serviceAccount)));
  return [
    ...pair(certs.etcd, "certs.etcd"),
    ...pair(certs.k8s, "certs.k8s"),
    ...pair(certs.k8sAggregator, "certs.k8saggregator"),
    ...pair(certs.os, "certs.os"),
    ...(key === undefined ? [] : [{ path: serviceAccount === undefined ? path : `${path}.key`, message: key }]),
  ];
}

/** The key is looked at first, and one problem is enough, as in Talos. */
function pair(value: CertificateAndKey | undefined, path: string): BundleIssue[] {
  if (value === undefined) return [{ path, message: "it is required" }];
  const key = problem(() => readPrivateKey(pem(value.key)));
  if (key !== undefined) return [{ path: `${path}.key`, message: key }];
  const crt = problem(() => readCertificate(pem(value.crt)));
  return crt === undefined ? [] : [{ path: `${path}.crt`, message: crt }];
}

function problem(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CertificateError) return error.message;
    throw error;
  }
}

function pem(base64: string): string {
  return decodeBase64(base64) ?? "";
}
