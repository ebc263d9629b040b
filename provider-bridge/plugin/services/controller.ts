import type { Method } from "../../../wire/grpc/method";

/** The path of the call by which a host ends a plugin; the process exits once it is answered, unless it is attached to. */
export const shutdownPath = "/plugin.GRPCController/Shutdown";

/** `plugin.GRPCController`: `Empty` in, `Empty` out. */
export const controllerMethods: readonly (readonly [string, Method])[] = [
  [shutdownPath, { kind: "unary", handle: async () => new Uint8Array(0) }],
];
