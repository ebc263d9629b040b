/** Why an exchange brought no usable answer. */

/** The closed list of reasons. */
export type TransportErrorCode =
  /** Nobody listens there, or the name is not known: nothing was sent. */
  | "not_connected"
  /** The peer's certificate was not accepted: nothing was sent. */
  | "not_trusted"
  /** The connection broke, or the answer is half: what the peer did with the request is not known. */
  | "broken_off"
  /** No whole answer in time: what the peer did with the request is not known. */
  | "timed_out"
  /** The answer is larger than the client takes. */
  | "too_large"
  /** The answer is whole, but not what the protocol says: no JSON, a missing field. */
  | "malformed";

/** An exchange without a usable answer. Its message says what was tried, on what, and what came back. */
export class TransportError extends Error {
  readonly code: TransportErrorCode;

  constructor(code: TransportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TransportError";
    this.code = code;
  }

  /** Whether the peer cannot have acted on the request. */
  get nothingSent(): boolean {
    return this.code === "not_connected" || this.code === "not_trusted";
  }
}
