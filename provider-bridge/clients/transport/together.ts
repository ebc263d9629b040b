/** Several calls at the same time, of which none goes on behind the back of whoever asked. */
import type { CallContext } from "./call-context";

/**
 * Starts calls that make sense only together. When one fails, the others are cancelled, and the failure is told once
 * they have ended: nothing is still being asked after the answer.
 * @throws what the first call to fail threw
 */
export async function together<const Calls extends readonly Promise<unknown>[]>(
  context: CallContext,
  start: (context: CallContext) => Calls,
): Promise<{ -readonly [Index in keyof Calls]: Awaited<Calls[Index]> }> {
  const { signal } = context;
  const own = new AbortController();
  // By hand: a signal made by AbortSignal.any costs several times as much, and this is done for each machine of a plan.
  const cancel = () => own.abort(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  const calls = start({ ...context, signal: own.signal });
  try {
    return await Promise.all(calls);
  } catch (error) {
    own.abort(error);
    await Promise.allSettled(calls);
    throw error;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/**
 * Waits for calls that are each worth making, whatever becomes of the others.
 * @throws what the first of them that failed threw, once all have ended
 */
export async function allEnded(calls: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(calls);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
