import { type LogFieldLimits, type LogValue, toLogValue } from "./log-field";
import { type LogLevel, logLevels } from "./log-level";
import type { Redactor } from "./redact";

/** Key and value pairs beside a message; any value is fit to be logged, secrets are redacted. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes log lines that Terraform shows with their level when TF_LOG asks for them. */
export interface Logger {
  /** Whether lines of this level are written; ask before preparing expensive fields. */
  isEnabled(level: LogLevel): boolean;
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to each of its lines. */
  child(fields: LogFields): Logger;
}

/** What a logger needs; nothing of it is taken from the process by itself. */
export interface LoggerOptions {
  /** Lines below this level are not even built. */
  readonly level: LogLevel;
  /** Takes one complete line with its line feed; must not throw. */
  readonly write: (line: string) => void;
  readonly redactor: Redactor;
  /** The time of a line, in milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Fields of every line; `@module` names the part of the program, default "provider". */
  readonly fields?: LogFields;
}

/** A longer line is not parsed by Terraform but shown raw (go-plugin reads 64 KiB); some room is left for its own use. */
const maxLineBytes = 65_000;

/** What is kept of each value when a line is too long, tried in this order. */
const limits: readonly LogFieldLimits[] = [
  { maxCharacters: 60_000, maxItems: 1_000 },
  { maxCharacters: 8_000, maxItems: 100 },
  { maxCharacters: 500, maxItems: 20 },
];

/** A logger that writes JSON lines in the form of go-hclog, which is what Terraform reads on a provider's stderr. */
export function createLogger(options: LoggerOptions): Logger {
  const threshold = logLevels.indexOf(options.level);
  const isEnabled = (level: LogLevel): boolean => logLevels.indexOf(level) >= threshold && level !== "off";
  const at =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      if (isEnabled(level)) {
        options.write(logLine(level, message, fields ?? {}, options));
      }
    };
  return {
    isEnabled,
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => createLogger({ ...options, fields: { ...options.fields, ...fields } }),
  };
}

function logLine(level: LogLevel, message: string, fields: LogFields, options: LoggerOptions): string {
  const { "@module": module = "provider", ...own } = options.fields ?? {};
  const all = { ...own, ...fields };
  const head = {
    "@level": level,
    "@timestamp": `${new Date(options.nowMs()).toISOString().slice(0, -1)}000Z`,
    "@module": String(module),
  };
  for (const [index, limit] of limits.entries()) {
    const line = `${JSON.stringify({
      ...head,
      "@message": String(toLogValue(String(message), options.redactor, limit)),
      ...plainFields(toLogValue(all, options.redactor, limit)),
      ...(index === 0 ? {} : { log_truncated: true }),
    })}\n`;
    if (Buffer.byteLength(line) <= maxLineBytes) {
      return line;
    }
  }
  const text = toLogValue(String(message), options.redactor, { maxCharacters: 500, maxItems: 0 });
  return `${JSON.stringify({ ...head, "@message": String(text), log_truncated: true, log_fields_dropped: true })}\n`;
}

/** Keys that begin with "@" belong to the log format: Terraform would die of an "@message" that is no string. */
function plainFields(value: LogValue): Record<string, LogValue> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {};
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.replace(/^@+/, ""), item]));
}
