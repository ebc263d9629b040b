import type { Method, MethodTable, UnaryMethod } from "../../../wire/grpc/method";
import { Provider, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";

/** Where calls are told, with the names of fields that HashiCorp's own provider SDK uses. */
export interface CallLog {
  isEnabled(level: "trace"): boolean;
  trace(message: string, fields: Readonly<Record<string, unknown>>): void;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The same methods, telling of each call when it arrives and when it is answered: which RPC, on which type, how many
 * bytes, and how long it took. Values are never told: they may be secrets, and TF_LOG is pasted into bug reports.
 */
export function traceCalls(methods: MethodTable, log: CallLog, nowMs = () => performance.now()): MethodTable {
  let calls = 0;
  const received = (name: string, of: Fields): Fields => {
    calls += 1;
    const fields = { tf_rpc: name, tf_req_id: calls, ...of };
    log.trace("Received request", fields);
    return fields;
  };
  const unary = (name: string, method: UnaryMethod): UnaryMethod => ({
    kind: "unary",
    handle: async (request, call) => {
      const fields = received(name, { ...typeNamed(name, request), tf_req_bytes: request.length });
      const began = nowMs();
      let outcome: Fields = { failed: true };
      try {
        const answer = await method.handle(request, call);
        outcome = { tf_resp_bytes: answer.length };
        return answer;
      } finally {
        const tookMs = Math.round((nowMs() - began) * 1000) / 1000;
        log.trace("Answered request", { ...fields, tf_req_duration_ms: tookMs, ...outcome });
      }
    },
  });
  const traced = ([path, method]: readonly [string, Method]): readonly [string, Method] => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (method.kind === "unary") return [path, unary(name, method)];
    const handle: typeof method.handle = (requests, call) => {
      received(name, {});
      return method.handle(requests, call);
    };
    return [path, { kind: "streaming", handle }];
  };
  return new Map([...methods].map(traced));
}

/** What a request is about, where it is about one type or function. */
function typeNamed(name: string, request: Uint8Array): Fields {
  const message = decoded(name, request);
  if (message === undefined) return {};
  if ("name" in message) return { tf_function: message.name };
  if ("targetTypeName" in message) return { tf_resource_type: message.targetTypeName };
  if (!("typeName" in message)) return {};
  if (name.includes("Ephemeral")) return { tf_ephemeral_resource_type: message.typeName };
  return name.includes("Data") ? { tf_data_source_type: message.typeName } : { tf_resource_type: message.typeName };
}

function decoded(name: string, request: Uint8Array): object | undefined {
  try {
    return isMethod(name) ? tfplugin6.decode(Provider.methods[name].request, request) : undefined;
  } catch {
    return undefined; // no such message: whoever answers it says so
  }
}

function isMethod(name: string): name is keyof typeof Provider.methods {
  return Object.hasOwn(Provider.methods, name);
}
