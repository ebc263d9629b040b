import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate that vouches for itself, and its key. */
export interface SelfSignedCertificate {
  /** The certificate as DER, which is what the handshake line carries. */
  readonly der: Buffer;
  /** The private key; it never leaves the process. */
  readonly privateKey: KeyObject;
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

// What is the same in every such certificate, in DER (X.690) and in the order of RFC 5280, 4.1. All that differs has a
// fixed length, so this is a form to fill in: an encoder would cost more start time than the key pair.
const ecdsaWithSha256 = "300a 06082a8648ce3d040302";
const localhost = "6c6f63616c686f7374";
const commonName = `3014 3112 3010 0603550403 0c09${localhost}`;
const from1970 = "170d3730303130313030303030305a";
/** RFC 5280, 4.1.2.5: "no well-defined expiration date". The key dies with the process, a clock may be wrong. */
const forGood = "180f39393939313233313233353935395a";
const beginning = hex("3081e6 a003020102 0210"); // 230 bytes follow; version 3; a serial number of 16 bytes
const middle = hex(`${ecdsaWithSha256} ${commonName} 3020 ${from1970} ${forGood} ${commonName}`);
const subjectAlternativeName = hex(`a318 3016 3014 0603551d11 040d 300b 8209${localhost}`);
const signatureAlgorithm = hex(ecdsaWithSha256);

/**
 * A new P-256 key with a self-signed certificate for the DNS name "localhost", the one thing Terraform checks. Key pair,
 * signature and this file take about 2 ms of a cold start.
 */
export function createSelfSignedCertificate(): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subjectPublicKey = publicKey.export({ type: "spki", format: "der" }); // 91 bytes for this curve
  const toBeSigned = Buffer.concat([beginning, serialNumber(), middle, subjectPublicKey, subjectAlternativeName]);
  const signature = sign("sha256", toBeSigned, privateKey);
  const bitString = Buffer.from([0x03, signature.length + 1, 0]);
  const length = toBeSigned.length + signatureAlgorithm.length + bitString.length + signature.length;
  const sequence = Buffer.from([0x30, 0x82, length >> 8, length & 0xff]);
  return { der: Buffer.concat([sequence, toBeSigned, signatureAlgorithm, bitString, signature]), privateKey };
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
