/** Private keys as PEM, in the labels that Node and that Talos know. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A certificate and the private key that belongs to it, both PEM. */
export interface KeyPair {
  readonly certificatePem: string;
  /** As {@link nodeKeyPem} reads it. */
  readonly keyPem: string;
}

/** The kinds of keys that Talos makes: Ed25519 for its own API, P-256 for etcd and Kubernetes. */
export type KeyAlgorithm = "ed25519" | "p256";

const talosLabel = "ED25519 PRIVATE KEY";

/** A new key. */
export function generateKey(algorithm: KeyAlgorithm): {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
} {
  return algorithm === "ed25519"
    ? generateKeyPairSync("ed25519")
    : generateKeyPairSync("ec", { namedCurve: "prime256v1" });
}

/**
 * The same key as Node's TLS reads it: Talos labels PKCS#8 of an Ed25519 key `ED25519 PRIVATE KEY`, which OpenSSL refuses.
 */
export function nodeKeyPem(keyPem: string): string {
  return keyPem
    .replaceAll(`-----BEGIN ${talosLabel}-----`, "-----BEGIN PRIVATE KEY-----")
    .replaceAll(`-----END ${talosLabel}-----`, "-----END PRIVATE KEY-----");
}

/**
 * The same key as Talos writes it: `ED25519 PRIVATE KEY` around PKCS#8, `EC PRIVATE KEY` around SEC1; others unchanged.
 *
 * @throws Error of OpenSSL when the PEM holds no private key.
 */
export function talosKeyPem(keyPem: string): string {
  const key = privateKeyOf(keyPem);
  if (key.asymmetricKeyType === "ec") return String(key.export({ format: "pem", type: "sec1" }));
  const pem = pkcs8Pem(key);
  if (key.asymmetricKeyType !== "ed25519") return pem;
  return pem.replaceAll("PRIVATE KEY", talosLabel);
}

/**
 * The key of a PEM, whatever its label.
 *
 * @throws Error of OpenSSL when the PEM holds no private key.
 */
export function privateKeyOf(keyPem: string): KeyObject {
  return createPrivateKey(nodeKeyPem(keyPem));
}

/** A private key as PKCS#8 with the label `PRIVATE KEY`. */
export function pkcs8Pem(key: KeyObject): string {
  return String(key.export({ format: "pem", type: "pkcs8" }));
}
