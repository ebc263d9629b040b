/** What is told by call-back, as something to loop over. */

/** More waiting than that means that nobody reads: the oldest are dropped. */
const mostWaiting = 10_000;

/**
 * Subscribes at once and gives everything that is pushed until the signal is aborted, the last of it afterwards. `subscribe` returns the way out.
 */
export function followed<Item>(
  subscribe: (push: (item: Item) => void) => () => void,
  signal: AbortSignal,
): AsyncIterable<Item> {
  const waiting: Item[] = [];
  let wake = () => {};
  const leave = subscribe((item) => {
    waiting.push(item);
    if (waiting.length > mostWaiting) waiting.shift();
    wake();
  });
  const onAbort = () => {
    leave();
    wake();
  };
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) leave();
  return loop(waiting, signal, (resolve) => {
    wake = resolve;
  });
}

async function* loop<Item>(
  waiting: Item[],
  signal: AbortSignal,
  onWake: (resolve: () => void) => void,
): AsyncGenerator<Item> {
  for (;;) {
    const item = waiting.shift();
    if (item !== undefined) {
      yield item;
      continue;
    }
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      onWake(resolve);
      if (signal.aborted || waiting.length > 0) resolve();
    });
  }
}
