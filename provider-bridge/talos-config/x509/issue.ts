import type { KeyObject } from "node:crypto";
import { type Der, der } from "./der";
import { publicKeyInfo } from "./key-pair";
import { encodeName, type Subject } from "./names";
import { writePem } from "./pem";
import { signatureAlgorithm, signBytes } from "./sign";

const usageBits = { digitalSignature: 0x80, keyEncipherment: 0x20, keyCertSign: 0x04 };
const extendedUsages = { serverAuth: "1.3.6.1.5.5.7.3.1", clientAuth: "1.3.6.1.5.5.7.3.2" };
const maxUtcYear = 2049;

/** What goes into a certificate. */
export interface CertificateRequest {
  readonly subject: Subject;
  readonly issuer: Subject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** 16 bytes, taken as a positive number. */
  readonly serial: Uint8Array;
  readonly keyUsage: readonly (keyof typeof usageBits)[];
  readonly extKeyUsage: readonly (keyof typeof extendedUsages)[];
  readonly isCa: boolean;
  /** 20 bytes for CAs, empty otherwise. */
  readonly subjectKeyId: Uint8Array;
  /** That of the issuer; empty for self-signed ones. */
  readonly authorityKeyId: Uint8Array;
  /** The key the certificate is for; only its public half is used. */
  readonly key: KeyObject;
  readonly signingKey: KeyObject;
}

/** Issues a certificate: PEM. The same request gives the same bytes. */
export function issueCertificate(request: CertificateRequest): string {
  const algorithm = signatureAlgorithm(request.signingKey);
  const body = der.sequence(
    der.context(0, der.smallInteger(2)),
    der.integer(request.serial),
    algorithm,
    encodeName(request.issuer),
    der.sequence(time(request.notBefore), time(request.notAfter)),
    encodeName(request.subject),
    publicKeyInfo(request.key),
    der.context(3, der.sequence(...extensions(request))),
  );
  const signature = signBytes(request.signingKey, body);
  return writePem("CERTIFICATE", der.sequence(body, algorithm, der.bits(signature)));
}

/** In the order in which Go writes them. */
function extensions(request: CertificateRequest): Der[] {
  const list = [
    extension("2.5.29.15", keyUsage(request), true),
    extension("2.5.29.37", der.sequence(...request.extKeyUsage.map((name) => der.oid(extendedUsages[name]))), false),
  ];
  if (request.isCa) list.push(extension("2.5.29.19", der.sequence(der.boolean(true)), true));
  if (request.subjectKeyId.length > 0) list.push(extension("2.5.29.14", der.octets(request.subjectKeyId), false));
  if (request.authorityKeyId.length > 0) {
    const identifier = der.sequence(der.context(0, Buffer.from(request.authorityKeyId), false));
    list.push(extension("2.5.29.35", identifier, false));
  }
  return list;
}

function extension(oid: string, value: Der, critical: boolean): Der {
  return der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}

function keyUsage({ keyUsage: usages }: CertificateRequest): Der {
  const bits = usages.reduce((sum, name) => sum | usageBits[name], 0);
  let unused = 0;
  while (unused < 7 && (bits & (1 << unused)) === 0) unused += 1;
  return der.bits(Buffer.from([bits]), unused);
}

function time(date: Date): Der {
  const digits = date.toISOString().replace(/[-:T]/g, "").slice(0, 14);
  return date.getUTCFullYear() <= maxUtcYear ? der.utcTime(`${digits.slice(2)}Z`) : der.generalizedTime(`${digits}Z`);
}
