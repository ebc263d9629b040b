import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateOrganizations, issue, type KeyPair, selfSigned, signRequest } from "../../../sandbox/pki";
import { describeIf } from "../../support/availability";

const span = { notBeforeMs: Date.UTC(2026, 0, 1), notAfterMs: Date.UTC(2036, 0, 1) };
const talos = () => selfSigned({ subject: { organizations: ["talos"] }, ...span });

describe("authorities and leaves", () => {
  it("makes an authority as Talos does: O=talos, Ed25519, ten years", async () => {
    const authority = new X509Certificate((await talos()).certificatePem);
    expect(authority.subject).toBe("O=talos");
    expect(authority.ca).toBe(true);
    expect(authority.publicKey.asymmetricKeyType).toBe("ed25519");
    expect(authority.validTo).toBe("Jan  1 00:00:00 2036 GMT");
    expect(authority.verify(authority.publicKey)).toBe(true);
  });

  it("allows an empty subject, as the aggregator's authority has it", async () => {
    const authority = await selfSigned({ subject: {}, ...span, algorithm: "p256" });
    expect(new X509Certificate(authority.certificatePem).subject ?? "").toBe("");
  });

  it.each(["ed25519", "p256"] as const)("signs leaves with %s keys", async (algorithm) => {
    const authority = await selfSigned({ subject: { organizations: ["kubernetes"] }, ...span, algorithm });
    const leaf = await issue(authority, {
      subject: { commonName: 'a, "b" + \\c', organizations: ["os:admin", "os:reader"] },
      ...span,
      dnsNames: ["node-1"],
      ips: ["127.77.0.3", "fd00::1"],
      usages: ["client"],
      algorithm,
    });
    const certificate = new X509Certificate(leaf.certificatePem);
    expect(certificate.checkIssued(new X509Certificate(authority.certificatePem))).toBe(true);
    expect(certificate.verify(new X509Certificate(authority.certificatePem).publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(leaf.keyPem))).toBe(true);
    expect(certificateOrganizations(certificate)).toEqual(["os:admin", "os:reader"]);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkHost("node-1")).toBe("node-1");
    expect(certificate.checkIP("127.77.0.3")).toBe("127.77.0.3");
    expect(certificate.checkIP("127.77.0.4")).toBeUndefined();
  });

  it("takes serial numbers from the randomness it is given, and keys that are there already", async () => {
    const authority = await talos();
    const options = { subject: { commonName: "x" }, ...span, keyPem: authority.keyPem };
    const leaf = await issue(authority, { ...options, randomBytes: (count) => new Uint8Array(count).fill(0xff) });
    expect(new X509Certificate(leaf.certificatePem).serialNumber).toBe(`7F${"FF".repeat(15)}`);
    expect(leaf.keyPem).toBe(authority.keyPem);
    const keyOf = ({ certificatePem }: KeyPair) => new X509Certificate(certificatePem).publicKey;
    expect(keyOf(leaf).equals(keyOf(authority))).toBe(true);
  });

  it("says what kind of key cannot sign", async () => {
    const { generateKeyPairSync } = await import("node:crypto");
    const keyPem = String(generateKeyPairSync("x25519").privateKey.export({ format: "pem", type: "pkcs8" }));
    await expect(selfSigned({ subject: {}, ...span, keyPem })).rejects.toThrow('key of kind "x25519"');
  });
});

describe("requests", () => {
  it.each(["", "no PEM", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"])(
    "refuses %j",
    async (text) => {
      await expect(signRequest(await talos(), text, span)).rejects.toThrow(SyntaxError);
    },
  );
});

const openssl = (() => {
  try {
    return execFileSync("openssl", ["version"], { encoding: "utf8" }).startsWith("OpenSSL 3");
  } catch {
    return false;
  }
})();

describeIf(openssl, "openssl 3 is not on the PATH", "with openssl", () => {
  let directory: string;
  let authority: KeyPair;
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, encoding: "utf8", stdio: "pipe" });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "pki-"));
    authority = await selfSigned({ subject: { organizations: ["kubernetes"] }, ...span, algorithm: "p256" });
    writeFileSync(join(directory, "ca.pem"), authority.certificatePem);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("makes chains that openssl verifies, for the purpose they are made for only", async () => {
    const leaf = await issue(authority, { subject: { commonName: "s" }, ...span, usages: ["server"] });
    writeFileSync(join(directory, "leaf.pem"), leaf.certificatePem);
    expect(run("verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "ca.pem", "leaf.pem")).toContain("OK");
    expect(() => run("verify", "-purpose", "sslclient", "-CAfile", "ca.pem", "leaf.pem")).toThrow("purpose");
  });

  it("signs what openssl requests, with the request's own names, and refuses one that was altered", async () => {
    const subject = "/O=system:nodes/CN=system:node:w-1";
    const names = "subjectAltName=DNS:w-1,IP:10.0.0.5";
    run(
      "req",
      "-new",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "k.pem",
      "-out",
      "r.pem",
      "-subj",
      subject,
      "-addext",
      names,
    );
    const request = readFileSync(join(directory, "r.pem"), "utf8");
    const certificate = new X509Certificate(await signRequest(authority, request, { ...span, usages: ["client"] }));
    expect(certificate.subject).toBe("O=system:nodes\nCN=system:node:w-1");
    expect(certificate.subjectAltName).toBe("DNS:w-1, IP Address:10.0.0.5");
    expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(join(directory, "k.pem"))))).toBe(true);

    const bytes = Buffer.from(request.replace(/-----.*-----/g, ""), "base64");
    const at = bytes.indexOf("w-1");
    bytes[at] = "v".charCodeAt(0);
    const altered = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
    await expect(signRequest(authority, altered, span)).rejects.toThrow("not signed by the key in it");
  });
});
