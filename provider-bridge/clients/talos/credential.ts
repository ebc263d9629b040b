/** Who we are for a Talos API, and whom we trust. */
import { createHash } from "node:crypto";

/** PEM texts, in the forms that Node reads. */
export interface TalosCredential {
  /** The CA of the cluster's Talos API. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** The same for the same credential: what connections are kept under. It opens nothing. */
  readonly fingerprint: string;
}

/** The parts of a client configuration, each PEM in base64. */
export interface EncodedCredential {
  readonly caCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** Talos writes Ed25519 keys under a label of its own; what it labels is ordinary PKCS#8, which Node reads. */
const OWN_LABEL = /(-----(?:BEGIN|END)) ED25519 (PRIVATE KEY-----)/g;

/** What was read last: all machines of a cluster come with the same. */
let last: { readonly given: EncodedCredential; readonly credential: TalosCredential } | undefined;

/**
 * A credential of a client configuration.
 * @throws RangeError where a part is no PEM in base64; nothing of it stands in the message.
 */
export function readCredential(given: EncodedCredential): TalosCredential {
  if (last !== undefined && isSame(last.given, given)) return last.credential;
  const ca = pemOf(given.caCertificate, "ca_certificate");
  const certificate = pemOf(given.clientCertificate, "client_certificate");
  const key = pemOf(given.clientKey, "client_key").replace(OWN_LABEL, "$1 $2");
  const fingerprint = createHash("sha256").update(`${ca}\0${certificate}\0${key}`).digest("hex");
  const credential = { ca, certificate, key, fingerprint };
  last = { given: { ...given }, credential };
  return credential;
}

function isSame(one: EncodedCredential, other: EncodedCredential): boolean {
  return (
    one.clientKey === other.clientKey &&
    one.clientCertificate === other.clientCertificate &&
    one.caCertificate === other.caCertificate
  );
}

function pemOf(text: string, name: string): string {
  const pem = Buffer.from(text, "base64").toString("utf8");
  if (pem.includes("-----BEGIN ")) return pem;
  throw new RangeError(`Cannot read "${name}" of the client configuration: it is no PEM in base64`);
}
