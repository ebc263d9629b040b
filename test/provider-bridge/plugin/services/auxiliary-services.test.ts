import { auxiliaryServices } from "../../../../provider-bridge/plugin/services/auxiliary-services";
import type { CallContext } from "../../../../wire/grpc/method";
import { GrpcStatus } from "../../../../wire/grpc/status";

const services = auxiliaryServices();

function context(): { call: CallContext; abort: () => void } {
  const controller = new AbortController();
  return { call: { signal: controller.signal, path: "/x" }, abort: () => controller.abort() };
}

async function unary(path: string, request: Uint8Array): Promise<Uint8Array> {
  const method = services.get(path);
  if (method?.kind !== "unary") {
    throw new Error(`${path} is not unary`);
  }
  return method.handle(request, context().call);
}

function open(path: string, requests: readonly Uint8Array[]): { next: () => Promise<unknown>; abort: () => void } {
  const method = services.get(path);
  if (method?.kind !== "streaming") {
    throw new Error(`${path} is not streaming`);
  }
  const { call, abort } = context();
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield* requests;
    await new Promise<void>((resolve) => call.signal.addEventListener("abort", () => resolve()));
  };
  const answers = method.handle(source(), call)[Symbol.asyncIterator]();
  return { next: () => answers.next(), abort };
}

const pending = Symbol("pending");
const soon = (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(pending)))]);

describe("auxiliaryServices", () => {
  it("has go-plugin's services and health, and nothing of Terraform's", () => {
    expect([...services.keys()].sort()).toEqual([
      "/grpc.health.v1.Health/Check",
      "/grpc.health.v1.Health/Watch",
      "/plugin.GRPCBroker/StartStream",
      "/plugin.GRPCController/Shutdown",
      "/plugin.GRPCStdio/StreamStdio",
    ]);
  });

  it("answers Shutdown with an empty message", async () => {
    expect(await unary("/plugin.GRPCController/Shutdown", new Uint8Array(0))).toHaveLength(0);
  });

  it.each(["/plugin.GRPCStdio/StreamStdio", "/plugin.GRPCBroker/StartStream"])(
    "keeps %s open and silent until it is cancelled",
    async (path) => {
      const stream = open(path, [new Uint8Array(0), Buffer.from("anything")]);
      const answer = stream.next();
      expect(await soon(answer)).toBe(pending);
      stream.abort();
      expect(await answer).toEqual({ done: true, value: undefined });
    },
  );

  it.each([
    ["the whole server", Buffer.alloc(0)],
    ["the whole server, said aloud", Buffer.from([0x0a, 0])],
    ["the plugin", Buffer.from("\x0a\x06plugin")],
  ])("reports %s as serving", async (_name, request) => {
    expect(await unary("/grpc.health.v1.Health/Check", request)).toEqual(Uint8Array.of(8, 1));
  });

  it.each([
    ["another service", Buffer.from("\x0a\x05other")],
    ["a cut message", Buffer.from("\x0a\x06plu")],
    ["another field", Buffer.from("\x12\x06plugin")],
    ["a long name", Buffer.concat([Buffer.from([0x0a, 0xff, 0x01]), Buffer.alloc(255, 0x61)])],
    ["garbage", Buffer.from([0xff])],
  ])("does not know %s", async (_name, request) => {
    await expect(unary("/grpc.health.v1.Health/Check", request)).rejects.toMatchObject({ code: GrpcStatus.NOT_FOUND });
  });

  it("watches: one state at once, then silence until the caller goes", async () => {
    for (const [request, state] of [
      [Buffer.from("\x0a\x06plugin"), 1],
      [Buffer.from("\x0a\x05other"), 3],
    ] as const) {
      const stream = open("/grpc.health.v1.Health/Watch", [request]);
      expect(await stream.next()).toEqual({ done: false, value: Uint8Array.of(8, state) });
      const rest = stream.next();
      expect(await soon(rest)).toBe(pending);
      stream.abort();
      expect(await rest).toEqual({ done: true, value: undefined });
    }
  });
});
