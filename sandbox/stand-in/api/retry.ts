/** What waits between two tries. */
export interface Pausing {
  pause(durationMs: number): Promise<void>;
}

/** What is tried again, and how often. */
export interface RetryOptions {
  /**
   * How often at most, the first time included.
   * @default 5
   */
  readonly tries?: number;
  /** Whether it is worth another try. */
  readonly when: (error: unknown) => boolean;
  /**
   * How long to wait after so many tries.
   * @default 1 s, 2 s, 4 s … up to a minute
   */
  readonly delayMs?: (tries: number) => number;
}

const STANDARD_TRIES = 5;
const LONGEST_DELAY_MS = 60_000;

/** Tries again what fails in a way that passes, as the real provider does beside what its client does. */
export async function retry<T>(api: Pausing, options: RetryOptions, run: () => Promise<T>): Promise<T> {
  const { tries = STANDARD_TRIES, when, delayMs = growingDelayMs } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (tried >= tries || !when(error)) throw error;
    }
    await api.pause(delayMs(tried));
  }
}

/** 1 s, 2 s, 4 s … up to a minute. */
function growingDelayMs(tried: number): number {
  return Math.min(1000 * 2 ** (tried - 1), LONGEST_DELAY_MS);
}
