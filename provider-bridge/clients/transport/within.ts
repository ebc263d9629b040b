/** Work that may take so long and no longer. */
import type { CallContext } from "./call-context";
import type { Clock } from "./clock";
import { linkedController } from "./linked-controller";

/** How long, milliseconds, and what is thrown afterwards: it is made then, and can say what was seen last. */
export interface TimeLimit {
  readonly limitMs: number;
  readonly why: () => Error;
}

/** Ends the sleep of a limit that nobody waits for any more. Made once: a reason of its own is made with a stack. */
const OVER = new Error("What the limit was for is over");

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
  const { controller, unlink } = linkedController(context.signal);
  const sleep = new AbortController();
  clock
    .sleep(limitMs, sleep.signal)
    .then(() => controller.abort(why()))
    .catch(() => undefined);
  try {
    return await work({ ...context, signal: controller.signal });
  } finally {
    sleep.abort(OVER);
    unlink();
  }
}
