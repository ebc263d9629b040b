/** A sandbox whose servers boot Talos, and a client that speaks to them: what most tests of this folder begin with. */
import { generateKeyPairSync } from "node:crypto";
import { checkServerIdentity } from "node:tls";
import * as grpc from "@grpc/grpc-js";
import {
  encodeConfig,
  generation,
  type MachineType,
  type SecretsBundle,
  secrets,
} from "../../../provider-bridge/talos-config";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox";
import { parseSchematic } from "../../../sandbox/image-factory";
import { buildDiskImage } from "../../../sandbox/image-factory/disk-image";
import { type CertificateOptions, issue, type KeyPair, nodeKeyPem } from "../../../sandbox/pki";
import type { Server } from "../../../sandbox/world";
import { hostAddress } from "../../../sandbox/world";
import type { ReplyOf, RequestOf } from "../../../wire/grpc/service";
import {
  ApplyConfigurationRequestMode,
  type MachineService,
  type Messages,
  MachineStatusEventMachineStage as Stage,
} from "../../../wire/talos/generated/machine";
import { ApiClient } from "../hetzner/api-client";
import { eventually, machineCall, stageOf } from "./talos-calls";

export { eventually } from "./talos-calls";

/** A control plane of one. */
export interface Single {
  readonly server: Server;
  readonly client: grpc.Client;
  readonly text: string;
}

type Service = typeof MachineService;

const hourMs = 3_600_000;
export const kubernetesVersions: Readonly<Record<number, string>> = {
  9: "1.32.4",
  10: "1.33.6",
  11: "1.34.1",
  12: "1.35.4",
  13: "1.36.3",
  14: "1.37.0",
};

/** Starts, and remembers what is to be ended. */
export class TalosStage {
  readonly sandbox: Sandbox;
  readonly api: ApiClient;
  readonly bundle: SecretsBundle;
  readonly #clients: grpc.Client[] = [];

  private constructor(sandbox: Sandbox, bundle: SecretsBundle) {
    this.sandbox = sandbox;
    this.bundle = bundle;
    this.api = new ApiClient(sandbox.environment);
  }

  static async start(options: SandboxOptions = {}, bundle?: SecretsBundle): Promise<TalosStage> {
    const made = bundle ?? (await makeBundle());
    return new TalosStage(await startSandbox(options), made);
  }

  async close(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.close();
    await this.sandbox.close();
  }

  /** A server with an image of Talos on its disk, powered on unless told otherwise. */
  async server(
    name: string,
    version = "v1.13.9",
    more: Record<string, unknown> = {},
    schematicText = "customization: {}",
  ): Promise<Server> {
    const id = await this.api.create("/servers", {
      name,
      server_type: "cx23",
      image: "ubuntu-24.04",
      location: "fsn1",
      start_after_create: false,
      ...more,
    });
    const server = this.serverOf(id);
    // Until its creation is over, a server is locked.
    await eventually(
      async () => server.status,
      (status) => status === "off",
    );
    this.writeImage(server, version, schematicText);
    await this.api.post(`/servers/${id}/actions/poweron`);
    return server;
  }

  /** A snapshot with Talos on it, as an image build leaves it; gives the image's id. */
  async snapshot(version = "v1.13.9", schematicText = "customization: {}"): Promise<number> {
    const builder = await this.server("image-builder", version, {}, schematicText);
    await this.api.post(`/servers/${builder.id}/actions/poweroff`);
    const answer = await this.api.post(`/servers/${builder.id}/actions/create_image`, { type: "snapshot" });
    await this.api.delete(`/servers/${builder.id}`);
    return answer.body.get("image").get("id").number();
  }

  /** A server that boots a snapshot at once. */
  async serverFrom(imageId: number, name: string, more: Record<string, unknown> = {}): Promise<Server> {
    const body = { name, server_type: "cx23", image: imageId, location: "fsn1", ...more };
    return this.serverOf(await this.api.create("/servers", body));
  }

  serverOf(id: number): Server {
    const server = this.sandbox.world.state.servers.get(id);
    if (server === undefined) throw new Error(`There is no server ${id}`);
    return server;
  }

  writeImage(server: Server, version: string, schematicText = "customization: {}"): void {
    const disk = this.sandbox.world.disks.open(server.diskId);
    disk.discard();
    const artifact = {
      kind: "disk",
      platform: "hcloud",
      architecture: "amd64",
      secureBoot: false,
      compression: "",
    } as const;
    const schematic = parseSchematic(schematicText);
    disk.write(0, buildDiskImage({ schematic, talosVersion: version, artifact, rawBytes: 4 * 1024 * 1024 }));
  }

  ip(server: Server): string {
    return hostAddress(this.sandbox.world, server);
  }

  /** A machine configuration; `edit` changes its text. */
  configuration(
    machineType: MachineType,
    endpointIp: string,
    { minor = 13, edit = (text: string) => text }: { minor?: number; edit?: (text: string) => string } = {},
  ): string {
    const config = generation().generateConfig({
      clusterName: "stage",
      endpoint: `https://${endpointIp}:6443`,
      kubernetesVersion: kubernetesVersions[minor] ?? "1.36.3",
      machineType,
      secrets: this.bundle,
      contract: `v1.${minor}`,
    });
    return edit(encodeConfig(config));
  }

  /** A channel to a machine: with a certificate of these roles, or (null) without any; `more` makes a bad one. */
  async dial(
    server: Server,
    roles: readonly string[] | null = ["os:admin"],
    more: Partial<CertificateOptions & { readonly authority: KeyPair }> = {},
  ): Promise<grpc.Client> {
    const ip = this.ip(server);
    const credentials = roles === null ? insecure() : this.#mutual(ip, await this.clientPair(roles, more));
    const client = new grpc.Client(`${ip}:50000`, credentials, {
      // An address is no name, and Node warns of one: the address is checked by the credentials.
      "grpc.ssl_target_name_override": "talos.invalid",
      "grpc.initial_reconnect_backoff_ms": 20,
      "grpc.max_reconnect_backoff_ms": 100,
      "grpc.use_local_subchannel_pool": 1,
    });
    this.#clients.push(client);
    return client;
  }

  /** The cluster's own authority. */
  get authority(): KeyPair {
    const os = this.bundle.certs?.os;
    if (os === undefined) throw new Error("The bundle has no authority");
    const [certificatePem = "", keyPem = ""] = [os.crt, os.key].map((text) => Buffer.from(text, "base64").toString());
    return { certificatePem, keyPem: nodeKeyPem(keyPem) };
  }

  /** A client's certificate and key; `more` makes a bad one. */
  async clientPair(
    roles: readonly string[],
    { authority = this.authority, ...more }: Partial<CertificateOptions & { readonly authority: KeyPair }> = {},
  ): Promise<KeyPair> {
    const [notBeforeMs, notAfterMs] = [Date.now() - hourMs, Date.now() + hourMs];
    const subject = { organizations: [...roles] };
    const pair = await issue(authority, { subject, usages: ["client"], notBeforeMs, notAfterMs, ...more });
    return { ...pair, keyPem: nodeKeyPem(pair.keyPem) };
  }

  #mutual(ip: string, { certificatePem, keyPem }: KeyPair): grpc.ChannelCredentials {
    const [ca, key, certificate] = [this.authority.certificatePem, keyPem, certificatePem].map((pem) =>
      Buffer.from(pem),
    );
    return grpc.credentials.createSsl(ca, key, certificate, {
      checkServerIdentity: (_name, shown) => checkServerIdentity(ip, shown),
    });
  }

  /** One call of machine.MachineService. Rejects with grpc-js's ServiceError. */
  call<Name extends keyof Service["methods"]>(
    client: grpc.Client,
    name: Name,
    request: RequestOf<Messages, Service, Name>,
    deadlineMs = 5000,
  ): Promise<ReplyOf<Messages, Service, Name>> {
    return machineCall(client, name, request, { deadlineMs });
  }

  /** Applies a configuration in maintenance and waits until the machine answers its own clients. */
  async configure(server: Server, text: string): Promise<grpc.Client> {
    const anonymous = await this.dial(server, null);
    await eventually(
      () => this.stageOf(anonymous),
      ({ stage }) => stage === Stage.MAINTENANCE,
    );
    await this.call(anonymous, "ApplyConfiguration", {
      data: Buffer.from(text),
      mode: ApplyConfigurationRequestMode.AUTO,
    });
    return this.dial(server);
  }

  /** A control plane of one, bootstrapped and running. */
  async single(name: string, version = "v1.13.9", edit: (text: string) => string = (text) => text): Promise<Single> {
    const server = await this.server(name, version);
    const minor = Number(version.split(".")[1]);
    const text = this.configuration("controlplane", this.ip(server), { minor, edit });
    const client = await this.configure(server, text);
    await eventually(
      () => this.call(client, "Bootstrap", {}),
      () => true,
    );
    await this.running(client);
    return { server, client, text };
  }

  /** Waits until a machine takes nobody without a certificate any more: its configuration is in force. */
  async answers(server: Server): Promise<void> {
    const anonymous = await this.dial(server, null);
    await eventually(
      () =>
        this.stageOf(anonymous).then(
          () => false,
          () => true,
        ),
      (isRefused) => isRefused,
    );
  }

  async running(client: grpc.Client): Promise<void> {
    await eventually(
      () => this.stageOf(client),
      ({ stage }) => stage === Stage.RUNNING,
    );
  }

  async versionOf(client: grpc.Client): Promise<string> {
    const { messages } = await this.call(client, "Version", {});
    return messages[0]?.version?.tag ?? "";
  }

  /** What a machine's status says just now. */
  stageOf(client: grpc.Client): ReturnType<typeof stageOf> {
    return stageOf(client);
  }
}

/** A new cluster's secrets; a small RSA key is made in a tenth of the time. */
export function makeBundle(contract = "v1.13"): Promise<SecretsBundle> {
  const rsaKey = async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return privateKey.export({ format: "pem", type: "pkcs1" }).toString();
  };
  return secrets().makeBundle({ contract, now: new Date(Date.now() - hourMs), rsaKey });
}

/** TLS without looking at the certificate, as `talosctl --insecure` does. */
function insecure(): grpc.ChannelCredentials {
  return grpc.credentials.createSsl(null, null, null, { rejectUnauthorized: false });
}
