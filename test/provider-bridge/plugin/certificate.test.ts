import { X509Certificate } from "node:crypto";
import {
  certificateFromPem,
  certificateToPem,
  createSelfSignedCertificate,
} from "../../../provider-bridge/plugin/certificate";

describe("createSelfSignedCertificate", () => {
  const { der, privateKey } = createSelfSignedCertificate();
  const certificate = new X509Certificate(der);

  it("is a certificate for localhost, signed by its own P-256 key", () => {
    expect(certificate.subjectAltName).toBe("DNS:localhost");
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.checkHost("example.com")).toBeUndefined();
    expect(certificate.subject).toBe("CN=localhost");
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  });

  it("is valid whatever the clock says", () => {
    expect(Date.parse(certificate.validFrom)).toBe(0);
    expect(Date.parse(certificate.validTo)).toBe(Date.UTC(9999, 11, 31, 23, 59, 59));
  });

  it("has a new key and a positive serial number of 16 bytes each time", () => {
    const others = Array.from({ length: 20 }, () => new X509Certificate(createSelfSignedCertificate().der));
    expect(new Set(others.map((other) => other.fingerprint256)).size).toBe(20);
    expect(others.every((other) => /^[4-7][0-9A-F]{31}$/.test(other.serialNumber))).toBe(true);
  });
});

describe("certificate PEM", () => {
  it("goes both ways, whatever the length is", () => {
    for (let length = 90; length < 200; length += 1) {
      const der = Buffer.alloc(length, 0x30);
      const pem = certificateToPem(der);
      expect(pem).not.toMatch(/\n\n/);
      expect(pem.split("\n").every((line) => line.length <= 64)).toBe(true);
      expect(certificateFromPem(pem)).toEqual(der);
    }
  });

  it("is read by OpenSSL", () => {
    const { der } = createSelfSignedCertificate();
    expect(new X509Certificate(certificateToPem(der)).raw.equals(der)).toBe(true);
  });

  it("takes the first of several, and text around it", () => {
    const first = Buffer.from([0x30, 1, 2, 3]);
    const pem = `text\r\n${certificateToPem(first).replaceAll("\n", "\r\n")}${certificateToPem(Buffer.from([0x30, 9]))}`;
    expect(certificateFromPem(pem)).toEqual(first);
  });

  it.each([
    "",
    "garbage",
    "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----",
    "-----BEGIN CERTIFICATE-----\nMAAA",
  ])("finds none in %j", (pem) => {
    expect(certificateFromPem(pem)).toBeUndefined();
  });
});
