/** Work that may take so long and no longer. */
import type { CallContext } from "./call-context";
import type { Clock } from "./clock";

/** How long, milliseconds, and what is thrown afterwards: it is made then, and can say what was seen last. */
export interface TimeLimit {
  readonly limitMs: number;
  readonly why: () => Error;
}

/**
 * Does `work` with a context that ends at the limit at the latest.
 * @throws what `why` makes once the time is over, what `work` throws, and the signal's reason
 */
export async function within<Context extends CallContext, Result>(
  clock: Clock,
  context: Context,
  { limitMs, why }: TimeLimit,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  const [limit, done] = [new AbortController(), new AbortController()];
  clock
    .sleep(limitMs, AbortSignal.any([context.signal, done.signal]))
    .then(() => limit.abort(why()))
    .catch(() => undefined);
  try {
    return await work({ ...context, signal: AbortSignal.any([context.signal, limit.signal]) });
  } finally {
    done.abort();
  }
}
