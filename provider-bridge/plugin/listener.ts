import { createServer, type Server, type Socket } from "node:net";
import type { PluginEnvironment, PortRange } from "./environment";
import { createSocketDirectory, removeSocketDirectory, type SocketDirectoryOptions } from "./socket-directory";
import { shareSocketWithGroup } from "./socket-group";
import { StartError } from "./start-error";
import { systemErrorText } from "./system-error";

/** Where the host can dial us. */
export interface Listener {
  readonly network: "unix" | "tcp";
  /** A socket path, or `127.0.0.1:port`. */
  readonly address: string;
  /** Stops listening and removes what was made on disk, without waiting; connections live on. May be called twice. */
  close(): void;
}

/** Called for every connection; its "error" event already has a listener. */
export type ConnectionHandler = (socket: Socket) => void;

/** Where and for whom to listen. */
export interface HostListenerOptions {
  readonly environment: Pick<PluginEnvironment, "ports" | "socketDirectory" | "socketGroup">;
  /** Directories to try for the socket, unless the environment names one. */
  readonly directories: readonly string[];
  readonly processId: number;
  /** As in `process.platform`; Node has no UNIX sockets on "win32". */
  readonly platform: string;
  readonly onConnection: ConnectionHandler;
}

/** Listens in the way that fits the platform. Throws a {@link StartError} with a way out. */
export async function listenForHost(options: HostListenerOptions): Promise<Listener> {
  const { environment, onConnection } = options;
  if (options.platform === "win32") {
    return listenOnTcp({ ports: environment.ports, onConnection });
  }
  return listenOnUnixSocket({
    required: environment.socketDirectory,
    candidates: options.directories,
    processId: options.processId,
    group: environment.socketGroup,
    onConnection,
  });
}

/** How the listener for a UNIX socket is made. */
export interface UnixListenerOptions extends SocketDirectoryOptions {
  /** A group that may connect beside this user. */
  readonly group: string | undefined;
  readonly onConnection: ConnectionHandler;
}

/**
 * Listens on a UNIX socket in a new private directory. When this returns, the host can connect: binding a UNIX socket
 * takes no turn of the event loop. Throws a {@link StartError} with a way out.
 */
export function listenOnUnixSocket(options: UnixListenerOptions): Listener {
  const place = createSocketDirectory(options);
  const server = createConnectionServer(options.onConnection);
  const close = (): void => {
    server.close();
    removeSocketDirectory(place);
  };
  try {
    server.listen(place.socketPath);
    if (!server.listening) {
      const advice = "set TMPDIR to a directory whose file system can hold sockets and has space left";
      throw new StartError(`Cannot listen on "${place.socketPath}": ${advice}`);
    }
    if (options.group !== undefined) {
      shareSocketWithGroup(place, options.group);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { network: "unix", address: place.socketPath, close };
}

/** How the listener for TCP on this machine is made. */
export interface TcpListenerOptions {
  readonly ports: PortRange;
  readonly onConnection: ConnectionHandler;
}

/**
 * Listens on the first free port of the range on 127.0.0.1, for systems where Node has no UNIX sockets (Windows).
 * Throws a {@link StartError} when none is free.
 */
export async function listenOnTcp(options: TcpListenerOptions): Promise<Listener> {
  const { minimum, maximum } = options.ports;
  let lastError: unknown;
  for (let port = minimum; port <= maximum; port += 1) {
    const server = createConnectionServer(options.onConnection);
    lastError = await listen(server, port);
    if (lastError === undefined) {
      return { network: "tcp", address: `127.0.0.1:${port}`, close: () => void server.close() };
    }
  }
  const reason = systemErrorText(lastError);
  throw new StartError(`Cannot listen on any port from ${minimum} to ${maximum}: free one of them (${reason})`);
}

function createConnectionServer(onConnection: ConnectionHandler): Server {
  const server = createServer((socket) => {
    socket.on("error", () => {}); // a connection that breaks closes, and whoever uses it sees that
    onConnection(socket);
  });
  server.on("error", () => {}); // what matters is asked right after listen()
  return server;
}

/** Resolves to undefined when the server listens, and to the error when it cannot. */
function listen(server: Server, port: number): Promise<unknown> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen({ host: "127.0.0.1", port }, () => resolve(undefined));
  });
}
