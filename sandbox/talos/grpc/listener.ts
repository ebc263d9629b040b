import { constants } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { nodeKeyPem } from "../../pki";
import type { Admission } from "../../world/reach";
import { CallServer } from "./call-server";
import { type Answering, connectionKey } from "./connection";
import type { TalosEndpoint } from "./endpoint";
import { peerOf } from "./peer";

/** Where a listener listens, and whom it lets in. */
export interface TalosListenerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** What becomes of a caller: where its packets are dropped, the line stays silent. */
  admission(remoteAddress: string): Admission;
  /** The machine's idea of the time, milliseconds since 1970: what certificates are held against. */
  now(): number;
}

/** A machine's Talos API on one address and port. Each change of the endpoint ends the connections of the old one. */
export class TalosListener {
  readonly #options: TalosListenerOptions;
  readonly #server: Server;
  /** Callers who have not shaken hands yet, or never will. */
  readonly #strangers = new Map<string, Socket>();
  readonly #served = new Set<TLSSocket>();
  #tls: TlsServer | undefined;
  #calls: CallServer | undefined;
  #closing: Promise<void> | undefined;

  private constructor(options: TalosListenerOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** Opens the port. Rejects with Node's error when the address is taken. */
  static async open(options: TalosListenerOptions, endpoint: TalosEndpoint): Promise<TalosListener> {
    const listener = new TalosListener(options);
    listener.replace(endpoint);
    await new Promise<void>((resolve, reject) => {
      listener.#server.once("error", reject);
      listener.#server.listen({ host: options.host, port: options.port, backlog: 511 }, () => {
        listener.#server.off("error", reject);
        resolve();
      });
    });
    return listener;
  }

  /** The port that is open. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Answers with something else from now on; the port stays open, connections end. */
  replace(endpoint: TalosEndpoint): void {
    const methods = new Map(endpoint.methods.map((method) => [method.path, method]));
    const { forwarder } = endpoint;
    const answering: Answering = { methods, before: (call) => endpoint.before(call), forwarder };
    const isMaintenance = endpoint.clientAuthoritiesPem === undefined;
    const tls = createTlsServer({
      key: nodeKeyPem(endpoint.keyPair.keyPem),
      cert: endpoint.keyPair.certificatePem,
      minVersion: endpoint.minVersion,
      ALPNProtocols: ["h2"],
      // A resumed session would carry on an identity that is not looked at again.
      secureOptions: constants.SSL_OP_NO_TICKET,
      ...(isMaintenance ? {} : { ca: endpoint.clientAuthoritiesPem, requestCert: true, rejectUnauthorized: true }),
    });
    tls.on("secureConnection", (socket) => this.#serve(socket, endpoint, answering));
    tls.on("tlsClientError", (_error, socket) => socket.destroy());
    this.#drain();
    this.#tls = tls;
  }

  /** Ends every connection without a word; the port stays open. */
  dropConnections(): void {
    for (const socket of [...this.#strangers.values(), ...this.#served]) socket.destroy();
  }

  /** Closes the port; calls under way that have a single answer get it first. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#drain();
    });
    return this.#closing;
  }

  /** Callers who have not shaken hands are cut off at once. */
  #drain(): void {
    const calls = this.#calls;
    this.#calls = undefined;
    for (const socket of this.#strangers.values()) socket.destroy();
    calls?.drain();
  }

  #accept(socket: Socket): void {
    const key = connectionKey(socket);
    this.#strangers.set(key, socket);
    socket.once("close", () => this.#strangers.delete(key));
    socket.on("error", () => undefined);
    const admission = this.#options.admission(socket.remoteAddress ?? "");
    if (admission === "refused") socket.resetAndDestroy();
    if (admission !== "in") return;
    this.#tls?.emit("connection", socket);
  }

  #serve(socket: TLSSocket, endpoint: TalosEndpoint, answering: Answering): void {
    socket.on("error", () => undefined);
    const peer = peerOf(socket, endpoint, this.#options.now());
    if (peer === undefined) {
      socket.destroy();
      return;
    }
    this.#strangers.delete(connectionKey(socket));
    this.#served.add(socket);
    socket.once("close", () => this.#served.delete(socket));
    this.#calls ??= new CallServer();
    this.#calls.serve({ socket, peer, answering });
  }
}
