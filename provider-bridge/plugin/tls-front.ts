import type { Duplex } from "node:stream";
import { createServer, type TLSSocket } from "node:tls";
import { certificateToPem, type SelfSignedCertificate } from "./certificate";

/** A client that takes longer for its handshake is no Terraform on this machine. */
const handshakeTimeoutMs = 10_000;

/** What AutoMTLS needs. */
export interface PluginTls {
  /** Ours, made for this process. */
  readonly certificate: SelfSignedCertificate;
  /** The one certificate (DER) that a client may present. */
  readonly clientCertificate: Buffer;
}

/** What stands between a raw connection and the gRPC server. */
export interface TlsFrontOptions extends PluginTls {
  /** Takes a connection after its client has proved to hold the key of that certificate. */
  readonly onTrusted: (socket: Duplex) => void;
  /** Told about every refused connection, with the reason. */
  readonly onRefused: (reason: string) => void;
}

/**
 * Mutual TLS with pinning instead of a certificate authority: the handshake proves that the client holds the key of the
 * certificate it shows, and the comparison that it is the one from our environment. `ca: []` keeps Node from loading its
 * root certificates, which costs Node 20 60 ms. Returns what takes a raw connection.
 */
export function createTlsFront(options: TlsFrontOptions): (socket: Duplex) => void {
  const server = createServer({
    key: options.certificate.privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: certificateToPem(options.certificate.der),
    ca: [],
    requestCert: true,
    rejectUnauthorized: false,
    ALPNProtocols: ["h2"],
    handshakeTimeout: handshakeTimeoutMs,
  });
  server.on("tlsClientError", (error, socket) => {
    options.onRefused(error.message);
    socket.destroy();
  });
  server.on("secureConnection", (socket) => {
    if (isPinned(socket, options.clientCertificate)) {
      options.onTrusted(socket);
    } else {
      options.onRefused("the client did not present the certificate of PLUGIN_CLIENT_CERT");
      socket.destroy();
    }
  });
  return (socket) => server.emit("connection", socket);
}

function isPinned(socket: TLSSocket, expected: Buffer): boolean {
  const presented = socket.getPeerX509Certificate();
  return presented?.raw.equals(expected) === true;
}
