/** A gRPC server with methods of every temper, on a UNIX socket in a temporary directory, and a client for it. */
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GrpcServer } from "../../../provider-bridge/plugin/grpc-server";
import type { CallContext, Method } from "../../../wire/grpc/method";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { connectGrpc, type GrpcClient } from "../../support/grpc-client";

/** What tests see of the server. */
export interface GrpcFixture {
  readonly server: GrpcServer;
  /** The path of its socket. */
  readonly address: string;
  readonly client: GrpcClient;
  readonly describedErrors: string[];
  readonly abortReasons: unknown[];
  readonly answeredPaths: string[];
  connect(): Promise<GrpcClient>;
  /** Resolves when the next waiting method has begun. */
  nextStart(): Promise<void>;
  /** Resolves with the reason when the next waiting method is aborted. */
  nextAbort(): Promise<unknown>;
  /** Ends methods that ignore their signal. */
  release(): void;
  /** Resolves when no method runs; fails after 5 s. */
  untilIdle(): Promise<void>;
  close(): void;
}

/** Starts it. */
export async function startGrpcFixture(options: { readonly maxMessageBytes: number }): Promise<GrpcFixture> {
  const events = new EventEmitter();
  const abortReasons: unknown[] = [];
  const describedErrors: string[] = [];
  const answeredPaths: string[] = [];
  events.on("abort", (reason) => abortReasons.push(reason));
  const methods = fixtureMethods(events);
  const server = new GrpcServer({
    ...options,
    findMethod: async (path) => methods.get(path),
    describeError: (error) => {
      const text = error instanceof Error ? error.message : String(error);
      describedErrors.push(text);
      return error instanceof GrpcError ? text : `described: ${text}`;
    },
    onAnswered: (path) => answeredPaths.push(path),
  });
  const directory = mkdtempSync(join(tmpdir(), "grpc-fixture-"));
  const address = join(directory, "s");
  const listener = createServer((socket) => server.accept(socket.on("error", () => {})));
  await once(listener.listen(address), "listening");
  const client = await connectGrpc({ address });
  return {
    server,
    address,
    client,
    describedErrors,
    abortReasons,
    answeredPaths,
    connect: () => connectGrpc({ address }),
    nextStart: async () => void (await once(events, "start")),
    nextAbort: async () => (await once(events, "abort"))[0],
    release: () => void events.emit("release"),
    untilIdle: () => untilIdle(server),
    close: () => {
      client.close();
      server.close();
      listener.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilIdle(server: GrpcServer): Promise<void> {
  for (const deadlineMs = Date.now() + 5_000; server.activeCalls > 0; ) {
    if (Date.now() > deadlineMs) {
      throw new Error(`${server.activeCalls} calls still run`);
    }
    await new Promise(setImmediate);
  }
}

function fixtureMethods(events: EventEmitter): ReadonlyMap<string, Method> {
  const unary = (handle: (request: Uint8Array, call: CallContext) => Promise<Uint8Array>): Method => ({
    kind: "unary",
    handle,
  });
  const streaming = (
    handle: (requests: AsyncIterable<Uint8Array>, call: CallContext) => AsyncIterable<Uint8Array>,
  ): Method => ({ kind: "streaming", handle });
  return new Map<string, Method>([
    ["/test.Test/Echo", unary(async (request) => request)],
    ["/test.Test/Produce", unary(async (request) => Buffer.alloc(Number(text(request)), 7))],
    ["/test.Test/Fail", unary(async (request) => fail(GrpcStatus.FAILED_PRECONDITION, text(request)))],
    [
      "/test.Test/Throw",
      unary((request) => {
        throw new RangeError(text(request));
      }),
    ],
    ["/test.Test/WaitForCancel", unary((_request, call) => waitForCancel(call, events))],
    [
      "/test.Test/IgnoreCancel",
      unary(async (_request, call) => {
        void waitForCancel(call, events);
        await once(events, "release");
        return Buffer.from("too late");
      }),
    ],
    ["/test.Test/EchoStream", streaming((requests) => requests)],
    ["/test.Test/CountThenFail", streaming(countThenFail)],
    ["/test.Test/NeverRead", streaming((_requests, call) => neverRead(call, events))],
  ]);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

function fail(code: GrpcError["code"], message: string): never {
  throw new GrpcError(code, message);
}

async function waitForCancel(call: CallContext, events: EventEmitter): Promise<Uint8Array> {
  const aborted = once(call.signal, "abort");
  events.emit("start");
  await aborted;
  events.emit("abort", call.signal.reason);
  return Buffer.from("partial");
}

async function* countThenFail(requests: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const request of requests) {
    for (let count = 0; count < Number(text(request)); count += 1) {
      yield Buffer.from(String(count));
    }
  }
  fail(GrpcStatus.DATA_LOSS, "The rest is lost");
}

async function* neverRead(call: CallContext, events: EventEmitter): AsyncGenerator<Uint8Array> {
  yield await waitForCancel(call, events);
}
