/** A cluster of many nodes in a sandbox: made by Hetzner's API and user data, bootstrapped, and waited for. */
import { generateKeyPairSync } from "node:crypto";
import { encodeConfig, generation, type MachineType, secrets } from "../../provider-bridge/talos-config";
import { issue, nodeKeyPem } from "../../sandbox/pki";
import { Clients } from "./clients";
import type { Served } from "./serve";

/** How many machines of each kind. */
export interface ClusterSize {
  readonly controlPlanes: number;
  readonly workers: number;
}

/** A cluster that is ready. */
export interface ReadyCluster {
  readonly controlPlaneIps: readonly string[];
  readonly ips: readonly string[];
  readonly clients: Clients;
  /** From the first request for a server until Kubernetes had every node Ready. */
  readonly readyMs: number;
}

const hourMs = 3_600_000;
const readyLimitMs = 120_000;
const askAgainMs = 20;
const kubernetesVersion = "1.36.3";

/** Makes it; what does not depend on the sandbox (secrets, configurations) is not counted. Rejects after two minutes. */
export async function makeCluster({ environment, imageId }: Served, size: ClusterSize): Promise<ReadyCluster> {
  const hetzner = new Hetzner(environment);
  const { id: ipId, ip } = await hetzner.primaryIp();
  const now = new Date(Date.now() - hourMs);
  const rsaKey = async () =>
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  const bundle = await secrets().makeBundle({ contract: "v1.13", now, rsaKey });
  const configuration = (machineType: MachineType) =>
    encodeConfig(
      generation().generateConfig({
        clusterName: "bench",
        endpoint: `https://${ip}:6443`,
        kubernetesVersion,
        machineType,
        secrets: bundle,
        contract: "v1.13",
      }),
    );
  const [controlPlane, worker] = [configuration("controlplane"), configuration("worker")];
  const { os, k8s } = bundle.certs ?? {};
  const talos = await clientPair(os, { organizations: ["os:admin"] });
  const kubernetes = await clientPair(k8s, { organizations: ["system:masters"], commonName: "admin" });
  const clients = new Clients(talos, kubernetes);
  const began = performance.now();
  const made = await Promise.all(
    Array.from({ length: size.controlPlanes + size.workers }, (_, index) =>
      hetzner.server({
        name: `node-${index}`,
        image: imageId,
        user_data: index < size.controlPlanes ? controlPlane : worker,
        ...(index === 0 ? { public_net: { enable_ipv4: true, enable_ipv6: false, ipv4: ipId } } : {}),
      }),
    ),
  );
  await until(() => clients.bootstrap(ip), began);
  await until(async () => {
    const ready = await clients.readyNodes(ip);
    if (ready < made.length) throw new Error(`${ready} nodes are ready`);
  }, began);
  const readyMs = performance.now() - began;
  return { controlPlaneIps: made.slice(0, size.controlPlanes), ips: made, clients, readyMs };
}

async function until(ask: () => Promise<void>, began: number): Promise<void> {
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() - began > readyLimitMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

/** A client's certificate of an authority of the bundle. */
async function clientPair(
  authority: { readonly crt: string; readonly key: string } | undefined,
  subject: { readonly organizations: string[]; readonly commonName?: string },
) {
  const pem = (text = "") => Buffer.from(text, "base64").toString("utf8");
  const ca = { certificatePem: pem(authority?.crt), keyPem: nodeKeyPem(pem(authority?.key)) };
  const now = Date.now();
  const pair = await issue(ca, { subject, usages: ["client"], notBeforeMs: now - hourMs, notAfterMs: now + hourMs });
  return { caPem: ca.certificatePem, certificatePem: pair.certificatePem, keyPem: nodeKeyPem(pair.keyPem) };
}

/** As much of Hetzner's API as this needs. */
class Hetzner {
  readonly #environment: Readonly<Record<string, string>>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment;
  }

  async primaryIp(): Promise<{ readonly id: number; readonly ip: string }> {
    const body = { name: "endpoint", type: "ipv4", assignee_type: "server", location: "fsn1" };
    const { primary_ip: made } = await this.#post<{ primary_ip: { id: number; ip: string } }>("/primary_ips", body);
    return made;
  }

  /** Gives its address. */
  async server(body: object): Promise<string> {
    const whole = { server_type: "cx23", location: "fsn1", ...body };
    type Made = { readonly server: { readonly public_net: { readonly ipv4: { readonly ip: string } } } };
    return (await this.#post<Made>("/servers", whole)).server.public_net.ipv4.ip;
  }

  async #post<Answer>(path: string, body: object): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${this.#environment["HCLOUD_TOKEN"]}`,
      "content-type": "application/json",
    };
    const url = `${this.#environment["HCLOUD_ENDPOINT"]}${path}`;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`Cannot make the cluster: POST ${path} answered ${response.status}: ${text}`);
    const answer: Answer = JSON.parse(text);
    return answer;
  }
}
