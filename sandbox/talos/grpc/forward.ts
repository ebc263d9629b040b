/** Calls for other machines: the metadata `node` and `nodes` name those that are to answer instead of this one. */

import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { common } from "../../../wire/talos/generated/common";
import type { TalosCall } from "./call";
import type { Answering, Forwarder } from "./connection";
import { TalosStatus } from "./status";

/** Where a call goes. */
export type Route =
  | { readonly kind: "here" }
  | { readonly kind: "one"; readonly target: string }
  | { readonly kind: "many"; readonly targets: readonly string[] };

/** Those whose answers can be put together: their messages have room for the name of who said it. */
const aggregated =
  /^\/(machine\.MachineService|cluster\.ClusterService|inspect\.InspectService|storage\.StorageService|time\.TimeService)\//;
const here: Route = { kind: "here" };

/**
 * Reads where a call is to go.
 *
 * @throws TalosStatus INVALID_ARGUMENT or PERMISSION_DENIED, in Talos's words.
 */
export function routeOf({ path, metadata, peer }: TalosCall, forwarder: Forwarder | undefined): Route {
  if (forwarder === undefined || peer.maintenance || metadata.has("proxyfrom")) return here;
  // Node joins headers of one name; no address has a comma.
  const [node, nodes] = ["node", "nodes"].map((key) => metadata.get(key)?.flatMap((text) => text.split(/, */)));
  if (node !== undefined && node.length !== 1) throw invalid("node metadata must be single-valued");
  const alone = nodes === undefined ? node?.[0] : nodes.length === 1 ? nodes[0] : undefined;
  if (!forwarder.isAble && alone !== undefined && forwarder.isOwn(alone)) return here;
  if (nodes !== undefined) {
    if (!aggregated.test(path)) throw invalid(`one-2-many proxying is not supported for method ${path}`);
    if (!forwarder.isAble) throw notPassed();
    return { kind: "many", targets: nodes };
  }
  if (node?.[0] === undefined) return here;
  if (!forwarder.isAble) throw notPassed();
  return { kind: "one", target: node[0] };
}

/** The machine at a target. @throws TalosStatus UNAVAILABLE where nobody answers. */
export function machineAt(target: string, forwarder: Forwarder | undefined): Answering {
  const found = forwarder?.find(target);
  if (found !== undefined) return found;
  const text = `connection error: desc = "transport: Error while dialing: dial tcp ${target}:50000: i/o timeout"`;
  throw new TalosStatus(GrpcStatus.UNAVAILABLE, text);
}

/** The call as the other machine sees it: the caller's roles come with it. */
export function passedOn(call: TalosCall): TalosCall {
  const metadata = new Map([...call.metadata].filter(([key]) => key !== "node" && key !== "nodes"));
  return { ...call, metadata: metadata.set("proxyfrom", [call.peer.address]) };
}

/** An answer with the name of the machine that gave it. Answers that do not stream hold one message in a list. */
export function signed(answer: Uint8Array, target: string, isStream: boolean): Uint8Array {
  const signature = common.encode("Empty", { metadata: { hostname: target } });
  if (isStream) return Buffer.concat([answer, signature]);
  const { messages } = common.decode("RawResponse", answer);
  return common.encode("RawResponse", { messages: messages.map((message) => Buffer.concat([message, signature])) });
}

/** What stands for the answer of a machine that has none: an empty message that holds the error. */
export function failure(error: unknown, target: string, isStream: boolean): Uint8Array {
  const code = error instanceof GrpcError ? error.code : GrpcStatus.UNKNOWN;
  const message = error instanceof Error ? error.message : String(error);
  const name = codeNames.get(code) ?? `Code(${code})`;
  const text = `rpc error: code = ${name} desc = ${message}`;
  const metadata = { hostname: target, error: text, status: { code, message } };
  return isStream ? common.encode("Empty", { metadata }) : common.encode("EmptyResponse", { messages: [{ metadata }] });
}

/** As Go writes them: `Unavailable`, `NotFound`. */
const codeNames: ReadonlyMap<number, string> = new Map(
  Object.entries(GrpcStatus).map(([name, code]) => {
    const words = name === "OK" ? ["OK"] : name.split("_").map((word) => word.charAt(0) + word.slice(1).toLowerCase());
    return [code, words.join("").replace("Cancelled", "Canceled")];
  }),
);

function invalid(message: string): TalosStatus {
  return new TalosStatus(GrpcStatus.INVALID_ARGUMENT, message);
}

function notPassed(): TalosStatus {
  return new TalosStatus(GrpcStatus.PERMISSION_DENIED, "no request forwarding");
}
