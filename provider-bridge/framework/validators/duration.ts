import { parseDuration } from "../formats/duration";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which durations are taken, both ends included, written as durations themselves. */
export interface DurationOptions {
  /** @default "0s" */
  readonly min?: string;
  /** @default no upper bound */
  readonly max?: string;
}

/** A duration in Go's syntax: `30s`, `1h30m`. Negative ones are refused. @throws RangeError for a bound that is none. */
export function duration(options: DurationOptions = {}): Validator<StringType> {
  const min = bound(options.min ?? "0s");
  const max = options.max === undefined ? undefined : bound(options.max);
  return textValidator({
    summary: "Not a duration",
    description: description(options),
    problem: (text) => {
      const read = parseDuration(text);
      if (!read.ok) return `is no duration: ${read.problem}`;
      if (read.value < min) return read.value < 0n ? "is negative" : "is too short";
      return max !== undefined && read.value > max ? "is too long" : undefined;
    },
  });
}

function bound(text: string): bigint {
  const read = parseDuration(text);
  if (!read.ok) throw new RangeError(`Cannot bound a duration by "${text}": ${read.problem}`);
  return read.value;
}

function description({ min, max }: DurationOptions): string {
  const text = 'a duration, for instance "30s" or "1h30m"';
  if (min !== undefined && max !== undefined) return `${text}, between ${min} and ${max}`;
  if (min !== undefined) return `${text}, at least ${min}`;
  return max === undefined ? text : `${text}, at most ${max}`;
}
