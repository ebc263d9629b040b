import type { TLSSocket } from "node:tls";
import { certificateOrganizations } from "../../pki";
import type { Peer } from "./call";
import type { TalosEndpoint } from "./endpoint";

const clientAuth = "1.3.6.1.5.5.7.3.2";

/** Who is at the other end, or undefined where Talos hangs up. The chain to an authority is verified by now. */
export function peerOf(socket: TLSSocket, endpoint: TalosEndpoint, nowMs: number): Peer | undefined {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (endpoint.clientAuthoritiesPem === undefined) return { address, maintenance: true, roles: [], commonName: "" };
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const usages = certificate.keyUsage ?? [];
  if (endpoint.clientUsageOnly && (usages.length !== 1 || usages[0] !== clientAuth)) return undefined;
  // OpenSSL looks at this machine's clock; the node has its own.
  if (nowMs < Date.parse(certificate.validFrom) || nowMs > Date.parse(certificate.validTo)) return undefined;
  const commonName = /^CN=(.*)$/m.exec(certificate.subject ?? "")?.[1] ?? "";
  return { address, maintenance: false, roles: certificateOrganizations(certificate), commonName };
}
