import { X509Certificate } from "node:crypto";
import { clientCertificatePem } from "../../../bench/harness/client-certificate";

test("The client certificate is like that of Terraform", () => {
  const certificate = new X509Certificate(clientCertificatePem());
  expect(certificate.subject.split("\n").sort()).toEqual(["CN=localhost", "O=HashiCorp"]);
  expect([certificate.ca, certificate.subjectAltName]).toEqual([true, "DNS:localhost"]);
  expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "secp521r1" });
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect([...(certificate.keyUsage ?? [])].sort()).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
});
