import { randomBytes } from "node:crypto";
import {
  CertificateError,
  ecdsaKeyPair,
  ed25519KeyPair,
  isSignedBy,
  issueCertificate,
  parseCertificate,
  readCertificate,
  readPem,
  readPrivateKey,
  verifyProblem,
} from "../../../../provider-bridge/talos-config/x509";

const start = new Date("2026-01-02T03:04:05Z");
const end = new Date("2036-01-02T03:04:05Z");
const caKey = ed25519KeyPair(Buffer.alloc(32, 7));
const common = {
  notBefore: start,
  notAfter: end,
  serial: Buffer.alloc(16, 0x81),
  extKeyUsage: ["serverAuth", "clientAuth"],
} as const;
const ca = issueCertificate({
  ...common,
  subject: { organizations: ["talos"] },
  issuer: { organizations: ["talos"] },
  keyUsage: ["digitalSignature", "keyCertSign"],
  isCa: true,
  subjectKeyId: Buffer.alloc(20, 3),
  authorityKeyId: new Uint8Array(),
  key: caKey.privateKey,
  signingKey: caKey.privateKey,
});
const leafKey = ecdsaKeyPair((length) => Buffer.alloc(length, 9));
const leafRequest = {
  ...common,
  subject: { organizations: ["os:reader", "os:admin"], commonName: "me & you" },
  issuer: { organizations: ["talos"] },
  keyUsage: ["digitalSignature"],
  extKeyUsage: ["clientAuth"],
  isCa: false,
  subjectKeyId: new Uint8Array(),
  authorityKeyId: Buffer.alloc(20, 3),
  key: leafKey.privateKey,
  signingKey: caKey.privateKey,
} as const;
const leaf = issueCertificate(leafRequest);

test("what is issued is read as it was asked for", () => {
  expect(readCertificate(ca)).toMatchObject({
    subject: { organizations: ["talos"], text: "O=talos" },
    notBefore: start,
    notAfter: end,
    publicKey: "Ed25519",
    signatureAlgorithm: "Ed25519",
    keyUsage: ["digitalSignature", "keyCertSign"],
    extKeyUsage: ["serverAuth", "clientAuth"],
    isCa: true,
    subjectKeyId: Buffer.alloc(20, 3),
  });
  expect(readCertificate(leaf)).toMatchObject({
    publicKey: "ECDSA-P-256",
    isCa: false,
    authorityKeyId: Buffer.alloc(20, 3),
    subject: { commonName: "me & you" },
  });
  expect([...readCertificate(leaf).subject.organizations].sort()).toEqual(["os:admin", "os:reader"]);
});

test("the same request gives the same bytes, with keys of both kinds", () => {
  expect(issueCertificate(leafRequest)).toBe(leaf);
  const byEcdsa = { ...leafRequest, signingKey: leafKey.privateKey };
  expect(issueCertificate(byEcdsa)).toBe(issueCertificate(byEcdsa));
});

test("a signature is of its CA and of no other", () => {
  const facts = readCertificate(leaf);
  expect(isSignedBy(facts, readCertificate(ca))).toBe(true);
  const otherKey = ed25519KeyPair(randomBytes(32));
  const other = issueCertificate({
    ...leafRequest,
    subject: { organizations: ["talos"] },
    isCa: true,
    key: otherKey.privateKey,
    signingKey: otherKey.privateKey,
  });
  expect(isSignedBy(facts, readCertificate(other))).toBe(false);
  expect(verifyProblem(facts, readCertificate(other), { usage: "client", now: start })).toMatch(/not signed/);
});

test.each([
  ["client", new Date("2030-01-01T00:00:00Z"), undefined],
  ["server", new Date("2030-01-01T00:00:00Z"), /not for servers/],
  ["client", new Date("2025-01-01T00:00:00Z"), /not valid before/],
  ["client", new Date("2037-01-01T00:00:00Z"), /has expired/],
] as const)("verified as a %s at %p", (usage, now, problem) => {
  const found = verifyProblem(readCertificate(leaf), readCertificate(ca), { usage, now });
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

describe("damage", () => {
  const bytes = readPem(leaf)?.bytes ?? Buffer.alloc(0);

  test("no single changed byte passes for the same certificate, and none makes another error than ours", () => {
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x21;
      try {
        if (isSignedBy(parseCertificate(changed), readCertificate(ca))) passed.push(at);
      } catch (error) {
        if (!(error instanceof CertificateError)) throw error;
      }
    }
    expect(passed).toEqual([]);
  });

  test.each([
    ["cut off", bytes.subarray(0, 100), /cut off|tag/],
    ["followed by more", Buffer.concat([bytes, Buffer.from([0])]), /bytes follow/],
    ["with two algorithms", replaced(bytes, "06032b6570", "06032b6571"), /two algorithms/],
    [
      "with a letter that its name may not hold",
      replaced(bytes, Buffer.from("os:admin").toString("hex"), Buffer.from("os:@dmin").toString("hex")),
      /characters/,
    ],
  ])("a certificate %s is refused", (_name, damaged, problem) => {
    expect(() => parseCertificate(damaged)).toThrow(problem);
    expect(() => parseCertificate(damaged)).toThrow(CertificateError);
  });

  test("a key under another label, or of other halves, is refused", () => {
    expect(() => readPrivateKey(caKey.pem.replaceAll("ED25519 ", "EC "))).toThrow(/does not fit/);
    expect(() => readPrivateKey(caKey.pem.replaceAll("ED25519 ", "HAMMER "))).toThrow(/none of a key/);
    expect(readPrivateKey(caKey.pem).encoding).toBe("PKCS#8");
    expect(readPrivateKey(leafKey.pem).encoding).toBe("SEC 1");
  });
});

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("hex").replace(from, to), "hex");
}
