/**
 * The smallest provider that runs through the real process contract, with methods that misbehave on purpose.
 * It is bundled and started by the process tests and by the acceptance tests; it knows no protobuf, so that it tells
 * apart what is the plugin's fault and what the protocol's.
 */
import { renameSync, writeFileSync } from "node:fs";
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
    ["/tfplugin6.Provider/GetProviderSchema", unary((_request, signal) => giveSchema(context, signal))],
    ["/tiny.Tiny/Echo", unary(async (request) => request)],
    ["/tiny.Tiny/WaitForCancel", unary((_request, signal) => answerWhenCancelled(signal))],
    ["/tiny.Tiny/CrashLater", unary(async () => crashLater())],
    ["/tiny.Tiny/RejectLater", unary(async () => rejectLater())],
  ]);
}

async function giveSchema(context: PluginContext, signal: AbortSignal): Promise<Uint8Array> {
  context.logger.debug("Schema asked", { tf_rpc: "GetProviderSchema", long: "x".repeat(100_000) });
  context.logger.trace("Multi\nline", { list: [1, "two", { three: 3n }] });
  if (process.env["TINY_CRASHES"] !== undefined) {
    return crashLater();
  }
  const noteBeforeHanging = process.env["TINY_HANGS"];
  if (noteBeforeHanging !== undefined) {
    writeFileSync(`${noteBeforeHanging}.part`, `${process.pid} ${process.ppid}`);
    renameSync(`${noteBeforeHanging}.part`, noteBeforeHanging); // whoever waits for it finds it whole
    return answerWhenCancelled(signal);
  }
  return Uint8Array.of(0x0a, 0x02, 0x12, 0x00); // GetProviderSchema.Response { provider: { block: {} } }
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
