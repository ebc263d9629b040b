/** A clock for clients under test: waiting moves time at once, and what was waited for is remembered. */
import type { Clock } from "../../provider-bridge/clients/transport";

/** A clock that a test looks into. */
export interface FakeClock extends Clock {
  /** Every wait so far, milliseconds. */
  readonly waits: number[];
  /** Moves time without a wait. */
  advance(durationMs: number): void;
}

/** A clock that begins at `startMs`. */
export function fakeClock(startMs = 1_800_000_000_000): FakeClock {
  let now = startMs;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    advance: (durationMs) => {
      now += durationMs;
    },
    sleep: async (durationMs, signal) => {
      signal.throwIfAborted();
      await Promise.resolve();
      waits.push(durationMs);
      now += durationMs;
    },
  };
}
