/** Why something could not be done over SSH: one error class with a closed list of codes. */

/** The closed list of reasons. */
export type SshErrorCode =
  /** Nobody listens, the name is unknown, or the connection was refused: nothing was sent. */
  | "not_connected"
  /** The host does not take our key. */
  | "authentication"
  /** The host shows another key than before in the same operation: nothing was sent. */
  | "host_key"
  /** No answer in time. */
  | "timed_out"
  /** The connection broke: what the command did is not known. */
  | "broken_off"
  /** The command ended, with another exit code than 0 or by a signal. */
  | "command_failed"
  /** The command wrote more than is read. */
  | "too_large"
  /** The private key cannot be used. */
  | "private_key";

/** Something that failed over SSH. Its message says what was tried, on which host, and what came back. */
export class SshError extends Error {
  readonly code: SshErrorCode;
  /** Of a command that ended by itself, with "command_failed". */
  readonly exitCode: number | undefined;

  constructor(code: SshErrorCode, message: string, options: ErrorOptions & { readonly exitCode?: number } = {}) {
    super(message, options);
    this.name = "SshError";
    this.code = code;
    this.exitCode = options.exitCode;
  }
}
