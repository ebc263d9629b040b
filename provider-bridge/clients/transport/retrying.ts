/** A link that tries again: what is worth another try is its client's decision, bounds and waits are here. */
import type { CallContext } from "./call-context";
import type { Clock } from "./clock";

/** What to do about a failure. */
export type Verdict =
  /** It will not get better. */
  | { readonly kind: "give_up" }
  /** Try again, waiting longer each time. */
  | { readonly kind: "again" }
  /** Try again after so many milliseconds, as often as it takes: the peer said when. */
  | { readonly kind: "later"; readonly waitMs: number };

/** How often and how long. */
export interface RetryOptions {
  readonly clock: Clock;
  /** 0 … 1: spreads calls that failed together. */
  readonly random: () => number;
  /** Tries in all, of those that the peer did not put off. @default 6 */
  readonly attempts?: number;
  /** First wait, milliseconds; it doubles. @default 500 */
  readonly firstWaitMs?: number;
  /** Longest wait, milliseconds. @default 20 000 */
  readonly longestWaitMs?: number;
}

/** More waits than any operation's deadline has room for: a bound, not a limit that is met. */
const mostPostponements = 10_000;

/**
 * Runs `attempt` until it succeeds or `judge` gives up.
 * @throws what the last attempt threw; the signal's reason when the operation was cancelled while waiting.
 */
export async function retrying<T>(
  attempt: () => Promise<T>,
  judge: (error: unknown) => Verdict,
  context: CallContext,
  options: RetryOptions,
): Promise<T> {
  const { clock, random, attempts = 6, firstWaitMs = 500, longestWaitMs = 20_000 } = options;
  let failures = 0;
  for (let postponements = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      context.signal.throwIfAborted();
      const verdict = judge(error);
      if (verdict.kind === "give_up") throw error;
      if (verdict.kind === "later") postponements += 1;
      else failures += 1;
      if (failures >= attempts || postponements > mostPostponements) throw error;
      const backOffMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (0.5 + random() / 2);
      const waitMs = verdict.kind === "later" ? verdict.waitMs : backOffMs;
      context.log.debug("trying again", { failure: String(error), wait_ms: Math.round(waitMs) });
      await clock.sleep(waitMs, context.signal);
    }
  }
}
