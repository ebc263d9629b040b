/** Makes certificates: authorities that sign themselves, leaves that an authority signs, and answers to requests. */
import type { KeyObject } from "node:crypto";
import { createHash, createPublicKey, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import { generateKey, type KeyAlgorithm, type KeyPair, pkcs8Pem, privateKeyOf } from "./key-pair";
import { type CertificateSigner, readIssuer, writeCertificate } from "./write-certificate";
import { loadX509 as load } from "./x509";

/** What a certificate says. */
export interface CertificateOptions {
  /** Both may be left out: Talos's aggregator authority has an empty subject. */
  readonly subject: { readonly commonName?: string; readonly organizations?: readonly string[] };
  /** Milliseconds since 1970; certificates know whole seconds. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Host names the certificate is good for. Default none. */
  readonly dnsNames?: readonly string[];
  /** IP addresses the certificate is good for. Default none. */
  readonly ips?: readonly string[];
  /** Extended key usages. Default: both for an authority, none for a leaf. */
  readonly usages?: readonly ("server" | "client")[];
  /** The kind of key that is made. Default "ed25519". */
  readonly algorithm?: KeyAlgorithm;
  /** A key to use rather than a new one. Default: a new key of `algorithm`. */
  readonly keyPem?: string;
  /** Draws serial numbers. Default: this machine's randomness. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

/** What a signed request is given; subject and names are the request's own unless they are given here. */
export type RequestOptions = Omit<CertificateOptions, "subject" | "algorithm" | "keyPem"> &
  Partial<Pick<CertificateOptions, "subject">>;

/** An authority: it signs itself and may sign others. Extensions as Talos gives its own authorities. */
export async function selfSigned(options: CertificateOptions): Promise<KeyPair> {
  const { privateKey, publicKey } = keyFor(options);
  const certificatePem = sign({
    options: { usages: ["server", "client"], ...options },
    isAuthority: true,
    publicKey,
    signer: { key: privateKey, issuer: undefined },
  });
  return { certificatePem, keyPem: options.keyPem ?? pkcs8Pem(privateKey) };
}

/** A leaf with a key of its own, signed by an authority. The PEM holds the leaf alone. */
export async function issue(authority: KeyPair, options: CertificateOptions): Promise<KeyPair> {
  const { privateKey, publicKey } = keyFor(options);
  const certificatePem = sign({
    options,
    isAuthority: false,
    publicKey,
    signer: authoritySigner(authority),
  });
  return { certificatePem, keyPem: options.keyPem ?? pkcs8Pem(privateKey) };
}

/**
 * Answers a PKCS#10 request: a certificate (PEM) for the key in it, with its subject and names.
 *
 * @throws SyntaxError when the text is no request, or is not signed by the key in it.
 */
export async function signRequest(authority: KeyPair, requestPem: string, options: RequestOptions): Promise<string> {
  const request = readRequest(requestPem);
  if (!(await request.verify(webcrypto).catch(() => false))) {
    throw new SyntaxError("Cannot sign the certificate request: it is not signed by the key in it");
  }
  const named = namesOf(request);
  return sign({
    options: { subject: subjectOf(request), dnsNames: named.dns, ips: named.ip, ...options },
    isAuthority: false,
    publicKey: createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: "der", type: "spki" }),
    signer: authoritySigner(authority),
  });
}

interface Signing {
  readonly options: CertificateOptions;
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
  readonly signer: CertificateSigner;
}

/** Authorities sign again and again, and to read one costs as much as to sign with it. Latest last. */
const authorities = new Map<string, CertificateSigner>();
const mostAuthorities = 64;

function authoritySigner({ certificatePem, keyPem }: KeyPair): CertificateSigner {
  const name = certificatePem + keyPem;
  const signer = authorities.get(name) ?? {
    key: privateKeyOf(keyPem),
    issuer: readIssuer(new X509Certificate(certificatePem).raw),
  };
  authorities.delete(name);
  authorities.set(name, signer);
  const [oldest] = authorities.keys();
  if (authorities.size > mostAuthorities && oldest !== undefined) authorities.delete(oldest);
  return signer;
}

function keyFor({ keyPem, algorithm }: CertificateOptions): { privateKey: KeyObject; publicKey: KeyObject } {
  if (keyPem === undefined) return generateKey(algorithm ?? "ed25519");
  const privateKey = privateKeyOf(keyPem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function sign({ options, isAuthority, publicKey, signer }: Signing): string {
  const publicKeyDer = publicKey.export({ format: "der", type: "spki" });
  const { subject, notBeforeMs, notAfterMs, usages = [], dnsNames = [], ips = [] } = options;
  const extensions = {
    isAuthority,
    isEdwards: publicKey.asymmetricKeyType === "ed25519",
    usages,
    dnsNames,
    ips,
    keyId: isAuthority ? keyId(publicKeyDer) : undefined,
    authorityKeyId: signer.issuer?.keyId,
  };
  const serial = serialNumber(options.randomBytes ?? randomBytes);
  return writeCertificate({ subject, serialNumber: serial, notBeforeMs, notAfterMs, publicKeyDer, extensions }, signer);
}

/** RFC 7093, method 1: the leftmost 160 bits of the SHA-256 of the key. */
function keyId(der: Buffer): Buffer {
  return createHash("sha256").update(der).digest().subarray(0, 20);
}

/** 127 random bits: positive, and never zero. */
function serialNumber(draw: (count: number) => Uint8Array): Buffer {
  const bytes = Buffer.from(draw(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}

function readRequest(requestPem: string): import("@peculiar/x509").Pkcs10CertificateRequest {
  const x509 = load();
  try {
    return new x509.Pkcs10CertificateRequest(requestPem);
  } catch (cause) {
    throw new SyntaxError("Cannot read the certificate request: it is no PKCS#10 in PEM form", { cause });
  }
}

function subjectOf(request: import("@peculiar/x509").Pkcs10CertificateRequest): CertificateOptions["subject"] {
  const organizations = request.subjectName.getField("O");
  const [commonName] = request.subjectName.getField("CN");
  return commonName === undefined ? { organizations } : { organizations, commonName };
}

function namesOf(request: import("@peculiar/x509").Pkcs10CertificateRequest): { dns: string[]; ip: string[] } {
  const { SubjectAlternativeNameExtension } = load();
  const items = request.extensions.flatMap((extension) =>
    extension instanceof SubjectAlternativeNameExtension ? extension.names.items : [],
  );
  const ofType = (type: string) => items.filter((item) => item.type === type).map((item) => item.value);
  return { dns: ofType("dns"), ip: ofType("ip") };
}
