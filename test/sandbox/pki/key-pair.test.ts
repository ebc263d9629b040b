import { createPrivateKey } from "node:crypto";
import { nodeKeyPem, talosKeyPem } from "../../../sandbox/pki";
import { generateKey, pkcs8Pem } from "../../../sandbox/pki/key-pair";

const createKeyPem = (algorithm: "ed25519" | "p256") => pkcs8Pem(generateKey(algorithm).privateKey);

describe("labels of private keys", () => {
  it("writes an Ed25519 key as Talos does, and reads it back for Node", () => {
    const pem = createKeyPem("ed25519");
    const talos = talosKeyPem(pem);
    expect(talos).toMatch(/^-----BEGIN ED25519 PRIVATE KEY-----\n[\s\S]*-----END ED25519 PRIVATE KEY-----\n$/);
    expect(() => createPrivateKey(talos)).toThrow();
    expect(nodeKeyPem(talos)).toBe(pem);
    expect(talosKeyPem(talos)).toBe(talos);
  });

  it("writes a P-256 key as SEC1", () => {
    const pem = createKeyPem("p256");
    const talos = talosKeyPem(pem);
    expect(talos).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
    expect(createPrivateKey(talos).equals(createPrivateKey(pem))).toBe(true);
  });

  it("refuses what is no key", () => {
    expect(() => talosKeyPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")).toThrow();
  });
});
