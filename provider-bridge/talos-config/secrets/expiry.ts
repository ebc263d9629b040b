import { decodeBase64 } from "../scalars";
import { readCertificate } from "../x509";
import type { SecretsBundle } from "./bundle";

/** When a certificate of a bundle ends. */
export interface BundleExpiry {
  /** Path in secrets.yaml: `certs.os`. */
  readonly path: string;
  readonly notAfter: Date;
}

/** When each CA of a bundle ends, the first one first. Throws CertificateError for what is no certificate. */
export function bundleExpiry({ certs }: SecretsBundle): BundleExpiry[] {
  const pairs = [
    ["certs.etcd", certs?.etcd],
    ["certs.k8s", certs?.k8s],
    ["certs.k8saggregator", certs?.k8sAggregator],
    ["certs.os", certs?.os],
  ] as const;
  return pairs
    .flatMap(([path, pair]) =>
      pair === undefined ? [] : [{ path, notAfter: readCertificate(decodeBase64(pair.crt) ?? "").notAfter }],
    )
    .sort((left, right) => left.notAfter.getTime() - right.notAfter.getTime());
}
