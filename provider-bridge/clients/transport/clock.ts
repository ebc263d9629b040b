/** Time as clients see it: handed in, so that tests neither wait nor flake. */

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
  // By hand: of what is begun many never ends, and Node's own promise of a timer makes an error with a stack then.
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const wake = () => {
        signal.removeEventListener("abort", cancel);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(0, durationMs));
      const cancel = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      signal.addEventListener("abort", cancel, { once: true });
    }),
};
