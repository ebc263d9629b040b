import { createPrivateKey, type KeyObject } from "node:crypto";
import { CertificateError } from "./certificate-error";
import { readPem } from "./pem";

/** A private key that was read, with the form it was in. */
export interface PrivateKey {
  readonly key: KeyObject;
  readonly label: string;
  readonly encoding: "PKCS#8" | "PKCS#1" | "SEC 1";
}

const encodings = [
  ["PKCS#8", "pkcs8"],
  ["PKCS#1", "pkcs1"],
  ["SEC 1", "sec1"],
] as const;
/** PEM label → the only encoding that Talos expects under it. `ED25519 PRIVATE KEY` is Talos's own. */
const expected: Readonly<Record<string, PrivateKey["encoding"]>> = {
  "RSA PRIVATE KEY": "PKCS#1",
  "EC PRIVATE KEY": "SEC 1",
  "ED25519 PRIVATE KEY": "PKCS#8",
  "PRIVATE KEY": "PKCS#8",
};

/** Reads a key by its bytes alone, whatever its label; undefined when it is none. Throws CertificateError without PEM. */
export function inspectPrivateKey(pem: string): PrivateKey | { readonly label: string; readonly key: undefined } {
  const block = readPem(pem);
  if (block === undefined)
    throw new CertificateError("no_pem", "Cannot read private key: there is no PEM block in the text");
  for (const [encoding, type] of encodings) {
    const key = tryKey(block.bytes, type);
    if (key !== undefined) return { key, label: block.label, encoding };
  }
  return { label: block.label, key: undefined };
}

/** Reads a key as Talos does, which trusts the label. Throws CertificateError. */
export function readPrivateKey(pem: string): PrivateKey {
  const found = inspectPrivateKey(pem);
  const wanted = expected[found.label];
  if (wanted === undefined) {
    throw new CertificateError(
      "unsupported_key",
      `Cannot read private key: the PEM label "${found.label}" is none of a key`,
    );
  }
  const matches = found.key !== undefined && found.encoding === wanted;
  const ed25519 = found.label !== "ED25519 PRIVATE KEY" || found.key?.asymmetricKeyType === "ed25519";
  if (!matches || !ed25519) {
    throw new CertificateError(
      "malformed",
      `Cannot read private key: the content does not fit the PEM label "${found.label}"`,
    );
  }
  return found;
}

function tryKey(bytes: Buffer, type: "pkcs8" | "pkcs1" | "sec1"): KeyObject | undefined {
  try {
    return createPrivateKey({ key: bytes, format: "der", type });
  } catch {
    return undefined;
  }
}
