/** Those who ask the nodes: Talos's API and Kubernetes's, with the credentials of an administrator. */
import { Agent, request } from "node:https";
import * as grpc from "@grpc/grpc-js";

/** A client's certificate, its key, and whom it trusts, all PEM. */
export interface ClientPair {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

interface NodeList {
  readonly items: readonly {
    readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

const callLimitMs = 10_000;

/** Connections are kept and used again. */
export class Clients {
  readonly #credentials: grpc.ChannelCredentials;
  readonly #channels = new Map<string, grpc.Client>();
  readonly #agent: Agent;

  constructor(talos: ClientPair, kubernetes: ClientPair) {
    this.#credentials = grpc.credentials.createSsl(
      Buffer.from(talos.caPem),
      Buffer.from(talos.keyPem),
      Buffer.from(talos.certificatePem),
    );
    this.#agent = new Agent({
      keepAlive: true,
      ca: kubernetes.caPem,
      cert: kubernetes.certificatePem,
      key: kubernetes.keyPem,
    });
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
    this.#agent.destroy();
  }

  bootstrap(ip: string): Promise<void> {
    return this.#call(ip, "/machine.MachineService/Bootstrap");
  }

  version(ip: string): Promise<void> {
    return this.#call(ip, "/machine.MachineService/Version");
  }

  /** How many nodes Kubernetes has that are Ready. */
  async readyNodes(ip: string): Promise<number> {
    const list: NodeList = JSON.parse(await this.get(ip, "/api/v1/nodes"));
    return list.items.filter(({ status }) =>
      (status.conditions ?? []).some((condition) => condition.type === "Ready" && condition.status === "True"),
    ).length;
  }

  /** Rejects for any status but 200. */
  get(ip: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { host: ip, port: 6443, path, agent: this.#agent, timeout: callLimitMs };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`GET ${path} answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      });
      sent.once("error", reject);
      sent.end();
    });
  }

  #call(ip: string, path: string): Promise<void> {
    const asIs = (bytes: Buffer) => bytes;
    return new Promise((resolve, reject) => {
      this.#channel(ip).makeUnaryRequest(
        path,
        asIs,
        asIs,
        Buffer.alloc(0),
        new grpc.Metadata(),
        { deadline: Date.now() + callLimitMs },
        (error) => (error === null ? resolve() : reject(error)),
      );
    });
  }

  #channel(ip: string): grpc.Client {
    const known = this.#channels.get(ip);
    if (known !== undefined) return known;
    const made = new grpc.Client(`${ip}:50000`, this.#credentials, {
      "grpc.initial_reconnect_backoff_ms": 20,
      "grpc.max_reconnect_backoff_ms": 100,
    });
    this.#channels.set(ip, made);
    return made;
  }
}
