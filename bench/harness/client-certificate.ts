import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { certificateToPem } from "../../provider-bridge/plugin/certificate";
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

const YEAR_MS = 31_557_600_000;

/**
 * A certificate like the one that Terraform makes for each start of a plugin: P-521, self-signed, CA, CN=localhost,
 * O=HashiCorp, for 30 years. Its size and curve are part of what a start costs.
 */
export function clientCertificatePem(): string {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-521" });
  const algorithm = derSequence(derObjectIdentifier("1.2.840.10045.4.3.4")); // ecdsa-with-SHA512
  const name = derSequence(nameEntry("2.5.4.10", "HashiCorp"), nameEntry("2.5.4.3", "localhost"));
  const now = Date.now();
  const toBeSigned = derSequence(
    derElement(0xa0, derUnsignedInteger(Buffer.from([2]))),
    derUnsignedInteger(randomBytes(16)),
    algorithm,
    name,
    derSequence(derTime(now - 30_000), derTime(now + 30 * YEAR_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    derElement(0xa3, extensions()),
  );
  return certificateToPem(derSequence(toBeSigned, algorithm, derBitString(sign("sha512", toBeSigned, privateKey))));
}

function nameEntry(type: string, text: string): Buffer {
  return derSet(derSequence(derObjectIdentifier(type), derUtf8String(text)));
}

/** Key usage, extended key usage, basic constraints and the DNS name, as Terraform sets them (RFC 5280, 4.2.1). */
function extensions(): Buffer {
  const critical = Buffer.from([0x01, 0x01, 0xff]);
  const usage = derElement(0x03, Buffer.from([0x02, 0b1010_1100])); // signature, key encipherment, agreement, cert signing
  const purposes = derSequence(derObjectIdentifier("1.3.6.1.5.5.7.3.2"), derObjectIdentifier("1.3.6.1.5.5.7.3.1"));
  const names = derSequence(derElement(0x82, Buffer.from("localhost")));
  return derSequence(
    derSequence(derObjectIdentifier("2.5.29.15"), critical, derOctetString(usage)),
    derSequence(derObjectIdentifier("2.5.29.37"), derOctetString(purposes)),
    derSequence(derObjectIdentifier("2.5.29.19"), critical, derOctetString(derSequence(critical))),
    derSequence(derObjectIdentifier("2.5.29.17"), derOctetString(names)),
  );
}
