/** The extensions of certificates, in DER. */
import { isIP } from "node:net";
import { parseIp } from "../world/ip";
import { der, derTag, sequence } from "./der";

/** Object identifiers, encoded. */
const ids = {
  subjectKeyId: "551d0e",
  keyUsage: "551d0f",
  alternativeNames: "551d11",
  basicConstraints: "551d13",
  authorityKeyId: "551d23",
  extendedKeyUsage: "551d25",
  server: "2b06010505070301",
  client: "2b06010505070302",
} as const;

/** Bits of KeyUsage, with how many of the byte's bits are unused. */
const keyUsage = {
  digitalSignature: [7, 0x80],
  withEncipherment: [5, 0xa0],
  authority: [2, 0x84],
} as const;

/** What a certificate is good for. */
export interface ExtensionOptions {
  readonly isAuthority: boolean;
  /** Ed25519 signs, and can do nothing else. */
  readonly isEdwards: boolean;
  readonly usages: readonly ("server" | "client")[];
  readonly dnsNames: readonly string[];
  readonly ips: readonly string[];
  /** Of an authority's own key. */
  readonly keyId: Uint8Array | undefined;
  /** Of the key that signs. */
  readonly authorityKeyId: Uint8Array | undefined;
}

/** The extensions, in Go's order. */
export function extensionsOf(options: ExtensionOptions): Buffer {
  const { isAuthority, isEdwards, usages, keyId, authorityKeyId } = options;
  const leaf = isEdwards ? keyUsage.digitalSignature : keyUsage.withEncipherment;
  const constraints = isAuthority ? sequence(der(derTag.boolean, Buffer.from([0xff]))) : sequence();
  const names = [
    ...options.dnsNames.map((name) => der(0x82, Buffer.from(name, "latin1"))),
    ...options.ips.map((ip) => der(0x87, ipBytes(ip))),
  ];
  return sequence(
    extension(ids.keyUsage, der(derTag.bitString, Buffer.from(isAuthority ? keyUsage.authority : leaf)), true),
    ...(usages.length === 0
      ? []
      : [extension(ids.extendedKeyUsage, sequence(...usages.map((usage) => objectId(ids[usage]))))]),
    extension(ids.basicConstraints, constraints, true),
    ...(keyId === undefined ? [] : [extension(ids.subjectKeyId, der(derTag.octetString, keyId))]),
    ...(authorityKeyId === undefined ? [] : [extension(ids.authorityKeyId, sequence(der(0x80, authorityKeyId)))]),
    ...(names.length === 0 ? [] : [extension(ids.alternativeNames, sequence(...names))]),
  );
}

/** An object identifier of its encoded form in hexadecimal digits. */
export function objectId(hex: string): Buffer {
  return der(derTag.objectId, Buffer.from(hex, "hex"));
}

/** Whether an element's content is the identifier of the subject's key. */
export function isSubjectKeyId(content: Buffer): boolean {
  return content.toString("hex") === ids.subjectKeyId;
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [der(derTag.boolean, Buffer.from([0xff]))] : [];
  return sequence(objectId(id), ...critical, der(derTag.octetString, value));
}

function ipBytes(text: string): Buffer {
  const parsed = isIP(text) === 0 ? undefined : parseIp(text);
  if (parsed === undefined) throw new SyntaxError(`Cannot certify the address "${text}": it is no IP address`);
  return Buffer.from(parsed.value.toString(16).padStart(parsed.family === 4 ? 8 : 32, "0"), "hex");
}
