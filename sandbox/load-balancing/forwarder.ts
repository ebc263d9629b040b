/** One service of one balancer: listens, picks a healthy machine for each connection, passes bytes both ways. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { World } from "../world";
import type { LoadBalancer, Service } from "../world/load-balancer";
import { type Backend, backendsOf, healthKey, pathTo } from "./backends";

/** Real milliseconds until a machine must have accepted. */
const connectTimeoutMs = 5000;

/** Listens for one service; open once, close once. */
export class Forwarder {
  readonly #world: World;
  readonly #balancer: LoadBalancer;
  readonly #service: Service;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Map<string, number>();
  #server: Server | undefined;
  #opening: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(world: World, balancer: LoadBalancer, service: Service) {
    this.#world = world;
    this.#balancer = balancer;
    this.#service = service;
  }

  /** Begins to listen; a port that cannot be had is told as an event, as nobody waits for it. */
  open(): void {
    const server = this.#makeServer();
    if (server === undefined) return;
    this.#server = server;
    const port = this.#world.portMap(this.#service.listenPort);
    const at = `${this.#balancer.ipv4}:${port}`;
    this.#opening = new Promise((resolve) => {
      server.on("error", (error) => {
        this.#world.note("load-balancing", `${this.#balancer.name} cannot listen on ${at}: ${error.message}`);
        resolve();
      });
      server.listen(port, this.#balancer.ipv4, () => {
        resolve();
        if (port === this.#service.listenPort) return;
        const text = `${this.#balancer.name} serves port ${this.#service.listenPort} on ${at}`;
        this.#world.note("load-balancing", text);
      });
    });
  }

  async close(): Promise<void> {
    // What is still being opened can only be closed once it is open.
    await this.#opening;
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  #makeServer(): Server | undefined {
    const accept = (socket: Socket) => this.#accept(socket);
    if (this.#service.protocol !== "https") return createServer(accept);
    const ids = this.#service.http?.certificateIds ?? [];
    const found = ids.map((id) => this.#world.state.certificates.get(id)).find((entry) => entry?.privateKey);
    if (found === undefined || found.certificate === null || found.privateKey === null) {
      this.#world.note("load-balancing", `${this.#balancer.name} has no certificate with a key: port stays closed`);
      return undefined;
    }
    return createTlsServer({ cert: found.certificate, key: found.privateKey }, accept);
  }

  #accept(client: Socket): void {
    this.#track(client);
    const isOutside = !client.remoteAddress?.startsWith(`127.${this.#world.block}.`);
    const backend = isOutside && !this.#balancer.publicInterface ? undefined : this.#pick();
    const { destinationPort } = this.#service;
    const path = backend && pathTo(this.#world, this.#balancer, backend, destinationPort);
    if (backend === undefined || path === undefined || !path.reached) {
      client.destroy();
      return;
    }
    const port = this.#world.portMap(destinationPort);
    const target = connect({ host: path.host, port, localAddress: this.#balancer.ipv4, timeout: connectTimeoutMs });
    this.#track(target);
    this.#count(backend, 1);
    target.once("close", () => {
      this.#count(backend, -1);
      client.destroy();
    });
    client.once("close", () => target.destroy());
    target.once("timeout", () => (target.connecting ? target.destroy() : undefined));
    target.once("connect", () => {
      target.setTimeout(0);
      if (this.#service.proxyProtocol) target.write(proxyHeader(client));
      client.pipe(target);
      target.pipe(client);
    });
  }

  #pick(): Backend | undefined {
    const healthy = backendsOf(this.#world, this.#balancer).filter(
      (backend) => this.#balancer.health[healthKey(backend, this.#service)]?.status === "healthy",
    );
    if (this.#balancer.algorithm === "round_robin") return healthy[this.#turn++ % healthy.length];
    const load = (backend: Backend) => this.#connections.get(backend.key) ?? 0;
    return healthy.reduce<Backend | undefined>(
      (best, backend) => (best === undefined || load(backend) < load(best) ? backend : best),
      undefined,
    );
  }

  #count(backend: Backend, change: number): void {
    this.#connections.set(backend.key, (this.#connections.get(backend.key) ?? 0) + change);
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
  }
}

/** PROXY protocol, version 1. */
function proxyHeader(client: Socket): string {
  const { remoteAddress = "127.0.0.1", localAddress = "127.0.0.1", remotePort = 0, localPort = 0 } = client;
  return `PROXY TCP4 ${remoteAddress} ${localAddress} ${remotePort} ${localPort}\r\n`;
}
