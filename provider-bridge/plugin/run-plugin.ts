import type { Socket } from "node:net";
import { dirname } from "node:path";
import type { Duplex } from "node:stream";
import { GrpcError, GrpcStatus } from "../../wire/grpc/status";
import { reportCrashes } from "./crash";
import type { GrpcServer } from "./grpc-server";
import { processRuns, removeLeftoverSockets } from "./leftover-sockets";
import { type ExitReason, Lifecycle } from "./lifecycle";
import type { Listener } from "./listener";
import type { Logger } from "./log";
import { createPluginContext } from "./plugin-context";
import type { PluginContext, PluginOptions } from "./plugin-options";
import type { ProviderServer } from "./provider-server";
import { shutdownPath } from "./services/controller";
import { createTlsFront, type PluginTls } from "./tls-front";
import { writeFully } from "./write-fully";

/** How long methods may take to give up when the process is told to end (SIGTERM). */
const giveUpMs = 5_000;
/** When leftovers of killed processes are swept; most processes are gone before that. */
const sweepAfterMs = 10_000;

const exitCodes: Readonly<Record<ExitReason, number>> = {
  shutdown: 0,
  disconnected: 0,
  "parent gone": 0,
  "never connected": 1,
  terminated: 143,
};

/**
 * The life of a plugin process after its handshake line: serves what connects, and ends the process when its host says
 * so or is gone. Returns what takes a connection.
 */
export function runPlugin(
  options: PluginOptions,
  listener: Listener,
  tls: PluginTls | undefined,
): (socket: Socket) => void {
  const context = createPluginContext(options.providerAddress, process.env, "off");
  const { logger, redactor } = context;
  reportCrashes({
    source: process,
    write: (text) => void writeFully(2, text),
    redact: (text) => redactor.redact(text),
    exit: (code) => process.exit(code),
  });
  logger.debug("Provider process begins", { node_version: process.version });
  const lifecycle = createLifecycle(logger);
  const provider = madeOnce(() => createServer(options, context, lifecycle));
  const serve = (socket: Duplex): void => provider().server.accept(socket);
  const front = tls === undefined ? serve : createTlsFront({ ...tls, onTrusted: serve, onRefused: logRefusal(logger) });
  endOnTermination(() => provider().server, lifecycle);
  setTimeout(() => sweepLeftovers(listener), sweepAfterMs).unref();
  return (socket) => {
    lifecycle.connectionOpened();
    socket.once("close", () => lifecycle.connectionClosed());
    front(socket);
    whileHostComputes(() => void provider().load());
  };
}

/**
 * Runs a task when the host has our half of the TLS handshake and is at work on its own, for some milliseconds: the
 * connection is made in this turn of the event loop, its first bytes are read and answered in the next.
 */
function whileHostComputes(task: () => void): void {
  setImmediate(() => setImmediate(task));
}

function madeOnce<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Loads HTTP/2 and what is on it, which takes as long as everything else between the handshake line and the first call. */
function createServer(options: PluginOptions, context: PluginContext, lifecycle: Lifecycle): ProviderServer {
  const { createProviderServer }: typeof import("./provider-server") = require("./provider-server");
  return createProviderServer({
    ...context,
    loadMethods: () => options.loadMethods(context),
    onAnswered: (path) => path === shutdownPath && setImmediate(() => lifecycle.exit("shutdown")),
  });
}

function sweepLeftovers(listener: Listener): void {
  if (listener.network === "unix") {
    removeLeftoverSockets(dirname(dirname(listener.address)), { nowMs: Date.now(), processRuns });
  }
}

function createLifecycle(logger: Logger): Lifecycle {
  const parentId = process.ppid;
  return new Lifecycle({
    exit: (reason) => {
      logger.debug("Provider process ends", { reason });
      process.exit(exitCodes[reason]);
    },
    parentRuns: () => process.ppid === parentId,
    every: (intervalMs, task) => {
      const timer = setInterval(task, intervalMs);
      return () => clearInterval(timer);
    },
  });
}

function logRefusal(logger: Logger): (reason: string) => void {
  return (reason) => logger.warn("Connection refused", { reason });
}

/** Unlike Ctrl-C, SIGTERM is meant for us: what runs is cancelled and may still answer. */
function endOnTermination(server: () => GrpcServer, lifecycle: Lifecycle): void {
  process.once("SIGTERM", () => {
    const reason = new GrpcError(GrpcStatus.CANCELLED, "The provider process was told to end");
    setTimeout(() => lifecycle.exit("terminated"), giveUpMs);
    void server()
      .cancelCalls(reason)
      .then(() => setImmediate(() => lifecycle.exit("terminated")));
  });
}
