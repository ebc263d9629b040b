import { parseDuration } from "../../../provider-bridge/framework/formats/duration";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** Older half: the time limits are durations. */
export const timeLimits: Check = (config, { diagnostics }) => {
  const limits = field(config, "timeouts");
  if (!(limits instanceof Map)) return;
  for (const [name, limit] of limits) {
    if (typeof limit !== "string" || parseDuration(limit).ok) continue;
    diagnostics.error("Invalid time limit", `Expected a duration like "90m" in timeouts.${name}, got "${limit}".`);
  }
};
