/** What every call of a client is handed: how it is cancelled, and where it says what it does. */

/** Where a client tells of its exchanges. Whoever hands it in hides registered secrets in every line. */
export interface CallLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** One operation's side of a call. */
export interface CallContext {
  /** Aborted when the user stops the operation or its deadline passes: every wait of the call ends with it. */
  readonly signal: AbortSignal;
  readonly log: CallLog;
}
