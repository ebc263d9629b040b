import { setTimeout } from "node:timers/promises";

/** Waits; rejects as soon as the signal is aborted. Handed in, so that tests do not wait. */
export type Pause = (durationMs: number, signal: AbortSignal) => Promise<void>;

/** The pause of the running program. */
export const realPause: Pause = async (durationMs, signal) => {
  await setTimeout(durationMs, undefined, { signal });
};
