import type { IncomingHttpHeaders } from "node:http2";
import { GrpcStatus, type GrpcStatusCode } from "../../wire/grpc/status";
import { parseGrpcTimeout } from "./grpc-timeout";

/** A request whose headers are those of a gRPC call. */
export interface AcceptedRequest {
  readonly kind: "accepted";
  /** The full method path, for instance `/tfplugin6.Provider/ReadResource`. */
  readonly path: string;
  /** How long the caller waits; undefined means for ever. */
  readonly timeoutMs: number | undefined;
  /** The `grpc-encoding` of its messages, if it named one. */
  readonly encoding: string | undefined;
}

/** A request that is no gRPC call at all: it gets an HTTP status and nothing else. */
export interface RefusedRequest {
  readonly kind: "refused";
  readonly httpStatus: 405 | 415;
}

/** A gRPC call that cannot be served: it gets a gRPC status. */
export interface InvalidRequest {
  readonly kind: "invalid";
  readonly code: GrpcStatusCode;
  readonly message: string;
}

/** Judges the headers of a request as the gRPC specification says (PROTOCOL-HTTP2.md). */
export function readRequestHeaders(headers: IncomingHttpHeaders): AcceptedRequest | RefusedRequest | InvalidRequest {
  if (headers[":method"] !== "POST") {
    return { kind: "refused", httpStatus: 405 };
  }
  if (!/^application\/grpc(?:[+;]|$)/i.test(headers["content-type"] ?? "")) {
    return { kind: "refused", httpStatus: 415 };
  }
  const timeout = headers["grpc-timeout"];
  const timeoutMs = timeout === undefined ? undefined : parseGrpcTimeout(String(timeout));
  if (timeout !== undefined && timeoutMs === undefined) {
    const message = `Cannot read the header grpc-timeout: "${String(timeout).slice(0, 40)}" is not a time-out`;
    return { kind: "invalid", code: GrpcStatus.INTERNAL, message };
  }
  const encoding = headers["grpc-encoding"];
  return {
    kind: "accepted",
    path: headers[":path"] ?? "",
    timeoutMs,
    encoding: encoding === undefined ? undefined : String(encoding),
  };
}
