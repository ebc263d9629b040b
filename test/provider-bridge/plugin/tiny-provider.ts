/**
 * The smallest provider that runs through the real process contract, with methods that misbehave on purpose.
 * It is bundled and started by process.test.ts and by the acceptance tests; it knows no protobuf: empty bytes are a valid
 * answer to GetProviderSchema.
 */
import { type PluginContext, servePlugin } from "../../../provider-bridge/plugin";
import type { Method, MethodTable } from "../../../wire/grpc/method";

function tinyMethods(context: PluginContext): MethodTable {
  context.redactor.add("correct-horse-battery");
  context.logger.info("Methods loaded", { password: "hunter2", note: "correct-horse-battery", "@message": 5 });
  const unary = (handle: (request: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>): Method => ({
    kind: "unary",
    handle: (request, call) => handle(request, call.signal),
  });
  return new Map<string, Method>([
    ["/tfplugin6.Provider/GetProviderSchema", unary(async () => logAndAnswer(context))],
    ["/tiny.Tiny/Echo", unary(async (request) => request)],
    ["/tiny.Tiny/WaitForCancel", unary((_request, signal) => answerWhenCancelled(signal))],
    ["/tiny.Tiny/CrashLater", unary(async () => crashLater())],
    ["/tiny.Tiny/RejectLater", unary(async () => rejectLater())],
  ]);
}

async function logAndAnswer(context: PluginContext): Promise<Uint8Array> {
  context.logger.debug("Schema asked", { tf_rpc: "GetProviderSchema", long: "x".repeat(100_000) });
  context.logger.trace("Multi\nline", { list: [1, "two", { three: 3n }] });
  return new Uint8Array(0);
}

function answerWhenCancelled(signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(Buffer.from("partial")), { once: true });
  });
}

async function crashLater(): Promise<Uint8Array> {
  setImmediate(() => {
    throw new TypeError("Cannot go on: the password is correct-horse-battery");
  });
  return new Promise(() => {});
}

async function rejectLater(): Promise<Uint8Array> {
  void Promise.reject(new Error("Nobody waits for this"));
  return new Promise(() => {});
}

void servePlugin({ providerAddress: "example/tiny", loadMethods: tinyMethods });
