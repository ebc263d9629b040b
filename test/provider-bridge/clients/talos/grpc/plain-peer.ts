/** A peer that speaks HTTP/2 without TLS, and does with each stream what a test says; or only sends bytes. */
import { createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { GrpcConnection } from "../../../../../provider-bridge/clients/talos/grpc";

/** What becomes of a stream. */
export type Answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/** A running peer. */
export class PlainPeer {
  readonly sessions: ServerHttp2Session[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections: GrpcConnection[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
    });
  }

  /** One that answers. */
  static async answering(answer: Answer): Promise<PlainPeer> {
    const server = createServer();
    const peer = new PlainPeer(server);
    server.on("session", (session) => peer.sessions.push(session));
    server.on("stream", (stream, headers) => {
      stream.on("error", () => undefined);
      answer(stream, headers);
    });
    return peer.#listening();
  }

  /** One that sends these bytes to whoever comes, and is silent from then on. */
  static async saying(bytes: Buffer): Promise<PlainPeer> {
    return new PlainPeer(createTcpServer((socket) => socket.write(bytes))).#listening();
  }

  async #listening(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  /** A connection to it, which is closed with it. Signs of life are wanted every 10 ms, within 10 ms. */
  connection(): GrpcConnection {
    const { port } = this.#server.address() as AddressInfo;
    const made = new GrpcConnection({
      origin: `http://127.0.0.1:${port}`,
      dial: () => connect(port, "127.0.0.1"),
      keepAliveMs: 10,
      keepAliveTimeoutMs: 10,
    });
    this.#connections.push(made);
    return made;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
