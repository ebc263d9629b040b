/** Why a Talos API could not be used: one error class with a closed list of codes. */

/** The closed list of reasons; decisions look at it, never at a message. */
export type TalosErrorCode =
  /** Nobody listens at the address, or it cannot be reached: nothing was sent. */
  | "not_connected"
  /** The peer's certificate is not from our CA, or not the one that was seen before: nothing was sent. */
  | "not_trusted"
  /** The peer does not take our certificate: nothing was sent. */
  | "client_refused"
  /** The peer, which is going down, turned the call away before it looked at it: nothing was done. */
  | "turned_away"
  /** No answer in time: what the peer did is not known. */
  | "timed_out"
  /** The connection broke, or the API is going down: what the peer did is not known. */
  | "broken_off"
  | "not_found"
  | "already_exists"
  /** A value is wrong: it will not get better. */
  | "invalid"
  /** Not in this state of the machine: it may come. */
  | "not_ready"
  /** Our roles do not allow it, or it is not allowed in maintenance mode. */
  | "forbidden"
  /** This version, machine type or mode does not have it. */
  | "not_implemented"
  /** The answer is not what the protocol says. */
  | "malformed"
  /** Anything else that Talos said. */
  | "refused";

/** A call of a Talos API that failed. Its message says what was tried, on which machine, and what came back. */
export class TalosError extends Error {
  readonly code: TalosErrorCode;

  constructor(code: TalosErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TalosError";
    this.code = code;
  }

  /** Whether the peer cannot have acted on the call. */
  get nothingSent(): boolean {
    return ["not_connected", "not_trusted", "client_refused", "turned_away"].includes(this.code);
  }

  /** Whether it may be another story in a moment: nobody there, broken off, silent, not in the right state. */
  get mayPass(): boolean {
    return ["not_connected", "turned_away", "timed_out", "broken_off", "not_ready"].includes(this.code);
  }
}
