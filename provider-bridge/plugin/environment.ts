/** The value of TF_PLUGIN_MAGIC_COOKIE by which a provider knows that Terraform started it, and not a person. */
export const magicCookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** The ports go-plugin allows where the host names none. */
const defaultPorts: PortRange = { minimum: 10_000, maximum: 25_000 };

/** TCP ports from `minimum` to `maximum`, both included. */
export interface PortRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** What the host (Terraform, OpenTofu) tells a plugin process through its environment. */
export interface PluginEnvironment {
  /** Whether the magic cookie is the right one; without it a person has started the provider by hand. */
  readonly startedByHost: boolean;
  /** Protocol versions the host offers, in its (random) order; undefined when it did not say. */
  readonly offeredProtocolVersions: readonly number[] | undefined;
  /** PLUGIN_PROTOCOL_VERSIONS as it was given, for messages. */
  readonly protocolVersionsText: string;
  /** The host's one-time client certificate (PEM); undefined means that the host dials without TLS. */
  readonly clientCertificatePem: string | undefined;
  /** Ports for a TCP listener. Default 10000 … 25000. */
  readonly ports: PortRange;
  /** Where the host wants the socket, which only hosts with runners of their own say. */
  readonly socketDirectory: string | undefined;
  /** The group, by name or number, that may use the socket; undefined means nobody but this user. */
  readonly socketGroup: string | undefined;
  /** Whether the host asks if the broker can be multiplexed (it then expects a seventh handshake field). */
  readonly asksForMultiplexing: boolean;
}

/** Reads the variables of the go-plugin contract. Never throws: what is unreadable counts as not given. */
export function parsePluginEnvironment(env: Readonly<Record<string, string | undefined>>): PluginEnvironment {
  const versions = env["PLUGIN_PROTOCOL_VERSIONS"] ?? "";
  return {
    startedByHost: env["TF_PLUGIN_MAGIC_COOKIE"] === magicCookie,
    offeredProtocolVersions: versions.trim() === "" ? undefined : parseVersions(versions),
    protocolVersionsText: versions,
    clientCertificatePem: nonEmpty(env["PLUGIN_CLIENT_CERT"]),
    ports: parsePorts(env["PLUGIN_MIN_PORT"], env["PLUGIN_MAX_PORT"]),
    socketDirectory: nonEmpty(env["PLUGIN_UNIX_SOCKET_DIR"]),
    socketGroup: nonEmpty(env["PLUGIN_UNIX_SOCKET_GROUP"]),
    asksForMultiplexing: nonEmpty(env["PLUGIN_MULTIPLEX_GRPC"]) !== undefined,
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

function parseVersions(list: string): number[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => /^[0-9]{1,9}$/.test(item))
    .map(Number);
}

function parsePorts(minimumText: string | undefined, maximumText: string | undefined): PortRange {
  const minimum = parsePort(minimumText);
  const maximum = parsePort(maximumText);
  return minimum === undefined || maximum === undefined || minimum > maximum ? defaultPorts : { minimum, maximum };
}

function parsePort(text: string | undefined): number | undefined {
  const port = /^[0-9]{1,5}$/.test(text ?? "") ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
