/** Several calls at the same time, of which none goes on behind the back of whoever asked. */
import type { CallContext } from "./call-context";
import { linkedController } from "./linked-controller";

/**
 * Starts calls that make sense only together. When one fails, the others are cancelled, and the failure is told once
 * they have ended: nothing is still being asked after the answer.
 * @throws what the first call to fail threw
 */
export async function together<const Calls extends readonly Promise<unknown>[]>(
  context: CallContext,
  start: (context: CallContext) => Calls,
): Promise<{ -readonly [Index in keyof Calls]: Awaited<Calls[Index]> }> {
  const { controller, unlink } = linkedController(context.signal);
  const calls = start({ ...context, signal: controller.signal });
  try {
    return await Promise.all(calls);
  } catch (error) {
    controller.abort(error);
    await Promise.allSettled(calls);
    throw error;
  } finally {
    unlink();
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
