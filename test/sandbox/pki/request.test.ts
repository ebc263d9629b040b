import { createPublicKey, X509Certificate } from "node:crypto";
import { createRequest, selfSigned, signRequest } from "../../../sandbox/pki";

const [notBeforeMs, notAfterMs] = [Date.UTC(2026, 0, 1), Date.UTC(2036, 0, 1)];

describe("A request for a certificate", () => {
  it("gets a certificate with its names and its key", async () => {
    const { requestPem, keyPem } = await createRequest({
      subject: { commonName: "system:node:a", organizations: ["system:nodes"] },
      dnsNames: ["a"],
      ips: ["10.0.0.7"],
    });
    const authority = await selfSigned({ subject: { commonName: "ca" }, notBeforeMs, notAfterMs, algorithm: "p256" });
    const pem = await signRequest(authority, requestPem, { notBeforeMs, notAfterMs, usages: ["server"] });
    const certificate = new X509Certificate(pem);
    expect(certificate.subject).toBe("O=system:nodes\nCN=system:node:a");
    expect(certificate.subjectAltName).toBe("DNS:a, IP Address:10.0.0.7");
    expect(certificate.publicKey.equals(createPublicKey(keyPem))).toBe(true);
    expect(certificate.checkIssued(new X509Certificate(authority.certificatePem))).toBe(true);
  });

  it("is refused when somebody has changed it", async () => {
    const { requestPem } = await createRequest({ subject: { commonName: "a" } });
    const authority = await selfSigned({ subject: { commonName: "ca" }, notBeforeMs, notAfterMs, algorithm: "p256" });
    const body = Buffer.from(requestPem.replace(/-----[^-]+-----|\s/g, ""), "base64");
    body[body.indexOf("a", 0, "latin1")] = 0x62;
    const changed = `-----BEGIN CERTIFICATE REQUEST-----\n${body.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
    await expect(signRequest(authority, changed, { notBeforeMs, notAfterMs })).rejects.toThrow(SyntaxError);
  });
});
