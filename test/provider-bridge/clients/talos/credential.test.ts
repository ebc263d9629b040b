import { readCredential } from "../../../../provider-bridge/clients/talos";

const pem = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
const encoded = (text: string) => Buffer.from(text).toString("base64");
const given = {
  caCertificate: encoded(pem("CERTIFICATE")),
  clientCertificate: encoded(pem("CERTIFICATE")),
  clientKey: encoded(pem("ED25519 PRIVATE KEY")),
};

test("Talos's own label of a key becomes one that Node reads; the fingerprint tells credentials apart", () => {
  const read = readCredential(given);
  expect(read.key).toBe(pem("PRIVATE KEY"));
  expect(readCredential(given).fingerprint).toBe(read.fingerprint);
  expect(readCredential({ ...given, clientKey: encoded(pem("PRIVATE KEY X")) }).fingerprint).not.toBe(read.fingerprint);
});

test("Machines of one cluster share their credential, and those of another one never get it", () => {
  const read = readCredential(given);
  expect(readCredential({ ...given })).toBe(read);
  for (const part of ["caCertificate", "clientCertificate", "clientKey"] as const) {
    const other = readCredential({ ...given, [part]: encoded(pem("OTHER")) });
    expect(other.fingerprint).not.toBe(read.fingerprint);
  }
  expect(readCredential(given)).toEqual(read);
});

test("What is no PEM is named, and not quoted", () => {
  const bad = () => readCredential({ ...given, clientKey: encoded("very secret") });
  expect(bad).toThrow('"client_key"');
  expect(bad).not.toThrow("very secret");
});
