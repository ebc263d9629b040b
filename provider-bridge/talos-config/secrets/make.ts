import { generateKeyPair, randomBytes } from "node:crypto";
import { parseContract } from "../version";
import { ecdsaKeyPair, ed25519KeyPair, issueCertificate, type KeyPair, type RandomBytes } from "../x509";
import type { CertificateAndKey, SecretsBundle } from "./bundle";

/** How long a CA is valid. Source: Talos, 87,600 h. */
const caValidityMs = 87_600 * 3_600_000;
const tokenCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Bytes from here on are drawn again, so that every character is equally likely. */
const tokenByteLimit = 252;
const rsaBits = 4096;

/** Where the time and the randomness of a new bundle come from. */
export interface MakeBundleOptions {
  readonly now: Date;
  /** `v1.13`; default the newest. */
  readonly contract?: string;
  /** Default: the operating system's. */
  readonly random?: RandomBytes;
  /** PEM of a new RSA key of 4096 bits; default: made by Node, which takes a second or two. */
  readonly rsaKey?: () => Promise<string>;
}

/** Makes the secrets of a new cluster, of the kinds that Talos makes for that contract. */
export async function makeBundle(options: MakeBundleOptions): Promise<SecretsBundle> {
  const { now, random = randomBytes, rsaKey = newRsaKey } = options;
  const contract = parseContract(options.contract ?? "");
  const base64 = (length: number) => Buffer.from(random(length)).toString("base64");
  const id = base64(32);
  const encryption = base64(32);
  const serviceAccount = contract > 6 ? await rsaKey() : ecdsaKeyPair(random).pem;
  return {
    // Up to 1.13 the cluster's id is in the alphabet for URLs.
    cluster: { id: contract < 14 ? id.replaceAll("+", "-").replaceAll("/", "_") : id, secret: base64(32) },
    secrets: {
      bootstrapToken: token(random),
      secretboxEncryptionSecret: contract > 2 ? encryption : "",
      aescbcEncryptionSecret: contract > 2 ? "" : encryption,
    },
    trustdInfo: { token: token(random) },
    certs: {
      etcd: authority(["etcd"], ecdsaKeyPair(random), now, random),
      k8s: authority(["kubernetes"], ecdsaKeyPair(random), now, random),
      k8sAggregator: authority([], ecdsaKeyPair(random), now, random),
      k8sServiceAccountKey: Buffer.from(serviceAccount).toString("base64"),
      os: authority(["talos"], ed25519KeyPair(random(32)), now, random),
    },
  };
}

function authority(organizations: string[], key: KeyPair, now: Date, random: RandomBytes): CertificateAndKey {
  const subject = { organizations };
  const crt = issueCertificate({
    subject,
    issuer: subject,
    notBefore: now,
    notAfter: new Date(now.getTime() + caValidityMs),
    serial: random(16),
    keyUsage: ["digitalSignature", "keyCertSign"],
    extKeyUsage: ["serverAuth", "clientAuth"],
    isCa: true,
    subjectKeyId: random(20),
    authorityKeyId: new Uint8Array(),
    key: key.privateKey,
    signingKey: key.privateKey,
  });
  return { crt: Buffer.from(crt).toString("base64"), key: Buffer.from(key.pem).toString("base64") };
}

/** A token such as `abcdef.0123456789abcdef`. */
function token(random: RandomBytes): string {
  return `${characters(6, random)}.${characters(16, random)}`;
}

function characters(length: number, random: RandomBytes): string {
  let text = "";
  for (let attempt = 0; text.length < length && attempt < 1000; attempt += 1) {
    for (const byte of random(length)) {
      if (byte < tokenByteLimit && text.length < length) text += tokenCharacters.charAt(byte % tokenCharacters.length);
    }
  }
  if (text.length < length) throw new RangeError("Cannot make a token: the source of randomness gives no usable bytes");
  return text;
}

function newRsaKey(): Promise<string> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: rsaBits }, (error, _public, key) => {
      if (error === null) resolve(key.export({ format: "pem", type: "pkcs1" }).toString());
      else reject(error);
    });
  });
}
