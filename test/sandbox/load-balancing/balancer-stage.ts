/** A sandbox with servers on which programs listen, and a load balancer before them. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type Sandbox, startSandbox } from "../../../sandbox";
import { hostAddress } from "../../../sandbox/world";
import { ApiClient } from "../hetzner/api-client";

/** One for each test; closed after it. */
export class BalancerStage {
  readonly sandbox: Sandbox;
  readonly api: ApiClient;
  /** What listens beside the sandbox. */
  readonly listeners: Server[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.api = new ApiClient(sandbox.environment);
  }

  static async open(): Promise<BalancerStage> {
    return new BalancerStage(await startSandbox());
  }

  async close(): Promise<void> {
    await Promise.all(this.listeners.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    await this.sandbox.close();
  }

  async makeServer(name: string, more: object = {}): Promise<{ id: number; ip: string }> {
    const body = { name, server_type: "cx23", image: "debian-13", location: "fsn1", ...more };
    const id = await this.api.create("/servers", body);
    const server = this.sandbox.world.state.servers.get(id);
    return { id, ip: server === undefined ? "" : hostAddress(this.sandbox.world, server) };
  }

  /** A network in which every server of the stage may be. */
  makeNetwork(): Promise<number> {
    const subnets = [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }];
    return this.api.create("/networks", { name: "n", ip_range: "10.0.0.0/16", subnets });
  }

  async makeBalancer(body: object): Promise<{ id: number; ip: string }> {
    const fixed = { name: "lb", load_balancer_type: "lb11", location: "fsn1" };
    const id = await this.api.create("/load_balancers", { ...fixed, ...body });
    return { id, ip: this.sandbox.world.state.loadBalancers.get(id)?.ipv4 ?? "" };
  }

  /** Lets a program listen; answers its port. */
  async listen(server: Server, ip: string, port = 0): Promise<number> {
    this.listeners.push(server);
    server.listen(port, ip);
    await once(server, "listening");
    const address: AddressInfo | string | null = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** A program on a server that says its name. */
  say(ip: string, name: string, port = 0): Promise<number> {
    const listener = createServer((socket) => {
      // A health check hangs up without reading.
      socket.on("error", () => socket.destroy());
      socket.end(name);
    });
    return this.listen(listener, ip, port);
  }

  async freePort(): Promise<number> {
    const port = await this.say("127.0.0.1", "");
    await new Promise((resolve) => this.listeners.pop()?.close(resolve));
    return port;
  }

  /** Waits for the event that a target's health turned. */
  async turned(key: string, status: string): Promise<void> {
    const { state, events } = this.sandbox.world;
    const isSo = () => [...state.loadBalancers.values()].some((lb) => lb.health[key]?.status === status);
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const stop = events.on(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  }
}

/** What a client gets from the balancer; "" when the line is dropped. */
export function ask(ip: string, port: number): Promise<string> {
  return heardOn(connect(port, ip));
}

/** What comes on a line until it ends, however it does. */
export async function heardOn(socket: Socket): Promise<string> {
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString();
  });
  await new Promise((resolve) => {
    socket.on("error", resolve);
    socket.on("close", resolve);
  });
  return heard;
}
