import { generateKeyPairSync } from "node:crypto";
import { utils } from "ssh2";
import { temporaryKeyPair } from "../../../../provider-bridge/clients/ssh";
import { readablePrivateKey } from "../../../../provider-bridge/clients/ssh/private-key";

const pkcs8 = {
  privateKeyEncoding: { format: "pem", type: "pkcs8" },
  publicKeyEncoding: { format: "pem", type: "spki" },
} as const;

describe("private keys", () => {
  test.each([
    ["Ed25519", generateKeyPairSync("ed25519", pkcs8).privateKey, "ssh-ed25519"],
    ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048, ...pkcs8 }).privateKey, "ssh-rsa"],
    ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256", ...pkcs8 }).privateKey, "ecdsa-sha2-nistp256"],
  ])("%s as PKCS#8 becomes what the library reads", (_, text, type) => {
    expect(utils.parseKey(readablePrivateKey(String(text)))).toMatchObject({ type });
  });

  test("OpenSSH's own form is left alone, and its public half fits", () => {
    const { privateKey, publicKey } = temporaryKeyPair("me@here");
    const parsed = utils.parseKey(readablePrivateKey(privateKey));
    if (parsed instanceof Error) throw parsed;
    expect(`${parsed.type} ${parsed.getPublicSSH().toString("base64")} ${parsed.comment}`).toBe(publicKey);
  });

  test("an encrypted key and a damaged one are told without a byte of them", () => {
    const secret = generateKeyPairSync("ed25519", {
      privateKeyEncoding: { format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" },
      publicKeyEncoding: { format: "pem", type: "spki" },
    }).privateKey;
    expect(() => readablePrivateKey(secret)).toThrow(expect.objectContaining({ code: "private_key" }));
    const damaged = "-----BEGIN PRIVATE KEY-----\nS3CRET\n-----END PRIVATE KEY-----\n";
    expect(() => readablePrivateKey(damaged)).toThrow(expect.objectContaining({ code: "private_key" }));
    expect(() => readablePrivateKey(damaged)).toThrow(expect.not.stringContaining("S3CRET"));
  });
});
