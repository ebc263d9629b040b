import type { Logger } from "../contract/context";
import { type Diagnostic, DiagnosticError } from "../diagnostics/diagnostic";

/** How many causes of an error are told; a chain that bites its tail ends there. */
const MAX_CAUSES = 8;

/** What was thrown, as text a user can read: messages and their causes, no stack. */
export function thrownText(thrown: unknown): string {
  const lines = [messageOf(thrown)];
  let cause = thrown instanceof Error ? thrown.cause : undefined;
  for (let depth = 0; cause !== undefined && cause !== null && depth < MAX_CAUSES; depth += 1) {
    const message = messageOf(cause);
    // Many errors quote their cause; it is told once.
    if (!lines.some((line) => line.includes(message))) lines.push(`Caused by: ${message}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.join("\n");
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    const parts = thrown.errors
      .slice(0, MAX_CAUSES)
      .map((error) => (error instanceof Error ? error.message : String(error)));
    return [thrown.message, ...parts].filter((part) => part !== "").join("; ");
  }
  if (thrown instanceof Error) return thrown.message === "" ? thrown.name : thrown.message;
  if (typeof thrown === "string") return thrown;
  return `The provider threw ${thrown === null ? "null" : `a value of type ${typeof thrown}`}, which is no error`;
}

/**
 * What was thrown, as a diagnostic: a DiagnosticError as it is, anything else under the title `Cannot <what>`.
 * The stack goes to the log.
 */
export function thrownDiagnostic(what: string, thrown: unknown, log: Logger): Diagnostic {
  if (thrown instanceof DiagnosticError) return thrown.diagnostic;
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  log.error(`Cannot ${what}`, { error: thrownText(thrown), ...(stack === undefined ? {} : { stack }) });
  return { severity: "error", summary: `Cannot ${what}`, detail: thrownText(thrown) };
}
