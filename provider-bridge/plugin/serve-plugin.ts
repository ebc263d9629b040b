import { certificateFromPem, createSelfSignedCertificate } from "./certificate";
import { ConnectionQueue } from "./connection-queue";
import { type PluginEnvironment, parsePluginEnvironment } from "./environment";
import { handshakeLine, negotiateProtocolVersion } from "./handshake";
import { listenForHost } from "./listener";
import type { PluginOptions } from "./plugin-options";
import { socketDirectoryCandidates } from "./socket-directory";
import { StartError } from "./start-error";
import { reportStartFailure, startedByHandSentence } from "./start-failure";
import type { PluginTls } from "./tls-front";
import { writeFully } from "./write-fully";

/** Versions of the Terraform plugin protocol that the methods speak. */
const servedProtocolVersions: readonly number[] = [6];

/**
 * Runs this process as a Terraform provider until its host ends it. Everything before the handshake line is what the
 * host waits for at each of the three to five starts of a command: load and build nothing there that can come later.
 * With the argument `--debug` it serves hosts that attach to it (TF_REATTACH_PROVIDERS) until Ctrl-C.
 */
export async function servePlugin(options: PluginOptions): Promise<void> {
  const environment = parsePluginEnvironment(process.env);
  try {
    if (process.argv.includes("--debug")) {
      const { serveForDebugging }: typeof import("./serve-for-debugging") = require("./serve-for-debugging");
      await serveForDebugging(options);
    } else if (environment.startedByHost) {
      await startPlugin(options, environment);
    } else {
      throw new StartError(startedByHandSentence(options.providerAddress));
    }
  } catch (error) {
    process.exit(reportStartFailure(error, environment.startedByHost, writeFully));
  }
}

async function startPlugin(options: PluginOptions, environment: PluginEnvironment): Promise<void> {
  leaveToHost("SIGINT", "SIGHUP");
  const protocolVersion = chooseProtocolVersion(environment);
  const tls = prepareTls(environment.clientCertificatePem);
  const connections = new ConnectionQueue();
  const listener = await listenForHost({
    environment,
    directories: socketDirectoryCandidates(process.env),
    processId: process.pid,
    platform: process.platform,
    onConnection: (socket) => connections.push(socket),
  });
  process.on("exit", () => listener.close());
  const line = handshakeLine({
    protocolVersion,
    network: listener.network,
    address: listener.address,
    serverCertificate: tls?.certificate.der,
    answersMultiplexing: environment.asksForMultiplexing,
  });
  if (!writeFully(1, line)) {
    throw new StartError("Cannot tell the host where the provider listens: nobody reads its standard output");
  }
  const { runPlugin }: typeof import("./run-plugin") = require("./run-plugin"); // loads tls and http2, so not before
  connections.handOver(runPlugin(options, listener, tls));
}

/**
 * Ignores signals that reach the whole process group (Ctrl-C, a closed terminal) but are the host's to answer: it asks us
 * to stop in its own way, or (under nohup, which Node would not respect) goes on.
 */
function leaveToHost(...signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) {
    process.on(signal, () => {});
  }
}

function chooseProtocolVersion(environment: PluginEnvironment): number {
  const version = negotiateProtocolVersion(environment.offeredProtocolVersions, servedProtocolVersions);
  if (version === undefined) {
    const served = servedProtocolVersions.join(", ");
    throw new StartError(
      `Cannot speak with this host: it offers the plugin protocol versions "${environment.protocolVersionsText}", and ` +
        `this provider serves ${served}: use Terraform 1.0 or newer, or any OpenTofu`,
    );
  }
  return version;
}

function prepareTls(clientCertificatePem: string | undefined): PluginTls | undefined {
  if (clientCertificatePem === undefined) {
    return undefined;
  }
  const clientCertificate = certificateFromPem(clientCertificatePem);
  if (clientCertificate === undefined) {
    throw new StartError(
      "Cannot read PLUGIN_CLIENT_CERT: it holds no PEM certificate; leave it to Terraform to set it",
    );
  }
  return { certificate: createSelfSignedCertificate(), clientCertificate };
}
