import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { issue, selfSigned } from "../../../sandbox/pki";
import { readIssuer } from "../../../sandbox/pki/write-certificate";

const span = { notBeforeMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678), notAfterMs: Date.UTC(2060, 0, 1) };

describe("A certificate", () => {
  it("has whole seconds, years beyond 2049, any names, and addresses of both families", async () => {
    const authority = await selfSigned({ subject: { organizations: ["Zürich & Söhne"] }, ...span });
    const { certificatePem } = await issue(authority, {
      subject: { organizations: ["os:admin", "os:reader"], commonName: "näme" },
      dnsNames: ["a.example", "*.b.example"],
      ips: ["10.0.0.1", "2001:db8::1"],
      usages: ["server", "client"],
      ...span,
    });
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.validFrom).toBe("Jan  2 03:04:05 2026 GMT");
    expect(certificate.validTo).toBe("Jan  1 00:00:00 2060 GMT");
    expect(certificate.subject).toBe("O=os:admin\nO=os:reader\nCN=näme");
    expect(certificate.issuer).toBe("O=Zürich & Söhne");
    expect(certificate.subjectAltName).toBe(
      "DNS:a.example, DNS:*.b.example, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1",
    );
    expect(certificate.checkIssued(new X509Certificate(authority.certificatePem))).toBe(true);
  });

  it.each([
    ["RSA", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["P-384", () => generateKeyPairSync("ec", { namedCurve: "secp384r1" })],
  ])("is signed by a key of %s, too", async (_kind, generate) => {
    const keyPem = String(generate().privateKey.export({ format: "pem", type: "pkcs8" }));
    const authority = await selfSigned({ subject: { commonName: "authority" }, keyPem, ...span });
    const { certificatePem } = await issue(authority, { subject: { commonName: "leaf" }, ...span });
    const { publicKey } = new X509Certificate(authority.certificatePem);
    expect(new X509Certificate(certificatePem).verify(publicKey)).toBe(true);
  });

  it("has no address that is none", async () => {
    const authority = await selfSigned({ subject: {}, ...span });
    await expect(issue(authority, { subject: {}, ips: ["10.0.0"], ...span })).rejects.toThrow(SyntaxError);
  });

  it("is not read where it is cut off or nonsense", async () => {
    const { certificatePem } = await selfSigned({ subject: {}, ...span });
    const { raw } = new X509Certificate(certificatePem);
    for (let length = 0; length < raw.length; length += 1) {
      expect(() => readIssuer(raw.subarray(0, length))).toThrow(SyntaxError);
    }
    expect(() => readIssuer(Buffer.from([0x30, 0xff]))).toThrow(SyntaxError);
    expect(readIssuer(raw).keyId).toHaveLength(20);
  });
});
