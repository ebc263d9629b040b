const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest delay a Node timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Milliseconds of a `grpc-timeout` header (up to eight digits and one of H M S m u n), rounded up and at most what
 * a timer can hold (24 days). Undefined when the text is not a time-out.
 */
export function parseGrpcTimeout(text: string): number | undefined {
  const match = /^([0-9]{1,8})([HMSmun])$/.exec(text);
  const unit = unitMs[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    return undefined;
  }
  return Math.min(Math.ceil(Number(match[1]) * unit), longestTimerMs);
}
