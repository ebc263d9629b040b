/** A client of a cluster's Kubernetes API, made of nothing but the kubeconfig that the Talos API hands out. */
import { request as httpsRequest } from "node:https";
import { gunzipSync } from "node:zlib";
import type * as grpc from "@grpc/grpc-js";
import { parse } from "yaml";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { bytesOf, machineAnswers } from "./talos-calls";

/** What came back. */
export interface KubernetesAnswer {
  readonly status: number;
  readonly body: Json;
}

/** Where the cluster is, and who asks. */
export class KubeconfigClient {
  readonly server: string;
  readonly #ca: string;
  readonly #certificate: string;
  readonly #key: string;

  constructor(kubeconfig: string) {
    const config = new Json(parse(kubeconfig));
    const { cluster, user } = {
      cluster: config.get("clusters").list()[0]?.get("cluster"),
      user: config.get("users").list()[0]?.get("user"),
    };
    const decoded = (text: string | undefined) => Buffer.from(text ?? "", "base64").toString("utf8");
    this.server = cluster?.get("server").text() ?? "";
    this.#ca = decoded(cluster?.get("certificate-authority-data").text());
    this.#certificate = decoded(user?.get("client-certificate-data").text());
    this.#key = decoded(user?.get("client-key-data").text());
  }

  /** From the Kubeconfig method of a control plane. */
  static async of(client: grpc.Client): Promise<KubeconfigClient> {
    return new KubeconfigClient(await kubeconfigOf(client));
  }

  /** GET of a path; `server` asks another API server than the kubeconfig's. Rejects when nobody answers. */
  get(path: string, server = this.server): Promise<KubernetesAnswer> {
    return this.#send("GET", path, server);
  }

  /** POST of an object. Rejects when it is not made. */
  async post(path: string, object: object): Promise<void> {
    const { status } = await this.#send("POST", path, this.server, JSON.stringify(object));
    if (status !== 201) throw new Error(`POST "${path}" answered ${status}`);
  }

  /** Merges values into an object. Rejects when that is refused. */
  async patch(path: string, values: object): Promise<void> {
    const { status } = await this.#send("PATCH", path, this.server, JSON.stringify(values));
    if (status !== 200) throw new Error(`PATCH "${path}" answered ${status}`);
  }

  delete(path: string): Promise<KubernetesAnswer> {
    return this.#send("DELETE", path, this.server);
  }

  #send(method: string, path: string, server: string, body = ""): Promise<KubernetesAnswer> {
    const { hostname, port } = new URL(server);
    const tls = { ca: this.#ca, cert: this.#certificate, key: this.#key };
    const headers =
      body === "" ? {} : { "content-type": `application/${method === "PATCH" ? "merge-patch+" : ""}json` };
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        { method, host: hostname, port, path, headers, ...tls, agent: false, timeout: 5000 },
        (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("end", () => {
            const text = Buffer.concat(parts).toString("utf8");
            const isJson = response.headers["content-type"]?.includes("json") === true;
            resolve({ status: response.statusCode ?? 0, body: new Json(isJson ? JSON.parse(text) : text) });
          });
        },
      );
      request.on("timeout", () => request.destroy(new Error("no answer")));
      request.on("error", reject);
      request.end(body);
    });
  }

  /** Names of the cluster's nodes, and whether each is Ready ("True", "False", "Unknown"). */
  async nodes(): Promise<Record<string, string>> {
    const { body } = await this.get("/api/v1/nodes");
    return Object.fromEntries(
      body
        .get("items")
        .list()
        .map((node) => {
          const conditions = node.get("status").get("conditions").list();
          const ready = conditions.find((condition) => condition.get("type").text() === "Ready");
          return [node.get("metadata").get("name").text(), ready?.get("status").text() ?? ""];
        }),
    );
  }
}

/** The text of the one file in the archive that the Kubeconfig method sends. */
export async function kubeconfigOf(client: grpc.Client): Promise<string> {
  const archive = gunzipSync(await bytesOf(machineAnswers(client, "Kubeconfig", {})));
  const name = archive.toString("utf8", 0, 100).replace(/\0.*$/s, "");
  if (name !== "kubeconfig") throw new Error(`The archive begins with "${name}"`);
  const bytes = Number.parseInt(archive.toString("latin1", 124, 135), 8);
  return archive.toString("utf8", 512, 512 + bytes);
}
