/** SSH host keys that a seed repeats: the same installation shows the same keys, a new one shows others. */
import { createECDH, createHash, createPrivateKey } from "node:crypto";

/** PKCS #8 around an Ed25519 seed (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
/** Order of the curve P-256 (SEC 2); a private key lies between 1 and this minus 1. */
const p256Order = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/** An Ed25519 and an ECDSA P-256 private key, as OpenSSH writes them. (RSA keys cannot be made from a seed cheaply.) */
export function hostKeysFromSeed(seed: string): string[] {
  return [ed25519Key(digest(`${seed} ed25519`)), ecdsaKey(digest(`${seed} ecdsa`))];
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function ed25519Key(seed: Buffer): string {
  const key = createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" });
  const publicBytes = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
  const type = "ssh-ed25519";
  return opensshKey([type, publicBytes], [type, publicBytes, Buffer.concat([seed, publicBytes])]);
}

function ecdsaKey(seed: Buffer): string {
  const scalar = (BigInt(`0x${seed.toString("hex")}`) % (p256Order - 1n)) + 1n;
  const privateBytes = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateBytes);
  const type = "ecdsa-sha2-nistp256";
  const head = [type, "nistp256", curve.getPublicKey()];
  return opensshKey(head, [...head, Buffer.concat([Buffer.alloc(1), privateBytes])]);
}

/** OpenSSH's private key file (PROTOCOL.key): no cipher, one key, padded to 8 bytes with 1, 2, 3 … */
function opensshKey(publicFields: readonly (string | Buffer)[], secretFields: readonly (string | Buffer)[]): string {
  const publicBlob = Buffer.concat(publicFields.map(field));
  const secret = Buffer.concat([Buffer.alloc(8), ...secretFields.map(field), field("sandbox")]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const parts = [Buffer.from("openssh-key-v1\0"), field("none"), field("none"), field(""), count, field(publicBlob)];
  const file = Buffer.concat([...parts, field(Buffer.concat([secret, padding]))]);
  const lines = file.toString("base64").match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
