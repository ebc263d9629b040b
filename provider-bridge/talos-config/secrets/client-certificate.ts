import { hkdfSync, type KeyObject } from "node:crypto";
import { newestMinor } from "../documents";
import { decodeBase64 } from "../scalars";
import {
  ecdsaKeyPair,
  ed25519KeyPair,
  issueCertificate,
  type RandomBytes,
  readCertificate,
  readPrivateKey,
} from "../x509";
import type { CertificateAndKey } from "./bundle";

/** Roles and the first Talos minor version that knows each. */
const rolesSince: ReadonlyMap<string, number> = new Map([
  ["os:admin", 0],
  ["os:reader", 0],
  ["os:operator", 0],
  ["os:etcd:backup", 0],
  ["os:impersonator", 0],
  ["os:image:verifier", 13],
  ["os:meta:writer", 13],
]);

/** Roles that a Talos knows (minor version, default the newest). */
export function knownRoles(minor = newestMinor): string[] {
  return [...rolesSince].filter(([, since]) => since <= minor).map(([role]) => role);
}

/** What a client certificate is for. */
export interface ClientCertificateOptions {
  /** Default `os:admin`. Unknown roles are issued, as Talos does; check `unknownRoles`. */
  readonly roles?: readonly string[];
  /** Minor version of the Talos that the certificate is shown to; default the newest. */
  readonly minor?: number;
  readonly notBefore: Date;
  /** Default one year (8,760 h). */
  readonly validityMs?: number;
  /** 32 + 16 bytes for key and serial number; default: derived from the CA's key, so that the bytes repeat. */
  readonly random?: RandomBytes;
}

/** A client certificate. */
export interface ClientCertificate extends CertificateAndKey {
  readonly notAfter: Date;
  /** Roles that Talos does not know. */
  readonly unknownRoles: readonly string[];
}

const yearMs = 8_760 * 3_600_000;
/** A kubeconfig's certificate is valid a little before it is made, for clocks that are behind. Source: Talos. */
const clockSkewMs = 10_000;

/** Issues a certificate for the Talos API, signed by the OS CA. Throws CertificateError when the CA cannot be read. */
export function issueClientCertificate(ca: CertificateAndKey, options: ClientCertificateOptions): ClientCertificate {
  const roles = [
    ...new Set((options.roles ?? ["os:admin"]).map((role) => role.trim()).filter((role) => role !== "")),
  ].sort();
  const notAfter = new Date(options.notBefore.getTime() + (options.validityMs ?? yearMs));
  const issuer = readAuthority(ca);
  const random = options.random ?? derive(issuer.key, ["talos client", ...roles], options.notBefore, notAfter);
  const pair = ed25519KeyPair(random(32));
  const crt = issueCertificate({
    subject: { organizations: roles },
    issuer: issuer.subject,
    notBefore: options.notBefore,
    notAfter,
    serial: random(16),
    keyUsage: ["digitalSignature"],
    extKeyUsage: ["clientAuth"],
    isCa: false,
    subjectKeyId: new Uint8Array(),
    authorityKeyId: issuer.subjectKeyId,
    key: pair.privateKey,
    signingKey: issuer.key,
  });
  const known = knownRoles(options.minor);
  return { ...encoded(crt, pair.pem), notAfter, unknownRoles: roles.filter((role) => !known.includes(role)) };
}

/** Issues the administrator's certificate for the Kubernetes API, signed by the Kubernetes CA. */
export function issueKubernetesAdminCertificate(
  ca: CertificateAndKey,
  options: ClientCertificateOptions,
): ClientCertificate {
  const notBefore = new Date(options.notBefore.getTime() - clockSkewMs);
  const notAfter = new Date(options.notBefore.getTime() + (options.validityMs ?? yearMs));
  const issuer = readAuthority(ca);
  const random = options.random ?? derive(issuer.key, ["kubernetes admin"], notBefore, notAfter);
  const pair = ecdsaKeyPair(random);
  const crt = issueCertificate({
    subject: { organizations: ["system:masters"], commonName: "admin" },
    issuer: issuer.subject,
    notBefore,
    notAfter,
    serial: random(16),
    keyUsage: ["digitalSignature", "keyEncipherment"],
    extKeyUsage: ["clientAuth"],
    isCa: false,
    subjectKeyId: new Uint8Array(),
    authorityKeyId: issuer.subjectKeyId,
    key: pair.privateKey,
    signingKey: issuer.key,
  });
  return { ...encoded(crt, pair.pem), notAfter, unknownRoles: [] };
}

function readAuthority(ca: CertificateAndKey) {
  const facts = readCertificate(decodeBase64(ca.crt) ?? "");
  const { key } = readPrivateKey(decodeBase64(ca.key) ?? "");
  const { organizations, commonName } = facts.subject;
  const subject = commonName === "" ? { organizations } : { organizations, commonName };
  return { subject, subjectKeyId: facts.subjectKeyId, key };
}

/**
 * Randomness that repeats: HKDF over the CA's key, with everything that the certificate says. Whoever can compute
 * it holds the CA's key, and could issue any certificate anyway.
 */
function derive(caKey: KeyObject, purpose: readonly string[], notBefore: Date, notAfter: Date): RandomBytes {
  const secret = caKey.export({ format: "der", type: "pkcs8" });
  const context = JSON.stringify([purpose, notBefore.getTime(), notAfter.getTime()]);
  let counter = 0;
  return (length) => {
    counter += 1;
    return new Uint8Array(hkdfSync("sha256", secret, "hephaestus client certificate", `${counter} ${context}`, length));
  };
}

function encoded(crt: string, key: string): CertificateAndKey {
  return { crt: Buffer.from(crt).toString("base64"), key: Buffer.from(key).toString("base64") };
}
