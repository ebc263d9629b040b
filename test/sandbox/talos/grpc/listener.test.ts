import { connect as netConnect } from "node:net";
import { connect as tlsConnect } from "node:tls";
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
import { GrpcStatus } from "../../../../wire/grpc/status";
import { MachineService, type Messages, machine } from "../../../../wire/talos/generated/machine";

const hourMs = 3_600_000;
const now = Date.now();
const span = { notBeforeMs: now - hourMs, notAfterMs: now + 24 * hourMs };

let authority: KeyPair;
let server: KeyPair;
let client: KeyPair;
let listener: TalosListener;
let calls: TalosCall[];
let admits: boolean;

const handlers: Handlers<Messages, typeof MachineService> = {
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

function endpoint(over: Partial<TalosEndpoint> = {}): TalosEndpoint {
  return {
    methods: serviceMethods(machine, MachineService, handlers),
    keyPair: server,
    clientAuthoritiesPem: authority.certificatePem,
    minVersion: "TLSv1.3",
    clientUsageOnly: true,
    before: (call) => {
      calls.push(call);
      return undefined;
    },
    ...over,
  };
}

beforeAll(async () => {
  authority = await selfSigned({ subject: { organizations: ["talos"] }, ...span });
  server = await issue(authority, { subject: { commonName: "node" }, ips: ["127.0.0.1"], usages: ["server"], ...span });
  client = await issue(authority, {
    subject: { organizations: ["os:admin", "os:reader"] },
    usages: ["client"],
    ...span,
  });
});

beforeEach(async () => {
  calls = [];
  admits = true;
  listener = await TalosListener.open({ host: "127.0.0.1", port: 0, admits: () => admits, now: () => now }, endpoint());
});

const clients: grpc.Client[] = [];
afterEach(async () => {
  for (const open of clients.splice(0)) open.close();
  listener.dropConnections();
  await listener.close();
});

function dial(keyPair: KeyPair | undefined = client, root: KeyPair = authority): grpc.Client {
  const key = keyPair === undefined ? null : Buffer.from(nodeKeyPem(keyPair.keyPem));
  const certificate = keyPair === undefined ? null : Buffer.from(keyPair.certificatePem);
  const credentials = grpc.credentials.createSsl(Buffer.from(root.certificatePem), key, certificate);
  const opened = new grpc.Client(`127.0.0.1:${listener.port}`, credentials);
  clients.push(opened);
  return opened;
}

const path = (method: string) => `/machine.MachineService/${method}`;
const asIs = (bytes: Buffer) => bytes;

function unary(
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

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => GrpcStatus.OK,
    (error: grpc.ServiceError) => error.code,
  );

const logs = (request: { id?: string; tailLines?: number }) => Buffer.from(machine.encode("LogsRequest", request));

describe("calls", () => {
  it("answers, and knows the caller's roles", async () => {
    const reply = machine.decode("VersionResponse", await unary(dial(), "Version"));
    expect(reply.messages[0]?.version?.tag).toBe("v1.13.9");
    expect(calls[0]?.peer).toEqual({
      address: "127.0.0.1",
      maintenance: false,
      roles: ["os:admin", "os:reader"],
      commonName: "",
    });
  });

  it("streams answers and requests", async () => {
    const connection = dial();
    const stream = connection.makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd", tailLines: 5000 }));
    let lines = 0;
    for await (const chunk of stream) {
      expect(Buffer.from(chunk).includes(`etcd ${lines}\n`)).toBe(true);
      lines += 1;
    }
    expect(lines).toBe(5000);
    const reply = await new Promise<Buffer>((resolve, reject) => {
      const upload = connection.makeClientStreamRequest(path("EtcdRecover"), asIs, asIs, (error, value) =>
        error === null ? resolve(value ?? Buffer.alloc(0)) : reject(error),
      );
      for (let at = 0; at < 10; at += 1) upload.write(Buffer.concat([Buffer.from([0x12, 100]), Buffer.alloc(100)]));
      upload.end();
    });
    expect(machine.decode("EtcdRecoverResponse", reply).messages[0]?.metadata?.hostname).toBe("1000");
  });

  it("answers errors with their codes, what is not there with UNIMPLEMENTED, and nonsense with INTERNAL", async () => {
    const connection = dial();
    await expect(unary(connection, "Hostname")).rejects.toMatchObject({ code: 9, details: "not yet" });
    await expect(unary(connection, "Memory")).rejects.toMatchObject({ code: 2, details: "plain" });
    await expect(unary(connection, "Reboot")).rejects.toMatchObject({
      code: 12,
      details: "unknown method Reboot for service machine.MachineService",
    });
    await expect(unary(connection, "Teleport")).rejects.toMatchObject({ code: 12 });
    await expect(unary(connection, "Logs", Buffer.from([0xff, 0xff]))).rejects.toMatchObject({ code: 13 });
  });

  it("refuses a request of more than 32 MiB", async () => {
    const request = logs({ id: "x".repeat(33 * 1024 * 1024) });
    expect(await code(unary(dial(), "Logs", request))).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
  });

  it("tells the handler that the caller has gone or run out of time", async () => {
    const stream = dial().makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd" }));
    stream.on("error", () => undefined);
    const failed = unary(dial(), "Logs", logs({ id: "kubelet" }), { deadline: Date.now() + 200 });
    expect(await code(failed)).toBe(GrpcStatus.DEADLINE_EXCEEDED);
    stream.cancel();
    await Promise.all(
      calls.map(({ signal }) => signal.aborted || new Promise((resolve) => signal.addEventListener("abort", resolve))),
    );
    expect(calls).toHaveLength(2);
  });
});

describe("faults", () => {
  it("cuts the line after so many messages", async () => {
    listener.replace(endpoint({ before: () => ({ cutAfterMessages: 2 }) }));
    const stream = dial().makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd", tailLines: 9 }));
    const seen: unknown[] = [];
    const failed = (async () => {
      for await (const chunk of stream) seen.push(chunk);
    })();
    expect([GrpcStatus.UNAVAILABLE, GrpcStatus.CANCELLED]).toContain(await code(failed));
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  it("loses the answer of work that is done", async () => {
    let done = 0;
    const methods = serviceMethods(machine, MachineService, {
      Reboot: () => {
        done += 1;
        return { messages: [{ actorId: String(done) }] };
      },
    });
    listener.replace(endpoint({ methods, before: () => ({ cutAfterMessages: 0 }) }));
    expect(await code(unary(dial(), "Reboot"))).toBe(GrpcStatus.UNAVAILABLE);
    expect(done).toBe(1);
  });

  it("freezes, and lets go when the connection is dropped", async () => {
    listener.replace(endpoint({ before: () => new Promise(() => undefined) }));
    const connection = dial();
    expect(await code(unary(connection, "Version", undefined, { deadline: Date.now() + 200 }))).toBe(4);
    const waiting = code(unary(connection, "Version"));
    setTimeout(() => listener.dropConnections(), 50);
    expect(await waiting).toBe(GrpcStatus.UNAVAILABLE);
  });

  it("refuses as the hook says", async () => {
    const before = () => {
      throw new TalosStatus(GrpcStatus.PERMISSION_DENIED, "not authorized");
    };
    listener.replace(endpoint({ before }));
    await expect(unary(dial(), "Version")).rejects.toMatchObject({ code: 7, details: "not authorized" });
    await expect(unary(dial(), "Reboot")).rejects.toMatchObject({ code: 7, details: "not authorized" });
  });
});

describe("who is let in", () => {
  const refused = async (keyPair: KeyPair | undefined) => expect(await code(unary(dial(keyPair), "Version"))).toBe(14);

  it("refuses nobody's certificate, another authority's, an expired one and one that is good for servers too", async () => {
    const stranger = await selfSigned({ subject: { organizations: ["talos"] }, ...span });
    const subject = { organizations: ["os:admin"] };
    const anonymous = new grpc.Client(
      `127.0.0.1:${listener.port}`,
      grpc.credentials.createSsl(Buffer.from(authority.certificatePem)),
    );
    clients.push(anonymous);
    expect(await code(unary(anonymous, "Version"))).toBe(14);
    await refused(await issue(stranger, { subject, usages: ["client"], ...span }));
    await refused(await issue(authority, { subject, usages: ["client"], notBeforeMs: 0, notAfterMs: now - hourMs }));
    await refused(await issue(authority, { subject, usages: ["client", "server"], ...span }));
    await refused(await issue(authority, { subject, usages: ["server"], ...span }));
    expect(calls).toEqual([]);
    listener.replace(endpoint({ clientUsageOnly: false }));
    expect(
      await code(unary(dial(await issue(authority, { subject, usages: ["client", "server"], ...span })), "Version")),
    ).toBe(0);
  });

  it("goes by the node's clock", async () => {
    await listener.close();
    listener = await TalosListener.open(
      { host: "127.0.0.1", port: 0, admits: () => true, now: () => now + 48 * hourMs },
      endpoint(),
    );
    await refused(client);
  });

  it.each([
    ["TLSv1.3", "TLSv1.2", false],
    ["TLSv1.2", "TLSv1.2", true],
    ["TLSv1.2", "TLSv1.1", false],
  ] as const)("at least %s: a caller with %s is let in: %s", async (minVersion, maxVersion, isIn) => {
    listener.replace(endpoint({ minVersion, clientAuthoritiesPem: undefined }));
    const outcome = await new Promise<boolean>((resolve) => {
      const socket = tlsConnect({
        port: listener.port,
        host: "127.0.0.1",
        rejectUnauthorized: false,
        maxVersion,
        minVersion: "TLSv1",
        ALPNProtocols: ["h2"],
      });
      socket.once("secureConnect", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("close", () => socket.destroy());
    });
    expect(outcome).toBe(isIn);
  });

  it("takes anybody in maintenance, and shows the certificate whose fingerprint the console prints", async () => {
    listener.replace(endpoint({ clientAuthoritiesPem: undefined }));
    const anonymous = new grpc.Client(
      `127.0.0.1:${listener.port}`,
      grpc.credentials.createSsl(Buffer.from(authority.certificatePem)),
    );
    clients.push(anonymous);
    expect(await code(unary(anonymous, "Version"))).toBe(0);
    expect(calls[0]?.peer).toEqual({ address: "127.0.0.1", maintenance: true, roles: [], commonName: "" });
  });

  it("lets those outside the firewall wait", async () => {
    admits = false;
    const socket = netConnect(listener.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(Buffer.from([0x16, 3, 1, 0, 1, 1]));
    let isSilent = true;
    socket.on("data", () => {
      isSilent = false;
    });
    expect(await code(unary(dial(), "Version", undefined, { deadline: Date.now() + 300 }))).toBe(4);
    expect(isSilent).toBe(true);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    listener.dropConnections();
    await closed;
  });
});

describe("out of maintenance", () => {
  it("finishes the call that brought it about, ends streams, and asks for certificates from then on", async () => {
    const secured = endpoint();
    let wake = () => {};
    const methods = serviceMethods(machine, MachineService, {
      ...handlers,
      async ApplyConfiguration() {
        listener.replace(secured);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        return { messages: [{ modeDetails: "applied" }] };
      },
    });
    listener.replace(endpoint({ clientAuthoritiesPem: undefined, methods }));
    const options = grpc.credentials.createSsl(Buffer.from(authority.certificatePem));
    const anonymous = new grpc.Client(`127.0.0.1:${listener.port}`, options);
    clients.push(anonymous);
    const stream = anonymous.makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd" }));
    const ended = new Promise<grpc.ServiceError>((resolve) => stream.once("error", resolve));
    stream.resume();
    const applied = unary(anonymous, "ApplyConfiguration");
    expect((await ended).code).toBe(GrpcStatus.UNAVAILABLE);
    expect(await code(unary(dial(), "Version"))).toBe(0);
    wake();
    expect(machine.decode("ApplyConfigurationResponse", await applied).messages[0]?.modeDetails).toBe("applied");
    expect(await code(unary(anonymous, "Version"))).toBe(GrpcStatus.UNAVAILABLE);
  });
});
