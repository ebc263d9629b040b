import type { Timestamp } from "../../../wire/google/generated/protobuf";
import type { MessageInit } from "../../../wire/protobuf";

/** A point in time as its message. */
export function timestampMessage(date: Date | undefined): MessageInit<Timestamp> | undefined {
  if (date === undefined) return undefined;
  const milliseconds = date.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(seconds), nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}
