import type { Clock } from "./engine";

/** The longest delay of a timer (2^31 - 1 ms, 24.8 days); longer ones are waited for in pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of this machine. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, call) {
    let timer: NodeJS.Timeout;
    const arm = (restMs: number): void => {
      const pieceMs = Math.min(restMs, LONGEST_TIMER_MS);
      timer = setTimeout(() => (restMs > pieceMs ? arm(restMs - pieceMs) : call()), pieceMs);
      timer.unref();
    };
    arm(Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};
