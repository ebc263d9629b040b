import type * as grpc from "@grpc/grpc-js";
import { serviceMethods, type TalosCall, TalosStatus } from "../../../../sandbox/talos/grpc";
import { GrpcStatus } from "../../../../wire/grpc/status";
import { MachineService, machine } from "../../../../wire/talos/generated/machine";
import { eventually } from "../talos-calls";
import { asIs, code, handlers, logs, PlayedApi, path, unary } from "./played-api";

const api = new PlayedApi();

beforeAll(() => api.makeKeys());
beforeEach(() => api.open());
afterEach(() => api.close());

describe("calls", () => {
  it("answers, and knows the caller's roles", async () => {
    const reply = machine.decode("VersionResponse", await unary(api.dial(), "Version"));
    expect(reply.messages[0]?.version?.tag).toBe("v1.13.9");
    expect(api.calls[0]?.peer).toEqual({
      address: "127.0.0.1",
      maintenance: false,
      roles: ["os:admin", "os:reader"],
      commonName: "",
    });
  });

  it("streams answers and requests", async () => {
    const connection = api.dial();
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
    const connection = api.dial();
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
    expect(await code(unary(api.dial(), "Logs", request))).toBe(GrpcStatus.RESOURCE_EXHAUSTED);
  });

  it("tells the handler that the caller has gone or run out of time", async () => {
    const stream = api.dial().makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd" }));
    stream.on("error", () => undefined);
    const failed = code(unary(api.dial(), "Logs", logs({ id: "kubelet" }), { deadline: Date.now() + 1500 }));
    await eventually(
      () => api.calls.length,
      (count) => count === 2,
    );
    expect(await failed).toBe(GrpcStatus.DEADLINE_EXCEEDED);
    stream.cancel();
    await Promise.all(
      api.calls.map(
        ({ signal }) => signal.aborted || new Promise((resolve) => signal.addEventListener("abort", resolve)),
      ),
    );
    expect(api.calls).toHaveLength(2);
  });
});

describe("faults", () => {
  it("cuts the line after so many messages, and lets go of what waits for more", async () => {
    const signals: AbortSignal[] = [];
    const before = ({ signal }: TalosCall) => {
      signals.push(signal);
      return { cutAfterMessages: 2 };
    };
    api.listener.replace(api.endpoint({ before }));
    const stream = api.dial().makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd", tailLines: 9 }));
    const seen: unknown[] = [];
    const failed = (async () => {
      for await (const chunk of stream) seen.push(chunk);
    })();
    expect([GrpcStatus.UNAVAILABLE, GrpcStatus.CANCELLED]).toContain(await code(failed));
    expect(seen.length).toBeLessThanOrEqual(2);
    await eventually(
      async () => signals.map(({ aborted }) => aborted),
      (aborted) => aborted.join() === "true",
    );
  });

  it("loses the answer of work that is done", async () => {
    let done = 0;
    const methods = serviceMethods(machine, MachineService, {
      Reboot: () => {
        done += 1;
        return { messages: [{ actorId: String(done) }] };
      },
    });
    api.listener.replace(api.endpoint({ methods, before: () => ({ cutAfterMessages: 0 }) }));
    expect(await code(unary(api.dial(), "Reboot"))).toBe(GrpcStatus.UNAVAILABLE);
    expect(done).toBe(1);
  });

  it("freezes, and lets go when the connection is dropped", async () => {
    api.listener.replace(api.endpoint({ before: () => new Promise(() => undefined) }));
    const connection = api.dial();
    expect(await code(unary(connection, "Version", undefined, { deadline: Date.now() + 200 }))).toBe(4);
    const waiting = code(unary(connection, "Version"));
    setTimeout(() => api.listener.dropConnections(), 50);
    expect(await waiting).toBe(GrpcStatus.UNAVAILABLE);
  });

  it("refuses as the hook says", async () => {
    const before = () => {
      throw new TalosStatus(GrpcStatus.PERMISSION_DENIED, "not authorized");
    };
    api.listener.replace(api.endpoint({ before }));
    await expect(unary(api.dial(), "Version")).rejects.toMatchObject({ code: 7, details: "not authorized" });
    await expect(unary(api.dial(), "Reboot")).rejects.toMatchObject({ code: 7, details: "not authorized" });
  });
});

describe("out of maintenance", () => {
  it("finishes the call that brought it about, ends streams, and asks for certificates from then on", async () => {
    const secured = api.endpoint();
    let wake = () => {};
    const methods = serviceMethods(machine, MachineService, {
      ...handlers,
      async ApplyConfiguration() {
        api.listener.replace(secured);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        return { messages: [{ modeDetails: "applied" }] };
      },
    });
    api.listener.replace(api.endpoint({ clientAuthoritiesPem: undefined, methods }));
    const anonymous = api.dial(null);
    const stream = anonymous.makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd" }));
    const ended = new Promise<grpc.ServiceError>((resolve) => stream.once("error", resolve));
    stream.resume();
    const applied = unary(anonymous, "ApplyConfiguration");
    expect((await ended).code).toBe(GrpcStatus.UNAVAILABLE);
    expect(await code(unary(api.dial(), "Version"))).toBe(0);
    wake();
    expect(machine.decode("ApplyConfigurationResponse", await applied).messages[0]?.modeDetails).toBe("applied");
    expect(await code(unary(anonymous, "Version"))).toBe(GrpcStatus.UNAVAILABLE);
  });
});
