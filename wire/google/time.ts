/**
 * Points in time and lengths of time, between Google's messages and the milliseconds that programs count in.
 * Here belongs what Google's own messages mean; never a message of anybody else's.
 */
import type { Duration, Timestamp } from "./generated/protobuf";

/** A point in time, from milliseconds since 1970; fractions of milliseconds are kept. */
export function timestampOf(ms: number): Timestamp {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1000) * 1000 };
}

/** A length of time, from milliseconds. */
export function durationOf(ms: number): Duration {
  const seconds = Math.trunc(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

/** The milliseconds of a length of time; none where it is absent. */
export function msOfDuration(duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
