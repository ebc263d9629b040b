import { verify } from "node:crypto";
import { formatIpAddress, parseIpAddress } from "../scalars";
import type { CertificateFacts } from "./certificate";

/** What a certificate is checked for. */
export interface VerifyOptions {
  readonly usage: "server" | "client";
  readonly now: Date;
  /** Checked for servers: a DNS name or an address; default: not checked. */
  readonly host?: string;
}

/** Why a certificate is not good, undefined when it is: the checks of Go's x509 for one CA. */
export function verifyProblem(
  certificate: CertificateFacts,
  ca: CertificateFacts,
  options: VerifyOptions,
): string | undefined {
  const time = options.now.getTime();
  if (time < certificate.notBefore.getTime())
    return `the certificate is not valid before ${certificate.notBefore.toISOString()}`;
  if (time > certificate.notAfter.getTime())
    return `the certificate has expired at ${certificate.notAfter.toISOString()}`;
  const host = options.host ?? "";
  if (host !== "" && !matchesHost(certificate, host)) return `the certificate is not for "${host}"`;
  const self = certificate.signed.equals(ca.signed) && certificate.signature.equals(ca.signature);
  if (!self) {
    if (!isSignedBy(certificate, ca)) return "the certificate is not signed by this CA";
    if (!ca.isCa) return "the issuer is no CA";
    if (time < ca.notBefore.getTime() || time > ca.notAfter.getTime()) return "the CA has expired or is not valid yet";
  }
  const wanted = options.usage === "server" ? "serverAuth" : "clientAuth";
  const chain = self ? [certificate] : [certificate, ca];
  return chain.every((link) => allows(link, wanted)) ? undefined : `the certificate is not for ${options.usage}s`;
}

function allows({ extKeyUsage }: CertificateFacts, usage: string): boolean {
  return extKeyUsage.length === 0 || extKeyUsage.includes(usage) || extKeyUsage.includes("any");
}

/** True when the CA's key made the signature of the certificate. */
export function isSignedBy(certificate: CertificateFacts, ca: CertificateFacts): boolean {
  if (certificate.issuer.text !== ca.subject.text) return false;
  const hash = { "ECDSA-SHA256": "sha256", "ECDSA-SHA384": "sha384", "ECDSA-SHA512": "sha512", "SHA256-RSA": "sha256" }[
    certificate.signatureAlgorithm
  ];
  return verify(hash ?? null, certificate.signed, ca.key, certificate.signature);
}

function matchesHost({ dnsNames, ipAddresses }: CertificateFacts, host: string): boolean {
  const address = parseIpAddress(host.replace(/^\[(.*)\]$/, "$1"));
  if (address !== undefined) {
    const wanted = formatIpAddress(address);
    return ipAddresses.some((bytes) => {
      const bits = bytes.length === 4 ? 32 : 128;
      return formatIpAddress({ bits, value: BigInt(`0x${bytes.toString("hex") || "0"}`), zone: "" }) === wanted;
    });
  }
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  return dnsNames.some((pattern) => {
    const parts = pattern.toLowerCase().split(".");
    return (
      parts.length === labels.length &&
      parts.every((part, index) => part === labels[index] || (part === "*" && index === 0))
    );
  });
}
