import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  derBitString,
  derElement,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derUnsignedInteger,
  derUtf8String,
} from "./der";
import { derTime } from "./der-time";

/** A certificate that vouches for itself, and its key. */
export interface SelfSignedCertificate {
  /** The certificate as DER, which is what the handshake line carries. */
  readonly der: Buffer;
  /** The private key; it never leaves the process. */
  readonly privateKey: KeyObject;
}

const hourMs = 3_600_000;
/** Clocks of one machine agree, but a clock may be set back between two starts. */
const validBeforeMs = hourMs;
/** Longer than any plugin process lives (10 years). */
const validForMs = 87_600 * hourMs;

/** An explicit [0] in TBSCertificate, holding version 3 (RFC 5280 §4.1). */
const versionTag = 0xa0;
/** An explicit [3] in TBSCertificate, holding the extensions. */
const extensionsTag = 0xa3;
/** An implicit [2] in GeneralName: dNSName. */
const dnsNameTag = 0x82;

/**
 * A new P-256 key with a self-signed certificate for the DNS name "localhost", the one thing Terraform checks.
 * P-256 and no certificate library: a key pair, a signature and this file take about 4 ms of a cold start.
 */
export function createSelfSignedCertificate(options: { readonly nowMs: number }): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = derSequence(derObjectIdentifier("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
  const name = derSequence(derSet(derSequence(derObjectIdentifier("2.5.4.3"), derUtf8String("localhost"))));
  const toBeSigned = derSequence(
    derElement(versionTag, derUnsignedInteger(Buffer.from([2]))),
    derUnsignedInteger(serialNumber()),
    algorithm,
    name,
    derSequence(derTime(options.nowMs - validBeforeMs), derTime(options.nowMs + validForMs)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    derElement(extensionsTag, derSequence(subjectAlternativeName("localhost"))),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  return { der: derSequence(toBeSigned, algorithm, derBitString(signature)), privateKey };
}

/** PEM text of a certificate. Lines are cut so that none is empty, which OpenSSL would refuse. */
export function certificateToPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** DER of the first certificate in a PEM text, or undefined where there is none. */
export function certificateFromPem(pem: string): Buffer | undefined {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  const der = Buffer.from(body ?? "", "base64");
  const isSequence = der[0] === 0x30;
  return isSequence ? der : undefined;
}

/** 16 random bytes; the first bits make the number positive and never short. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function subjectAlternativeName(dnsName: string): Buffer {
  const names = derSequence(derElement(dnsNameTag, Buffer.from(dnsName, "latin1")));
  return derSequence(derObjectIdentifier("2.5.29.17"), derOctetString(names));
}
