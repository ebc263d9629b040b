/** Private keys as users have them, in the form that the SSH library reads. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { openSshKeyPair } from "./openssh-key";
import { SshError } from "./ssh-error";

/** OpenSSH's own form and the old PEM forms are read by the library; PKCS#8 is not. */
const pkcs8 = /-----BEGIN PRIVATE KEY-----/;
const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/;

/**
 * The key as the library reads it.
 * @throws SshError "private_key" for one that is encrypted or cannot be read; the key itself stands in no message.
 */
export function readablePrivateKey(text: string): string {
  if (encrypted.test(text)) {
    throw new SshError("private_key", "Cannot use the SSH private key: it is encrypted. Give it without a passphrase");
  }
  if (!pkcs8.test(text)) return text;
  const key = parsed(text);
  if (key.asymmetricKeyType === "ed25519") return openSshKeyPair(key, "").privateKey;
  const type = key.asymmetricKeyType === "rsa" ? "pkcs1" : "sec1";
  return key.export({ format: "pem", type }).toString();
}

function parsed(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw new SshError("private_key", "Cannot read the SSH private key: its PEM text is damaged");
  }
}
