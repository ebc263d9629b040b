import type { Resource } from "../contract/resource";
import { TIMEOUTS, type TimedVerb } from "../contract/timeouts";
import { parseDuration } from "../formats/duration";
import type { Value } from "../values/value";

const NANOSECONDS_PER_MS = 1e6;

/**
 * How long a verb may take: what the user has set in `timeouts`, else the resource's default, else no limit (undefined).
 * A text that is no duration was refused by validation; in an old state it counts as not set.
 */
export function timeLimitMs(resource: Resource, verb: TimedVerb, values: Value): number | undefined {
  const timeouts = values instanceof Map ? values.get(TIMEOUTS) : undefined;
  const set =
    timeouts instanceof Map && resource.schema.attributes[TIMEOUTS] !== undefined ? timeouts.get(verb) : undefined;
  return (typeof set === "string" ? limitOf(set) : undefined) ?? resource.timeouts?.[`${verb}Ms`];
}

function limitOf(text: string): number | undefined {
  const read = parseDuration(text);
  return read.ok && read.value > 0n ? Number(read.value) / NANOSECONDS_PER_MS : undefined;
}
