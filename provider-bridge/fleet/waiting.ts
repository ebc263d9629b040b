/** Waiting for what the outside tells only when it is asked. */
import type { CallContext, Clock } from "../clients/transport";

/** What a wait needs, and says meanwhile. */
export interface WaitContext extends CallContext {
  progress(message: string, look?: string): void;
}

/**
 * Between two looks, milliseconds: soon at first, then slower. On the way to a cluster each of five steps may lose the
 * longest, and the slowest of the control planes counts; a look that fails takes half a second of its own (retries).
 */
const firstPauseMs = 250;
const longestPauseMs = 500;
/** More looks than any deadline has room for: a bound, not a limit that is met. */
const mostLooks = 100_000;

/**
 * Looks again and again until `look` answers something; what it sees meanwhile is told as progress.
 * @throws what `look` throws, and the signal's reason at the deadline: the operation's own message says what was seen last
 */
export async function until<T>(
  clock: Clock,
  context: WaitContext,
  look: () => Promise<{ readonly done: T } | { readonly seen: string }>,
): Promise<T> {
  let pauseMs = firstPauseMs;
  let told = "";
  for (let looks = 0; looks < mostLooks; looks += 1) {
    context.signal.throwIfAborted();
    const answer = await look();
    if ("done" in answer) return answer.done;
    if (answer.seen !== told) context.progress(answer.seen);
    told = answer.seen;
    await clock.sleep(pauseMs, context.signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 1.5);
  }
  throw new RangeError(`Cannot wait any longer: ${told}`);
}
