/** What the first line of stdout tells the host. */
export interface Handshake {
  /** The negotiated version of the Terraform plugin protocol. */
  readonly protocolVersion: number;
  /** The kind of address that follows. */
  readonly network: "unix" | "tcp";
  /** A socket path, or `127.0.0.1:port`. */
  readonly address: string;
  /** Our certificate (DER), which becomes the only one the host trusts; undefined means no TLS. */
  readonly serverCertificate: Buffer | undefined;
  /** Whether the host asked about broker multiplexing, which is then answered with "false". */
  readonly answersMultiplexing: boolean;
}

/** The version of go-plugin's own contract. */
const coreProtocolVersion = 1;

/**
 * The highest version that both sides have, or undefined when there is none.
 * A host that does not say what it offers gets our highest, as go-plugin does it.
 */
export function negotiateProtocolVersion(
  offered: readonly number[] | undefined,
  served: readonly number[],
): number | undefined {
  const common = offered === undefined ? served : served.filter((version) => offered.includes(version));
  return common.length === 0 ? undefined : Math.max(...common);
}

/** The handshake line with its line feed; the certificate is base64 without padding, as go-plugin reads it. */
export function handshakeLine(handshake: Handshake): string {
  const fields = [
    coreProtocolVersion,
    handshake.protocolVersion,
    handshake.network,
    handshake.address,
    "grpc",
    handshake.serverCertificate?.toString("base64").replace(/=+$/, "") ?? "",
  ];
  return `${fields.join("|")}${handshake.answersMultiplexing ? "|false" : ""}\n`;
}
