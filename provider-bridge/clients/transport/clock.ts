/** Time as clients see it: handed in, so that tests neither wait nor flake. */
import { setTimeout as wait } from "node:timers/promises";

/** A clock that can also wait. All durations are milliseconds. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

/** This machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (durationMs, signal) => {
    try {
      await wait(Math.max(0, durationMs), undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};
