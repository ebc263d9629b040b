import { constants } from "node:http2";
import { GrpcError, GrpcStatus, type GrpcStatusCode } from "../../../../wire/grpc/status";

/** A call that did not come to OK. */
export class CallFailure extends GrpcError {
  /** The peer has not looked at the call: it may be sent again, whatever it changes. */
  readonly isTurnedAway: boolean;

  constructor(
    code: GrpcStatusCode,
    message: string,
    { isTurnedAway = false, cause }: { readonly isTurnedAway?: boolean; readonly cause?: unknown } = {},
  ) {
    super(code, message, { cause });
    this.name = "CallFailure";
    this.isTurnedAway = isTurnedAway;
  }
}

interface StatusFields {
  readonly "grpc-status"?: string | string[] | undefined;
  readonly "grpc-message"?: string | string[] | undefined;
}

/** How a stream ended. */
export interface StreamEnd {
  /** Header fields of the answer; none where the stream ended before it. */
  readonly headers: StatusFields & { readonly ":status"?: number | undefined };
  /** Fields behind the answer; where there is no body, the status stands in the headers. */
  readonly trailers: StatusFields | undefined;
  /** HTTP/2's code. */
  readonly rstCode: number;
  /** Whether its connection is gone. */
  readonly isBroken: boolean;
}

/** The status that the peer gave, or what stands in its place; undefined for OK. */
export function failureOf({ headers, trailers, rstCode, isBroken }: StreamEnd): CallFailure | undefined {
  const { "grpc-status": status, "grpc-message": message = "" } = trailers ?? headers;
  if (status === "0") return undefined;
  if (status !== undefined) return new CallFailure(codeOf(String(status)), decoded(String(message)));
  // Not processed at all, also below a GOAWAY (RFC 9113, section 8.7).
  if (rstCode === constants.NGHTTP2_REFUSED_STREAM) {
    return new CallFailure(GrpcStatus.UNAVAILABLE, "the stream was refused", { isTurnedAway: true });
  }
  if (isBroken) return new CallFailure(GrpcStatus.UNAVAILABLE, "the connection broke");
  const http = headers[":status"];
  if (http !== undefined && http !== 200) {
    return new CallFailure(BY_HTTP_STATUS[http] ?? GrpcStatus.UNKNOWN, `the answer has the HTTP status ${http}`);
  }
  const code = BY_RST_CODE[rstCode] ?? GrpcStatus.INTERNAL;
  return new CallFailure(code, `the stream ended without a status, with HTTP/2's code ${rstCode}`);
}

/** As gRPC says it in "HTTP to gRPC Status Code Mapping". */
const BY_HTTP_STATUS: Readonly<Record<number, GrpcStatusCode>> = {
  400: GrpcStatus.INTERNAL,
  401: GrpcStatus.UNAUTHENTICATED,
  403: GrpcStatus.PERMISSION_DENIED,
  404: GrpcStatus.UNIMPLEMENTED,
  429: GrpcStatus.UNAVAILABLE,
  502: GrpcStatus.UNAVAILABLE,
  503: GrpcStatus.UNAVAILABLE,
  504: GrpcStatus.UNAVAILABLE,
};

/** As gRPC says it in "gRPC over HTTP2", Errors. */
const BY_RST_CODE: Readonly<Record<number, GrpcStatusCode>> = {
  [constants.NGHTTP2_CANCEL]: GrpcStatus.CANCELLED,
  [constants.NGHTTP2_ENHANCE_YOUR_CALM]: GrpcStatus.RESOURCE_EXHAUSTED,
  [constants.NGHTTP2_INADEQUATE_SECURITY]: GrpcStatus.PERMISSION_DENIED,
};

/** A code that nobody knows is UNKNOWN. */
function codeOf(status: string): GrpcStatusCode {
  return Object.values(GrpcStatus).find((code) => String(code) === status) ?? GrpcStatus.UNKNOWN;
}

/** A status text is percent-encoded; what is not encoded well stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
