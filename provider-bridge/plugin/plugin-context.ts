import { createLogger } from "./log";
import { type LogLevel, parseLogLevel } from "./log-level";
import { type PluginContext, providerType } from "./plugin-options";
import { createRedactor } from "./redact";
import { writeFully } from "./write-fully";

/** The logger and redactor of a provider process; lines go to stderr at once, so that a crash loses none. */
export function createPluginContext(
  providerAddress: string,
  env: Readonly<Record<string, string | undefined>>,
  defaultLevel: LogLevel,
): PluginContext {
  const redactor = createRedactor();
  const level = parseLogLevel(env, providerType(providerAddress)) ?? defaultLevel;
  const logger = createLogger({
    level,
    redactor,
    write: (line) => void writeFully(2, line),
    nowMs: Date.now,
    fields: { "@module": "provider", provider: providerAddress },
  });
  return { logger, redactor };
}
