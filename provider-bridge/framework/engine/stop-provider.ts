/** What can be stopped: everything that follows a signal. */
export interface Stop {
  /** The signal that what starts now follows. */
  signal(): AbortSignal;
  /** Ends what runs. What starts afterwards (for another run, where one process serves several) is not stopped. */
  stopProvider(): void;
}

/** A stop that can be used again and again. */
export function createStop(): Stop {
  let controller = new AbortController();
  return {
    signal: () => controller.signal,
    stopProvider: () => {
      controller.abort();
      controller = new AbortController();
    },
  };
}
