/** The answer of a stream that carries nothing: it ends, without a message, when the promise of `end` is fulfilled. */
export function silentAnswer(end: () => Promise<void>): AsyncIterable<Uint8Array> {
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    await end();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** Resolves when the signal is aborted; never rejects. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
}
