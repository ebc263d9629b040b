/** A handshake without a call: who answers at an address, and whether it takes us. Nothing of ours is sent but the hello. */
import { createHash, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { TALOS_PORT } from "./talos-port";

/** What a handshake showed. */
export type Probed =
  /** It takes us, and speaks. */
  | { readonly kind: "speaks"; readonly certificate: PeerCertificate }
  /** It does not take us. */
  | { readonly kind: "refuses"; readonly why: string }
  /** It is not whom we trust. */
  | { readonly kind: "stranger"; readonly why: string }
  | { readonly kind: "nobody"; readonly why: string }
  | { readonly kind: "silent" };

/** The certificate that a peer shows. */
export interface PeerCertificate {
  readonly pem: string;
  /** SHA-256 of the public key (SPKI), base64, as `talosctl --cert-fingerprint` takes it. */
  readonly fingerprint: string;
}

/** Whom we say that we are, and whom we trust; without it, anybody is taken and nothing is shown. */
export type ProbeAs = { readonly ca: string; readonly certificate: string; readonly key: string } | undefined;

/** Fingerprint of a certificate in DER. */
export function fingerprintOf(der: Uint8Array): PeerCertificate {
  const certificate = new X509Certificate(der);
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  return { pem: certificate.toString(), fingerprint: createHash("sha256").update(spki).digest("base64") };
}

/** Shakes hands with a Talos API and hangs up. Never rejects but with the signal's reason. */
export function probePeer(host: string, as: ProbeAs, limitMs: number, signal: AbortSignal): Promise<Probed> {
  const options: ConnectionOptions = {
    host,
    port: TALOS_PORT,
    ALPNProtocols: ["h2"],
    minVersion: "TLSv1.2",
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(as === undefined ? { rejectUnauthorized: false } : { ca: as.ca, cert: as.certificate, key: as.key }),
  };
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect(options);
    const limit = AbortSignal.timeout(limitMs);
    const progress = { connected: false, shaken: undefined as PeerCertificate | undefined };
    const finish = (probed: Probed) => {
      signal.removeEventListener("abort", cancel);
      socket.destroy();
      resolve(probed);
    };
    const cancel = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener("abort", cancel, { once: true });
    limit.addEventListener("abort", () => finish({ kind: "silent" }), { once: true });
    socket.once("connect", () => {
      progress.connected = true;
    });
    socket.once("secureConnect", () => {
      progress.shaken = certificateOf(socket);
    });
    // With TLS 1.3 a peer refuses our certificate after the handshake: only when it speaks, it has taken us.
    socket.once("data", () => finish(spoken(progress.shaken)));
    socket.on("error", (error) => finish(failed(error, progress)));
    socket.once("close", () => finish({ kind: "refuses", why: "it closed the connection" }));
  });
}

function certificateOf(socket: TLSSocket): PeerCertificate | undefined {
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? undefined : fingerprintOf(raw);
}

function spoken(certificate: PeerCertificate | undefined): Probed {
  if (certificate !== undefined) return { kind: "speaks", certificate };
  return { kind: "stranger", why: "it showed no certificate" };
}

/** Alerts of a peer that does not take our certificate, or wants one. */
const REFUSAL = /ALERT/;

function failed(error: Error, { connected, shaken }: { connected: boolean; shaken: unknown }): Probed {
  const code = "code" in error ? String(error.code) : "";
  if (REFUSAL.test(code)) return { kind: "refuses", why: error.message };
  if (shaken !== undefined) return { kind: "refuses", why: error.message };
  return connected && code !== "ECONNRESET"
    ? { kind: "stranger", why: error.message }
    : { kind: "nobody", why: error.message };
}
