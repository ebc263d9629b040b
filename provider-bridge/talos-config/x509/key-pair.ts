import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { der } from "./der";
import { writePem } from "./pem";

/** Bytes at random; handed in, so that tests repeat and secrets come from where the caller wants. */
export type RandomBytes = (length: number) => Uint8Array;

/** A new key, as an object and in Talos's PEM form. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly pem: string;
}

/** Order of the curve P-256. Source: FIPS 186-4, D.1.2.3. */
export const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** An Ed25519 key from a seed of 32 bytes, under the label that every Talos reads. */
export function ed25519KeyPair(seed: Uint8Array): KeyPair {
  const pkcs8 = der.sequence(der.smallInteger(0), der.sequence(der.oid("1.3.101.112")), der.octets(der.octets(seed)));
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  return { privateKey, pem: writePem("ED25519 PRIVATE KEY", pkcs8) };
}

/** An ECDSA key on P-256 from random bytes; too large or zero values are drawn again. */
export function ecdsaKeyPair(random: RandomBytes): KeyPair {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const scalar = Buffer.from(random(32));
    const value = BigInt(`0x${scalar.toString("hex") || "0"}`);
    if (value === 0n || value >= p256Order) continue;
    const sec1 = der.sequence(
      der.smallInteger(1),
      der.octets(scalar),
      der.context(0, der.oid("1.2.840.10045.3.1.7")),
      der.context(1, der.bits(publicPoint(scalar))),
    );
    const privateKey = createPrivateKey({ key: sec1, format: "der", type: "sec1" });
    return { privateKey, pem: writePem("EC PRIVATE KEY", sec1) };
  }
  throw new RangeError("Cannot make an ECDSA key: the source of randomness gives no usable number");
}

/** The uncompressed public point of a private scalar. */
export function publicPoint(scalar: Buffer): Buffer {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(scalar);
  return ecdh.getPublicKey();
}

/** The public half of a key, in the form that certificates hold. */
export function publicKeyInfo(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: "der", type: "spki" });
}
