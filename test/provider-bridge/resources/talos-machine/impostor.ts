/** A peer that answers at a server's address like Talos in maintenance mode, and is none. */
import * as grpc from "@grpc/grpc-js";
import { issue, selfSigned } from "../../../../sandbox/pki";
import { resource as cosi } from "../../../../wire/cosi/generated/resource";
import { machine } from "../../../../wire/talos/generated/machine";
import { runtime } from "../../../../wire/talos-resources/generated/runtime";

const hourMs = 3_600_000;

/** How it behaves. */
export interface ImpostorOptions {
  readonly host: string;
  /** Number of the stage that it claims. */
  readonly stage: number;
  readonly instanceId: string;
  /** Whether it shows another certificate once it was asked who it is. */
  readonly changesItsCertificate: boolean;
}

/** A running impostor. */
export class Impostor {
  readonly #options: ImpostorOptions;
  #server: grpc.Server | undefined;
  /** What it was sent as configuration. */
  readonly received: Uint8Array[] = [];

  private constructor(options: ImpostorOptions) {
    this.#options = options;
  }

  static async start(options: ImpostorOptions): Promise<Impostor> {
    const impostor = new Impostor(options);
    await impostor.#listen();
    return impostor;
  }

  async #listen(): Promise<void> {
    const { host } = this.#options;
    const nowMs = Date.now();
    const validity = { notBeforeMs: nowMs - hourMs, notAfterMs: nowMs + hourMs };
    const authority = await selfSigned({ subject: { organizations: ["talos"] }, ...validity });
    const pair = await issue(authority, { subject: { commonName: "x" }, ips: [host], usages: ["server"], ...validity });
    const server = new grpc.Server();
    server.addService(
      {
        Get: methodOf("/cosi.resource.State/Get"),
        ApplyConfiguration: methodOf("/machine.MachineService/ApplyConfiguration"),
      },
      {
        Get: (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) =>
          answer(null, this.#resource(cosi.decode("GetRequest", call.request))),
        ApplyConfiguration: (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
          this.received.push(machine.decode("ApplyConfigurationRequest", call.request).data);
          answer(null, Buffer.from(machine.encode("ApplyConfigurationResponse", { messages: [{}] })));
        },
      },
    );
    const credentials = grpc.ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(pair.certificatePem), private_key: Buffer.from(pair.keyPem) },
    ]);
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(`${host}:50000`, credentials, (error) => (error === null ? resolve() : reject(error))),
    );
    this.#server = server;
  }

  #resource({ type, id }: { readonly type: string; readonly id: string }): Buffer {
    const { stage, instanceId, changesItsCertificate } = this.#options;
    const isStatus = type.startsWith("MachineStatuses");
    const protoSpec = isStatus
      ? runtime.encode("MachineStatusSpec", { stage })
      : runtime.encode("PlatformMetadataSpec", { platform: "hcloud", instanceId });
    if (!isStatus && changesItsCertificate) setImmediate(() => void this.#change());
    const metadata = { namespace: "runtime", type, id, version: "1", phase: "running" };
    return Buffer.from(cosi.encode("GetResponse", { resource: { metadata, spec: { protoSpec } } }));
  }

  async #change(): Promise<void> {
    this.#server?.forceShutdown();
    await this.#listen();
  }

  close(): void {
    this.#server?.forceShutdown();
  }
}

function methodOf(path: string): grpc.MethodDefinition<Buffer, Buffer> {
  const asIs = (bytes: Buffer) => bytes;
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}
