/** How much is logged, from most to least. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "off"] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/**
 * The level a provider logs at: TF_LOG_PROVIDER_<NAME> (the most special) before TF_LOG_PROVIDER before TF_LOG;
 * undefined when none is set. "JSON" means "trace", as in Terraform, and so does
 * a level nobody knows: who sets the variable wants to see something.
 */
export function parseLogLevel(
  env: Readonly<Record<string, string | undefined>>,
  providerName: string,
): LogLevel | undefined {
  const own = `TF_LOG_PROVIDER_${providerName.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  for (const variable of [own, "TF_LOG_PROVIDER", "TF_LOG"]) {
    const text = env[variable]?.trim().toLowerCase() ?? "";
    if (text !== "") {
      return logLevels.find((level) => level === text) ?? "trace";
    }
  }
  return undefined;
}
