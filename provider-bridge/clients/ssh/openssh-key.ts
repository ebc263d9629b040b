/** Ed25519 keys in OpenSSH's own formats (PROTOCOL.key of OpenSSH), which Node reads and writes in neither direction. */
import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** Both halves as text. */
export interface OpenSshKeyPair {
  /** `ssh-ed25519 AAAA… comment` */
  readonly publicKey: string;
  /** PEM, `BEGIN OPENSSH PRIVATE KEY`, without passphrase. */
  readonly privateKey: string;
}

const type = "ssh-ed25519";
const lineLength = 70;
/** No cipher pads to eight bytes. */
const blockBytes = 8;

/** A new pair that lives as long as an operation. */
export function temporaryKeyPair(comment: string): OpenSshKeyPair {
  return openSshKeyPair(generateKeyPairSync("ed25519").privateKey, comment);
}

/** Writes an Ed25519 key. @throws RangeError for a key of another kind. */
export function openSshKeyPair(key: KeyObject, comment: string): OpenSshKeyPair {
  const { x, d } = key.export({ format: "jwk" });
  if (key.asymmetricKeyType !== "ed25519" || x === undefined || d === undefined) {
    throw new RangeError(`Cannot write a key of kind "${key.asymmetricKeyType}" for OpenSSH: only Ed25519 is written`);
  }
  const publicBytes = Buffer.from(x, "base64url");
  const blob = Buffer.concat([field(type), field(publicBytes)]);
  const secret = Buffer.concat([field(publicBytes), field(Buffer.concat([Buffer.from(d, "base64url"), publicBytes]))]);
  return {
    publicKey: `${type} ${blob.toString("base64")} ${comment}`,
    privateKey: pem(Buffer.concat([...header(blob), field(padded(secret, comment))])),
  };
}

function header(publicBlob: Buffer): Buffer[] {
  const oneKey = Buffer.from([0, 0, 0, 1]);
  return [Buffer.from("openssh-key-v1\0"), field("none"), field("none"), field(""), oneKey, field(publicBlob)];
}

/** The secret part begins with the same random number twice, by which a wrong passphrase would show. */
function padded(secret: Buffer, comment: string): Buffer {
  const check = randomBytes(4);
  const body = Buffer.concat([check, check, field(type), secret, field(comment)]);
  const missing = (blockBytes - (body.length % blockBytes)) % blockBytes;
  return Buffer.concat([body, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(new RegExp(`.{1,${lineLength}}`, "g")) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}
