/** A peer that speaks HTTP/2 and just enough gRPC to answer any call with an empty message, or to turn it away. */
import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import type { TLSSocket } from "node:tls";
import { type HeldBlock, takeBlock } from "../../../../sandbox/block";
import type { KeyPair } from "../../../../sandbox/pki";
import { loopbackAddress } from "../../../../sandbox/world/loopback";

const talosPort = 50_000;
/** A frame of gRPC with nothing in it. */
const emptyMessage = Buffer.alloc(5);

/** A running peer. */
export class H2Peer {
  readonly host: string;
  /** Names that clients asked for in their handshakes. */
  readonly names: TLSSocket["servername"][] = [];
  /** Methods that were answered. */
  readonly answered: string[] = [];
  /** How many calls it turns away before it answers. */
  refusals = 0;
  /** What it answers with, frame after frame. */
  frames: readonly Buffer[] = [emptyMessage];
  readonly #held: HeldBlock;
  readonly #connections = new Set<TLSSocket>();
  #server: Http2SecureServer | undefined;

  private constructor(held: HeldBlock) {
    this.#held = held;
    this.host = loopbackAddress(held.block, 0);
  }

  /** Listens at an address of its own; `identity` is told which. */
  static async start(identity: (host: string) => Promise<KeyPair>): Promise<H2Peer> {
    const peer = new H2Peer(await takeBlock());
    const { certificatePem: cert, keyPem: key } = await identity(peer.host);
    const server = createSecureServer({ cert, key });
    server.on("secureConnection", (socket: TLSSocket) => {
      peer.names.push(socket.servername);
      peer.#connections.add(socket);
    });
    server.on("stream", (stream, headers) => peer.#answer(stream, String(headers[":path"])));
    await new Promise<void>((resolve) => server.listen(talosPort, peer.host, resolve));
    peer.#server = server;
    return peer;
  }

  #answer(stream: ServerHttp2Stream, path: string): void {
    if (this.refusals > 0) {
      this.refusals -= 1;
      stream.on("error", () => undefined); // Its own way to say that it was closed.
      stream.close(constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    this.answered.push(path);
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.on("error", () => undefined); // The client may have had enough.
    for (const frame of this.frames) stream.write(frame);
    stream.end();
  }

  async close(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
    await this.#held.release();
  }
}
