import { createPublicKey, type KeyObject } from "node:crypto";
import { CertificateError } from "./certificate-error";
import { DerReader, malformed, oidText } from "./der-reader";
import { type DistinguishedName, readName } from "./names";
import { readPem } from "./pem";

/** What is read from a certificate. */
export interface CertificateFacts {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** `ECDSA-P-256`, `Ed25519`, `RSA-4096`. */
  readonly publicKey: string;
  /** As Go names it: `ECDSA-SHA256`, `Ed25519`. */
  readonly signatureAlgorithm: string;
  readonly keyUsage: readonly string[];
  readonly extKeyUsage: readonly string[];
  readonly hasBasicConstraints: boolean;
  readonly isCa: boolean;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly Buffer[];
  readonly subjectKeyId: Buffer;
  readonly authorityKeyId: Buffer;
  /** The signed bytes, the signature, and the key in it: to verify with. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly key: KeyObject;
}

const signatureNames: Readonly<Record<string, string>> = {
  "1.2.840.10045.4.3.2": "ECDSA-SHA256",
  "1.2.840.10045.4.3.3": "ECDSA-SHA384",
  "1.2.840.10045.4.3.4": "ECDSA-SHA512",
  "1.2.840.113549.1.1.11": "SHA256-RSA",
  "1.2.840.113549.1.1.12": "SHA384-RSA",
  "1.2.840.113549.1.1.13": "SHA512-RSA",
  "1.3.101.112": "Ed25519",
};
const keyUsageNames = [
  "digitalSignature",
  "contentCommitment",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "crlSign",
  "encipherOnly",
  "decipherOnly",
];
const extKeyUsageNames: Readonly<Record<string, string>> = {
  "2.5.29.37.0": "any",
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
};

/** Reads the first certificate of a PEM text. Throws CertificateError. */
export function readCertificate(pem: string): CertificateFacts {
  const block = readPem(pem);
  if (block === undefined)
    throw new CertificateError("no_pem", "Cannot read certificate: there is no PEM block in the text");
  return parseCertificate(block.bytes);
}

/** Reads the DER bytes of a certificate. Throws CertificateError. */
export function parseCertificate(bytes: Buffer): CertificateFacts {
  const top = new DerReader(bytes);
  const outer = top.enter(0x30);
  if (!top.done) malformed("bytes follow the certificate");
  const body = outer.expect(0x30);
  const algorithm = outer.expect(0x30);
  const signatureOid = oidText(new DerReader(algorithm.content).expect(0x06).content);
  const [unusedBits, ...signature] = outer.expect(0x03).content;
  if (unusedBits !== 0) malformed("the signature is no whole number of bytes");
  return {
    ...parseBody(body.content, algorithm.whole),
    signatureAlgorithm: signatureNames[signatureOid] ?? signatureOid,
    signed: body.whole,
    signature: Buffer.from(signature),
  };
}

function parseBody(
  bytes: Buffer,
  algorithm: Buffer,
): Omit<CertificateFacts, "signatureAlgorithm" | "signed" | "signature"> {
  const body = new DerReader(bytes);
  if (body.nextTag === 0xa0) body.next();
  body.expect(0x02);
  if (!body.expect(0x30).whole.equals(algorithm)) malformed("two algorithms are named for the signature");
  const issuer = readName(body);
  const validity = body.enter(0x30);
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  const subject = readName(body);
  const key = readKey(body.expect(0x30).whole);
  const extensions = new Map<string, Buffer>();
  while (!body.done) {
    const part = body.next();
    if (part.tag === 0xa3) readExtensions(part.content, extensions);
  }
  return { issuer, subject, notBefore, notAfter, key, publicKey: keyName(key), ...describeExtensions(extensions) };
}

function readTime(reader: DerReader): Date {
  const { tag, content } = reader.next();
  const text = content.toString("latin1");
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null || (tag !== 0x17 && tag !== 0x18)) return malformed("a time is not readable");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const full = tag === 0x18 ? year : year < 50 ? 2000 + year : 1900 + year;
  return new Date(Date.UTC(full, month - 1, day, hour, minute, second));
}

function readKey(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: "der", type: "spki" });
  } catch {
    return malformed("the public key is not readable");
  }
}

/** How a key is named in facts: kind and size. */
export function keyName(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return "Ed25519";
    case "rsa":
      return `RSA-${details?.modulusLength ?? 0}`;
    case "ec":
      return `ECDSA-${{ prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" }[details?.namedCurve ?? ""] ?? details?.namedCurve}`;
    default:
      return String(key.asymmetricKeyType);
  }
}

function readExtensions(bytes: Buffer, found: Map<string, Buffer>): void {
  const list = new DerReader(bytes).enter(0x30);
  while (!list.done) {
    const extension = list.enter(0x30);
    const oid = oidText(extension.expect(0x06).content);
    if (extension.nextTag === 0x01 && !isBoolean(extension.next().content)) malformed("an extension is not readable");
    found.set(oid, extension.expect(0x04).content);
  }
}

/** DER has two booleans, all bits set or none. */
function isBoolean(content: Buffer): boolean {
  return content.length === 1 && (content[0] === 0 || content[0] === 0xff);
}

function describeExtensions(extensions: ReadonlyMap<string, Buffer>) {
  const basic = extensions.get("2.5.29.19");
  const constraints = basic === undefined ? undefined : new DerReader(basic).enter(0x30);
  const authority = extensions.get("2.5.29.35");
  const identifier = authority === undefined ? undefined : new DerReader(authority).enter(0x30);
  const subjectKey = extensions.get("2.5.29.14");
  const alternative = readAlternativeNames(extensions.get("2.5.29.17"));
  return {
    hasBasicConstraints: basic !== undefined,
    isCa: constraints?.nextTag === 0x01 && constraints.next().content[0] === 0xff,
    keyUsage: readKeyUsage(extensions.get("2.5.29.15")),
    extKeyUsage: readExtKeyUsage(extensions.get("2.5.29.37")),
    subjectKeyId: subjectKey === undefined ? Buffer.alloc(0) : new DerReader(subjectKey).expect(0x04).content,
    authorityKeyId: identifier?.nextTag === 0x80 ? identifier.next().content : Buffer.alloc(0),
    dnsNames: alternative.dnsNames,
    ipAddresses: alternative.ipAddresses,
  };
}

function readKeyUsage(bytes: Buffer | undefined): string[] {
  if (bytes === undefined) return [];
  const bits = new DerReader(bytes).expect(0x03).content.subarray(1);
  return keyUsageNames.filter((_, index) => ((bits[Math.floor(index / 8)] ?? 0) & (0x80 >> (index % 8))) !== 0);
}

function readExtKeyUsage(bytes: Buffer | undefined): string[] {
  if (bytes === undefined) return [];
  const list = new DerReader(bytes).enter(0x30);
  const usages: string[] = [];
  while (!list.done) {
    const oid = oidText(list.expect(0x06).content);
    usages.push(extKeyUsageNames[oid] ?? oid);
  }
  return usages;
}

function readAlternativeNames(bytes: Buffer | undefined): { dnsNames: string[]; ipAddresses: Buffer[] } {
  const names = { dnsNames: [] as string[], ipAddresses: [] as Buffer[] };
  if (bytes === undefined) return names;
  const list = new DerReader(bytes).enter(0x30);
  while (!list.done) {
    const { tag, content } = list.next();
    if (tag === 0x82) names.dnsNames.push(content.toString("latin1"));
    if (tag === 0x87) names.ipAddresses.push(content);
  }
  return names;
}
