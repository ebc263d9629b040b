import type { MethodTable } from "../../wire/grpc/method";
import { parsePluginEnvironment } from "./environment";
import { listenForHost } from "./listener";
import type { PluginContext, PluginOptions } from "./plugin-options";
import { socketDirectoryCandidates } from "./socket-directory";

/** One provider in TF_REATTACH_PROVIDERS, in the form in which Terraform reads it. */
export interface ReattachConfig {
  readonly Protocol: "grpc";
  readonly ProtocolVersion: number;
  readonly Pid: number;
  /** True keeps the host from ending the process. */
  readonly Test: true;
  readonly Addr: { readonly Network: "unix" | "tcp"; readonly String: string };
}

/** A provider that Terraform can attach to. */
export interface ReattachServer {
  /** What a host needs to know of this one provider. */
  readonly reattachConfig: ReattachConfig;
  /** The value of TF_REATTACH_PROVIDERS when this is the only provider; {@link reattachEnvironment} joins several. */
  readonly environmentValue: string;
  /** Ends all connections and removes the socket. */
  close(): void;
}

/** What to serve in this process. */
export interface ReattachOptions {
  readonly providerAddress: string;
  /** The methods themselves, or what loads them at the first call. */
  readonly methods: MethodTable | PluginOptions["loadMethods"];
  /** Default: a logger that follows TF_LOG_PROVIDER and writes to stderr. */
  readonly context?: PluginContext;
}

/** The version of the Terraform plugin protocol; there is no negotiation when a host attaches. */
const protocolVersion = 6;

/**
 * Serves a provider from within this process (a test, a debugger) for hosts that attach to it: no TLS, no handshake
 * line, any number of runs, and Shutdown ends nothing. The process itself is left alone: no signal handlers, no exits.
 */
export async function serveForReattach(options: ReattachOptions): Promise<ReattachServer> {
  const { createPluginContext }: typeof import("./plugin-context") = require("./plugin-context");
  const { createProviderServer }: typeof import("./provider-server") = require("./provider-server");
  const context = options.context ?? createPluginContext(options.providerAddress, process.env, "off");
  const { methods } = options;
  const loadMethods = typeof methods === "function" ? () => methods(context) : () => methods;
  const { server } = createProviderServer({ ...context, loadMethods });
  const listener = await listenForHost({
    environment: parsePluginEnvironment({}),
    directories: socketDirectoryCandidates(process.env),
    processId: process.pid,
    platform: process.platform,
    onConnection: (socket) => server.accept(socket),
  });
  const reattachConfig: ReattachConfig = {
    Protocol: "grpc",
    ProtocolVersion: protocolVersion,
    Pid: process.pid,
    Test: true,
    Addr: { Network: listener.network, String: listener.address },
  };
  const close = (): void => {
    listener.close();
    server.close();
  };
  return {
    reattachConfig,
    environmentValue: reattachEnvironment({ [options.providerAddress]: reattachConfig }),
    close,
  };
}

/** The value of TF_REATTACH_PROVIDERS for several providers, by source address. */
export function reattachEnvironment(configs: Readonly<Record<string, ReattachConfig>>): string {
  return JSON.stringify(configs);
}
