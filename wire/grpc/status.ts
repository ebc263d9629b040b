/**
 * The status codes of gRPC, and the one error that carries such a code across a seam.
 * Here belongs what both ends of a gRPC call must agree on; no server and no client.
 */

/** Status codes by their names in the gRPC specification (statuscodes.md). */
export const GrpcStatus = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

/** One of the numbers of {@link GrpcStatus}. */
export type GrpcStatusCode = (typeof GrpcStatus)[keyof typeof GrpcStatus];

/** An error that is answered with its own status; any other error thrown by a method becomes `UNKNOWN`. */
export class GrpcError extends Error {
  /** The status the caller sees. */
  readonly code: GrpcStatusCode;

  constructor(code: GrpcStatusCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GrpcError";
    this.code = code;
  }
}
