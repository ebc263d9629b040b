/** Listens for one running guest: a socket for each caller, host keys, and an abrupt end when the guest ends. */
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { Server as SshServer } from "ssh2";
import type { FaultBook } from "../world/faults";
import type { Admission } from "../world/reach";
import { type ConnectionOptions, serveConnection } from "./connection";
import { hostKeysFromSeed } from "./host-keys";
import { Killed } from "./process";

/** What a listener is opened with. */
export interface GuestListenerOptions extends Omit<ConnectionOptions, "guestSignal"> {
  host: string;
  port: number;
  hostKeySeed: string;
  faults: FaultBook;
  /** Whether firewalls and the network let this caller through. */
  admission: (remoteAddress: string) => Admission;
}

/** A caller who does not read keeps nothing alive. */
const lastWordsMs = 100;

/** An open listener. */
export class GuestListener {
  readonly host: string;
  readonly #options: GuestListenerOptions;
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();
  readonly #end = new AbortController();
  #ssh: SshServer | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: GuestListenerOptions) {
    this.host = options.host;
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Resolves when it listens; rejects with the system's error when the address or port cannot be had. */
  listen(): Promise<void> {
    this.#opening = new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#options.port, this.#options.host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    return this.#opening;
  }

  /** The guest is gone: its commands are killed, connections cut. Safe to call twice. */
  async close(): Promise<void> {
    this.#end.abort(new Killed("KILL"));
    // What was said last (an exit status after `shutdown now`) still goes out.
    for (const socket of this.#sockets) {
      socket.destroySoon();
      setTimeout(() => socket.destroy(), lastWordsMs).unref();
    }
    // What is still being opened can only be closed once it is open; what is open closes at once, as the next guest
    // may want the address in this very turn.
    if (!this.#server.listening) await this.#opening.catch(() => undefined);
    await new Promise<void>((resolve) => {
      if (this.#server.listening) this.#server.close(() => resolve());
      else resolve();
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.setNoDelay(true);
    const { faults, host } = this.#options;
    const admission = this.#options.admission(socket.remoteAddress ?? "");
    if (admission === "refused" || faults.take("ssh", "refuse", host) !== undefined) {
      socket.resetAndDestroy();
      return;
    }
    // Dropped packets look like a line on which nobody speaks.
    if (admission === "dropped" || faults.take("ssh", "hang", host) !== undefined) return;
    const cut = faults.take("ssh", "cut", host);
    if (cut !== undefined) cutAfter(socket, typeof cut["afterBytes"] === "number" ? cut["afterBytes"] : 10_000);
    this.#sshServer().injectSocket(socket);
  }

  /** Keys are made and the protocol is set up when the first caller comes: most servers never see one. */
  #sshServer(): SshServer {
    if (this.#ssh !== undefined) return this.#ssh;
    const { hostKeySeed, faults, host, credentials } = this.#options;
    const ssh = new SshServer({ hostKeys: hostKeysFromSeed(hostKeySeed), ident: "OpenSSH_9.2p1 sandbox" });
    ssh.on("connection", (connection) => {
      const isDenied = faults.take("ssh", "auth", host) !== undefined;
      const nobody = { authorizedKeys: [], rootPassword: null };
      const guestSignal = this.#end.signal;
      serveConnection(connection, {
        ...this.#options,
        guestSignal,
        credentials: isDenied ? () => nobody : credentials,
      });
    });
    ssh.on("error", () => undefined);
    this.#ssh = ssh;
    return ssh;
  }
}

/** Cuts a connection when so many bytes have come in. */
function cutAfter(socket: Socket, bytes: number): void {
  let received = 0;
  socket.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > bytes) socket.resetAndDestroy();
  });
}
