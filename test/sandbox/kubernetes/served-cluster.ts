/** A cluster whose API is served over TLS on a free port, and a client that says what it sends and gets. */
import { generateKeyPairSync } from "node:crypto";
import { Agent, type RequestOptions, request } from "node:https";
import { component, type User } from "../../../sandbox/kubernetes/auth/user";
import { KubernetesCluster } from "../../../sandbox/kubernetes/cluster";
import { type Json, type JsonObject, objectOf } from "../../../sandbox/kubernetes/plain/json";
import type { OpenApi } from "../../../sandbox/kubernetes/seam";
import { issue, type KeyPair, selfSigned } from "../../../sandbox/pki";
import { type Clock, createClock } from "../../../sandbox/world/clock";
import { FaultBook } from "../../../sandbox/world/faults";
import { Random } from "../../../sandbox/world/random";

const hourMs = 3_600_000;

/** The authority of every served cluster: one is enough, and keys cost time. */
export const authority: Promise<KeyPair> = selfSigned({
  subject: { commonName: "kubernetes" },
  notBeforeMs: Date.now() - hourMs,
  notAfterMs: Date.now() + 24 * hourMs,
  algorithm: "p256",
});
const serving = authority.then((ca) => certificate(ca, "kube-apiserver", { usages: ["server"], ips: ["127.0.0.1"] }));
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A certificate for `name`; good for an hour, for clients, unless said otherwise. */
export function certificate(
  ca: KeyPair,
  name: string,
  more: Partial<Parameters<typeof issue>[1]> & { organizations?: string[] } = {},
): Promise<KeyPair> {
  const { organizations, ...options } = more;
  return issue(ca, {
    subject: { commonName: name, ...(organizations === undefined ? {} : { organizations }) },
    usages: ["client"],
    notBeforeMs: Date.now() - hourMs,
    notAfterMs: Date.now() + hourMs,
    algorithm: "p256",
    ...options,
  });
}

/** What is sent. */
export interface Asking {
  /** Default "admin-token"; undefined: none. */
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: JsonObject | readonly unknown[] | string | Buffer;
  readonly contentType?: string;
  readonly client?: KeyPair;
}

/** What came. */
export interface Answered {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The body, where it is a JSON object; else an empty one. */
  readonly json: JsonObject;
}

/** A stream of watch events. */
export interface Watching {
  readonly events: JsonObject[];
  /** Resolves when so many events came. */
  reached(count: number): Promise<void>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

const admin: User = { name: "admin", uid: "1", groups: ["system:masters", "system:authenticated"], extra: {} };
const nobody: User = { name: "nobody", uid: "2", groups: ["system:authenticated"], extra: {} };

/** The cluster with its server and client. */
export class ServedCluster {
  readonly cluster: KubernetesCluster;
  readonly faults: FaultBook;
  #api: OpenApi;
  readonly #ca: string;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(cluster: KubernetesCluster, faults: FaultBook, api: OpenApi, ca: string) {
    this.cluster = cluster;
    this.faults = faults;
    this.#api = api;
    this.#ca = ca;
  }

  /** Opens one; `clock` default: as fast as it goes. Without `controllers` none runs. */
  static async open(
    options: {
      clock?: Clock;
      admits?: (address: string) => boolean;
      controllers?: ConstructorParameters<typeof KubernetesCluster>[2];
    } = {},
  ): Promise<ServedCluster> {
    const faults = new FaultBook();
    const ca = await authority;
    const cluster = new KubernetesCluster(
      {
        ca,
        serviceAccountKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
        kubernetesVersion: "1.36.3",
        dnsDomain: "cluster.local",
        podSubnets: ["10.244.0.0/16"],
        serviceSubnets: ["10.96.0.0/12"],
        controlPlaneEndpoint: "https://127.0.0.1:6443",
      },
      { clock: options.clock ?? createClock(), random: new Random("served"), note: () => {}, faults },
      {
        ...(options.controllers ?? { controllers: [] }),
        staticTokens: new Map([
          ["admin-token", admin],
          ["nobody-token", nobody],
        ]),
      },
    );
    const api = await cluster.openApi({
      nodeName: "cp-1",
      host: "127.0.0.1",
      port: 0,
      keyPair: await serving,
      ...(options.admits === undefined ? {} : { admits: options.admits }),
    });
    return new ServedCluster(cluster, faults, api, ca.certificatePem);
  }

  get api(): OpenApi {
    return this.#api;
  }

  /** Breaks every line and opens the same port again; `meanwhile` happens between. */
  async reopen(meanwhile: () => void = () => {}): Promise<void> {
    const { port } = this.#api;
    await this.#api.close();
    meanwhile();
    this.#api = await this.cluster.openApi({ nodeName: "cp-1", host: "127.0.0.1", port, keyPair: await serving });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.cluster.close();
  }

  /** Options of a request, for tests that write it themselves. */
  options(method: string, path: string, { token, headers = {}, client }: Asking = {}): RequestOptions {
    return {
      host: "127.0.0.1",
      port: this.api.port,
      method,
      path,
      ca: this.#ca,
      agent: client === undefined ? this.#agent : false,
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(client === undefined ? {} : { cert: client.certificatePem, key: client.keyPem }),
    };
  }

  ask(method: string, path: string, asking: Asking = {}): Promise<Answered> {
    const token = "token" in asking || asking.client !== undefined ? asking.token : "admin-token";
    const { body } = asking;
    const bytes = body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type = asking.contentType ?? (bytes === undefined ? undefined : "application/json");
    const length = bytes === undefined ? {} : { "content-length": String(Buffer.byteLength(bytes)) };
    const headers = { ...(type === undefined ? {} : { "content-type": type }), ...length, ...asking.headers };
    return new Promise((resolve, reject) => {
      const sent = request(this.options(method, path, { ...asking, token, headers }), (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: readObject(text) });
        });
      });
      sent.on("error", reject);
      sent.end(bytes);
    });
  }

  get(path: string, asking?: Asking): Promise<Answered> {
    return this.ask("GET", path, asking);
  }

  post(path: string, body: Asking["body"], asking: Asking = {}): Promise<Answered> {
    return this.ask("POST", path, { ...asking, ...(body === undefined ? {} : { body }) });
  }

  patch(path: string, type: "json" | "merge" | "strategic-merge", body: Asking["body"]): Promise<Answered> {
    const contentType = `application/${type}-patch+json`;
    return this.ask("PATCH", path, { contentType, ...(body === undefined ? {} : { body }) });
  }

  /** Opens a watch; `path` has its query. */
  watch(path: string): Promise<Watching> {
    return new Promise((resolve, reject) => {
      const sent = request(this.options("GET", path, { token: "admin-token" }), (response) => {
        const events: JsonObject[] = [];
        let listeners: (() => void)[] = [];
        let rest = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          const lines = (rest + chunk).split("\n");
          rest = lines.pop() ?? "";
          events.push(...lines.map(readObject));
          for (const listener of listeners) listener();
        });
        const ended = new Promise<void>((end) => {
          response.once("close", end);
        });
        const reached = (count: number) =>
          new Promise<void>((done) => {
            const look = () => {
              if (events.length < count) return;
              listeners = listeners.filter((listener) => listener !== look);
              done();
            };
            listeners.push(look);
            look();
          });
        resolve({ events, reached, ended, close: () => sent.destroy() });
      });
      sent.on("error", (error) => {
        if (!sent.destroyed) reject(error);
      });
      sent.end();
    });
  }

  /** A ConfigMap in "default", or what is given. */
  async configMap(name: string, more: JsonObject = {}): Promise<Answered> {
    return this.post("/api/v1/namespaces/default/configmaps", { metadata: { name }, ...more });
  }

  /** Writes past the API, as parts of a cluster do. */
  create(resource: string, namespace: string, object: JsonObject, group = ""): JsonObject {
    const options = { user: component("test"), manager: "test" };
    return this.cluster.registry.create(this.cluster.resources.named(resource, group), namespace, object, options);
  }
}

function readObject(text: string): JsonObject {
  try {
    const value: Json = JSON.parse(text);
    return objectOf(value);
  } catch {
    return {};
  }
}
