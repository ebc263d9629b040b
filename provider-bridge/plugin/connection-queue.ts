import type { ConnectionHandler } from "./listener";

/** Holds connections that come before there is something to serve them, and passes later ones straight on. */
export class ConnectionQueue {
  readonly #waiting: Parameters<ConnectionHandler>[0][] = [];
  #handler: ConnectionHandler | undefined;

  /** Takes a connection. */
  push(socket: Parameters<ConnectionHandler>[0]): void {
    if (this.#handler === undefined) {
      this.#waiting.push(socket);
    } else {
      this.#handler(socket);
    }
  }

  /** Names who serves the connections, those that wait included. */
  handOver(handler: ConnectionHandler): void {
    this.#handler = handler;
    for (const socket of this.#waiting.splice(0)) {
      handler(socket);
    }
  }
}
