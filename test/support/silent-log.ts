import type { Logger } from "../../provider-bridge/framework/contract/context";

/** One line of a log. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** A log that keeps its lines instead of writing them. */
export function collectingLog(): { readonly log: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (message: string) => void lines.push({ level, message });
  return {
    lines,
    log: { trace: at("trace"), debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") },
  };
}
