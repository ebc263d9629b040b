import type { Method } from "../../../wire/grpc/method";
import { silentAnswer, untilAborted } from "./silent-answer";

/**
 * `plugin.GRPCStdio`: go-plugin would forward what a plugin prints. Ours prints nothing (logs go to stderr), so the
 * stream stays open and silent; the host opens it first on each connection.
 */
export const stdioMethods: readonly (readonly [string, Method])[] = [
  [
    "/plugin.GRPCStdio/StreamStdio",
    { kind: "streaming", handle: (_requests, call) => silentAnswer(() => untilAborted(call.signal)) },
  ],
];
