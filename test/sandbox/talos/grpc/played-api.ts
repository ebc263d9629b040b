/** A listener with a handful of methods, and callers of it: one for each test. */
import * as grpc from "@grpc/grpc-js";
import { issue, type KeyPair, nodeKeyPem, selfSigned } from "../../../../sandbox/pki";
import {
  type Handlers,
  serviceMethods,
  type TalosCall,
  type TalosEndpoint,
  TalosListener,
  TalosStatus,
} from "../../../../sandbox/talos/grpc";
import type { Admission } from "../../../../sandbox/world";
import { GrpcStatus } from "../../../../wire/grpc/status";
import { MachineService, type Messages, machine } from "../../../../wire/talos/generated/machine";

export const hourMs = 3_600_000;
export const now = Date.now();
export const span = { notBeforeMs: now - hourMs, notAfterMs: now + 24 * hourMs };

export const handlers: Handlers<Messages, typeof MachineService> = {
  Version: () => ({ messages: [{ version: { tag: "v1.13.9" } }] }),
  Hostname: () => {
    throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "not yet");
  },
  Memory: () => {
    throw new RangeError("plain");
  },
  async *Logs({ id, tailLines }, { signal }) {
    for (let line = 0; line < tailLines; line += 1) yield { bytes: Buffer.from(`${id} ${line}\n`) };
    if (tailLines === 0)
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  },
  async EtcdRecover(chunks) {
    let bytes = 0;
    for await (const chunk of chunks) bytes += chunk.bytes.length;
    return { messages: [{ metadata: { hostname: String(bytes) } }] };
  },
};

const nobody: KeyPair = { certificatePem: "", keyPem: "" };

export class PlayedApi {
  authority = nobody;
  server = nobody;
  client = nobody;
  admission: Admission = "in";
  readonly calls: TalosCall[] = [];
  readonly #clients: grpc.Client[] = [];
  #listener: TalosListener | undefined;

  get listener(): TalosListener {
    if (this.#listener === undefined) throw new Error("The listener is not open yet");
    return this.#listener;
  }

  async makeKeys(): Promise<void> {
    this.authority = await selfSigned({ subject: { organizations: ["talos"] }, ...span });
    const subject = { commonName: "node" };
    this.server = await issue(this.authority, { subject, ips: ["127.0.0.1"], usages: ["server"], ...span });
    const organizations = ["os:admin", "os:reader"];
    this.client = await issue(this.authority, { subject: { organizations }, usages: ["client"], ...span });
  }

  async open(nodeNow = now): Promise<void> {
    const where = { host: "127.0.0.1", port: 0, admission: () => this.admission, now: () => nodeNow };
    this.#listener = await TalosListener.open(where, this.endpoint());
  }

  async close(): Promise<void> {
    this.calls.splice(0);
    this.admission = "in";
    for (const open of this.#clients.splice(0)) open.close();
    this.listener.dropConnections();
    await this.listener.close();
  }

  endpoint(over: Partial<TalosEndpoint> = {}): TalosEndpoint {
    return {
      methods: serviceMethods(machine, MachineService, handlers),
      keyPair: this.server,
      clientAuthoritiesPem: this.authority.certificatePem,
      minVersion: "TLSv1.3",
      clientUsageOnly: true,
      forwarder: undefined,
      before: (call) => {
        this.calls.push(call);
        return undefined;
      },
      ...over,
    };
  }

  /** A caller with a certificate; with null, one without. */
  dial(keyPair: KeyPair | null = this.client): grpc.Client {
    const key = keyPair === null ? null : Buffer.from(nodeKeyPem(keyPair.keyPem));
    const certificate = keyPair === null ? null : Buffer.from(keyPair.certificatePem);
    const credentials = grpc.credentials.createSsl(Buffer.from(this.authority.certificatePem), key, certificate);
    const opened = new grpc.Client(`127.0.0.1:${this.listener.port}`, credentials);
    this.#clients.push(opened);
    return opened;
  }
}

export const path = (method: string) => `/machine.MachineService/${method}`;
export const asIs = (bytes: Buffer) => bytes;

export function unary(
  on: grpc.Client,
  method: string,
  request = Buffer.alloc(0),
  options: grpc.CallOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    on.makeUnaryRequest(path(method), asIs, asIs, request, new grpc.Metadata(), options, (error, value) =>
      error === null ? resolve(value ?? Buffer.alloc(0)) : reject(error),
    );
  });
}

export const code = (promise: Promise<unknown>) =>
  promise.then(
    () => GrpcStatus.OK,
    (error: grpc.ServiceError) => error.code,
  );

export const logs = (request: { id?: string; tailLines?: number }) =>
  Buffer.from(machine.encode("LogsRequest", request));
