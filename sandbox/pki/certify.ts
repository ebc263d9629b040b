/** Makes certificates: authorities that sign themselves, leaves that an authority signs, and answers to requests. */
import type { KeyObject } from "node:crypto";
import { createHash, createPublicKey, randomBytes, webcrypto } from "node:crypto";
import { generateKey, type KeyAlgorithm, type KeyPair, pkcs8Pem, privateKeyOf } from "./key-pair";
import { loadX509 as load, nameOf, type SignatureAlgorithm, signatureAlgorithm } from "./x509";

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
  const certificatePem = await sign({
    options: { usages: ["server", "client"], ...options },
    isAuthority: true,
    publicKey,
    signer: await signerOf(privateKey, undefined),
  });
  return { certificatePem, keyPem: options.keyPem ?? pkcs8Pem(privateKey) };
}

/** A leaf with a key of its own, signed by an authority. The PEM holds the leaf alone. */
export async function issue(authority: KeyPair, options: CertificateOptions): Promise<KeyPair> {
  const { privateKey, publicKey } = keyFor(options);
  const certificatePem = await sign({
    options,
    isAuthority: false,
    publicKey,
    signer: await authoritySigner(authority),
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
    signer: await authoritySigner(authority),
  });
}

interface Signing {
  readonly options: CertificateOptions;
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
  readonly signer: Signer;
}

/** Who signs, read and ready to. */
interface Signer {
  readonly key: webcrypto.CryptoKey;
  readonly algorithm: SignatureAlgorithm;
  /** Undefined where the certificate signs itself. */
  readonly certificate: import("@peculiar/x509").X509Certificate | undefined;
}

/** Authorities sign again and again, and to read one costs as much as to sign with it. Latest last. */
const authorities = new Map<string, Promise<Signer>>();
const mostAuthorities = 64;

function authoritySigner({ certificatePem, keyPem }: KeyPair): Promise<Signer> {
  const name = certificatePem + keyPem;
  const signer = authorities.get(name) ?? signerOf(privateKeyOf(keyPem), certificatePem);
  authorities.delete(name);
  authorities.set(name, signer);
  const [oldest] = authorities.keys();
  if (authorities.size > mostAuthorities && oldest !== undefined) authorities.delete(oldest);
  return signer;
}

async function signerOf(privateKey: KeyObject, certificatePem: string | undefined): Promise<Signer> {
  const algorithm = signatureAlgorithm(privateKey);
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  return {
    key: await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]),
    algorithm,
    certificate: certificatePem === undefined ? undefined : new (load().X509Certificate)(certificatePem),
  };
}

function keyFor({ keyPem, algorithm }: CertificateOptions): { privateKey: KeyObject; publicKey: KeyObject } {
  if (keyPem === undefined) return generateKey(algorithm ?? "ed25519");
  const privateKey = privateKeyOf(keyPem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

async function sign({ options, isAuthority, publicKey, signer }: Signing): Promise<string> {
  const x509 = load();
  const subject = nameOf(options.subject);
  const der = publicKey.export({ format: "der", type: "spki" });
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(options.randomBytes ?? randomBytes),
      subject,
      issuer: signer.certificate?.subjectName.toJSON() ?? subject,
      notBefore: new Date(options.notBeforeMs),
      notAfter: new Date(options.notAfterMs),
      publicKey: new x509.PublicKey(der),
      signingKey: signer.key,
      signingAlgorithm: signer.algorithm,
      extensions: extensionsOf(options, isAuthority, { type: publicKey.asymmetricKeyType, der }, signer),
    },
    webcrypto,
  );
  return `${certificate.toString("pem")}\n`;
}

function extensionsOf(
  options: CertificateOptions,
  isAuthority: boolean,
  publicKey: { readonly type: string | undefined; readonly der: Buffer },
  { certificate: issuer }: Signer,
): import("@peculiar/x509").Extension[] {
  const x509 = load();
  const { digitalSignature, keyCertSign, keyEncipherment } = x509.KeyUsageFlags;
  const isEdwards = publicKey.type === "ed25519";
  const leafUsage = isEdwards ? digitalSignature : digitalSignature | keyEncipherment;
  const usages = (options.usages ?? []).map((usage) => x509.ExtendedKeyUsage[`${usage}Auth`]);
  const names = [
    ...(options.dnsNames ?? []).map((value) => ({ type: "dns" as const, value })),
    ...(options.ips ?? []).map((value) => ({ type: "ip" as const, value })),
  ];
  const issuerKeyId = issuer?.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  return [
    new x509.BasicConstraintsExtension(isAuthority, undefined, true),
    new x509.KeyUsagesExtension(isAuthority ? digitalSignature | keyCertSign : leafUsage, true),
    ...(usages.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension(usages)]),
    ...(isAuthority ? [new x509.SubjectKeyIdentifierExtension(keyId(publicKey.der))] : []),
    ...(issuerKeyId ? [new x509.AuthorityKeyIdentifierExtension(issuerKeyId)] : []),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
  ];
}

/** RFC 7093, method 1: the leftmost 160 bits of the SHA-256 of the key. */
function keyId(der: Buffer): string {
  return createHash("sha256").update(der).digest("hex").slice(0, 40);
}

/** 127 random bits: positive, and never zero. */
function serialNumber(draw: (count: number) => Uint8Array): string {
  const bytes = Buffer.from(draw(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString("hex");
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
