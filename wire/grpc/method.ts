/**
 * What a gRPC server serves: methods by their full path, bytes in and bytes out.
 * The server knows no messages, the methods know no HTTP/2; this is all that both see.
 */

/** What a method learns of the call it answers. */
export interface CallContext {
  /** Aborted when the caller cancels, its deadline passes or its connection is gone. */
  readonly signal: AbortSignal;
  /** The full path, for instance `/tfplugin6.Provider/ReadResource`. */
  readonly path: string;
}

/** One request message, one response message. */
export interface UnaryMethod {
  readonly kind: "unary";
  handle(request: Uint8Array, call: CallContext): Promise<Uint8Array>;
}

/** Any number of request messages, any number of response messages (covers server-, client- and two-way streaming). */
export interface StreamingMethod {
  readonly kind: "streaming";
  handle(requests: AsyncIterable<Uint8Array>, call: CallContext): AsyncIterable<Uint8Array>;
}

/** A method of either kind. */
export type Method = UnaryMethod | StreamingMethod;

/** Methods by full path; a path that is missing is answered with `UNIMPLEMENTED`. */
export type MethodTable = ReadonlyMap<string, Method>;
