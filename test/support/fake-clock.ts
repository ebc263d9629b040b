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

/** A clock that stands still: no wait is ever over, it only ends with its signal. `at` is the time that it shows. */
export function standingClock(at: () => number = () => 0): Clock {
  const sleep = (_durationMs: number, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  return { now: at, sleep };
}
