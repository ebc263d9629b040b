/** An Ed25519 key pair in OpenSSH's own formats, which `ssh -i` wants and Node does not write. */
import { generateKeyPairSync } from "node:crypto";

/** Both halves as text files hold them. */
export interface OpensshKeyPair {
  /** "ssh-ed25519 AAAA… comment" */
  publicKey: string;
  /** PEM, "BEGIN OPENSSH PRIVATE KEY", without passphrase. */
  privateKey: string;
}

const type = "ssh-ed25519";

/** A new pair; `comment` stands at the end of the public half. */
export function generateOpensshKey(comment: string): OpensshKeyPair {
  const { privateKey } = generateKeyPairSync("ed25519");
  const jwk = privateKey.export({ format: "jwk" });
  const publicBytes = Buffer.from(jwk.x ?? "", "base64url");
  const seed = Buffer.from(jwk.d ?? "", "base64url");
  const blob = Buffer.concat([field(type), field(publicBytes)]);
  return {
    publicKey: `${type} ${blob.toString("base64")} ${comment}`,
    privateKey: privateKeyFile(blob, publicBytes, seed, comment),
  };
}

/** PROTOCOL.key of OpenSSH: no cipher, one key, padded to 8 bytes with 1, 2, 3 … */
function privateKeyFile(blob: Buffer, publicBytes: Buffer, seed: Buffer, comment: string): string {
  const check = Buffer.alloc(8);
  const secret = Buffer.concat([
    check,
    field(type),
    field(publicBytes),
    field(Buffer.concat([seed, publicBytes])),
    field(comment),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    field("none"),
    field("none"),
    field(""),
    uint32(1),
    field(blob),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString("base64").match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
