/** What is read from a certificate by those who must decide on it. */
import type { X509Certificate } from "node:crypto";

/** The organizations (`O=`) of a certificate's subject, in their order: Talos's roles and Kubernetes's groups. */
export function certificateOrganizations(certificate: X509Certificate): readonly string[] {
  const lines = certificate.subject === undefined ? [] : certificate.subject.split("\n");
  return lines.filter((line) => line.startsWith("O=")).map((line) => unescaped(line.slice(2)));
}

/** Node writes subjects as RFC 2253 does: a backslash before what would mean something. */
function unescaped(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
