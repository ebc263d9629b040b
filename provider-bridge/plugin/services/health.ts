import type { Method } from "../../../wire/grpc/method";
import { GrpcError, GrpcStatus } from "../../../wire/grpc/status";
import { untilAborted } from "./silent-answer";

/** HealthCheckResponse { status = 1 (SERVING) } and { status = 3 (SERVICE_UNKNOWN) }. */
const serving = Uint8Array.of(0x08, 0x01);
const serviceUnknown = Uint8Array.of(0x08, 0x03);

/** The names that are known: the whole server, and what go-plugin calls a plugin. */
const services = new Set(["", "plugin"]);

/** `grpc.health.v1.Health`: we serve as long as we answer at all. */
export const healthMethods: readonly (readonly [string, Method])[] = [
  ["/grpc.health.v1.Health/Check", { kind: "unary", handle: async (request) => check(request) }],
  ["/grpc.health.v1.Health/Watch", { kind: "streaming", handle: (requests, call) => watch(requests, call.signal) }],
];

function check(request: Uint8Array): Uint8Array {
  const service = serviceName(request);
  if (!services.has(service)) {
    throw new GrpcError(GrpcStatus.NOT_FOUND, `Cannot check the health of "${service}": there is no such service`);
  }
  return serving;
}

async function* watch(requests: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const request of requests) {
    yield services.has(serviceName(request)) ? serving : serviceUnknown;
    await untilAborted(signal);
    return;
  }
}

/**
 * HealthCheckRequest { 1: string service }. The names we know are shorter than 128 bytes, so one byte holds the length;
 * a message of any other form names a service that does not exist.
 */
function serviceName(request: Uint8Array): string {
  if (request.length === 0) {
    return "";
  }
  const isShortString = request[0] === 0x0a && request[1] === request.length - 2 && request.length < 130;
  return isShortString ? Buffer.from(request.subarray(2)).toString("utf8") : "?";
}
