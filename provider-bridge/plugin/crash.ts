/** What a crash handler needs; nothing of it is taken from the process by itself. */
export interface CrashOptions {
  /** The event source: `process`. */
  readonly source: { on(event: "uncaughtException", listener: (error: unknown) => void): unknown };
  /** Writes text to stderr at once. */
  readonly write: (text: string) => void;
  /** Replaces secrets. */
  readonly redact: (text: string) => string;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

/** What Go programs exit with after a panic. */
const crashExitCode = 2;
/** Terraform keeps this many lines of a crash. */
const maxLines = 100;
/** A longer line would be cut by whoever reads it. */
const maxLineCharacters = 8_192;

/**
 * Makes of an exception that nobody caught (or a rejection that nobody handled, which Node reports the same way) a
 * crash in the form of a Go panic, which Terraform prints to its user together with the lines after it.
 */
export function reportCrashes(options: CrashOptions): void {
  options.source.on("uncaughtException", (error) => {
    options.write(crashText(error, options.redact));
    options.exit(crashExitCode);
  });
}

/** The lines that Terraform recognises as a crash, beginning with `panic: ` and the message. */
export function crashText(error: unknown, redact: (text: string) => string): string {
  const lines = redact(describe(error)).split(/\r?\n/).slice(0, maxLines);
  return `panic: ${lines.map((line) => line.slice(0, maxLineCharacters)).join("\n")}\n`;
}

function describe(error: unknown): string {
  try {
    return error instanceof Error ? withCause(error) : String(error);
  } catch {
    return "an exception that cannot be described";
  }
}

function withCause(error: Error): string {
  const text = error.stack ?? String(error);
  return error.cause === undefined ? text : `${text}\nCaused by: ${String(error.cause)}`;
}
