import { followed } from "../../../../sandbox/talos/services/followed";

/** Something that can be listened to. */
function source() {
  const listeners = new Set<(item: number) => void>();
  return {
    listeners,
    say: (item: number) => {
      for (const listener of listeners) listener(item);
    },
    subscribe: (push: (item: number) => void) => {
      listeners.add(push);
      return () => void listeners.delete(push);
    },
  };
}

describe("What is followed", () => {
  it("is heard from the call on, in order, and no more once nobody wants it", async () => {
    const { say, subscribe, listeners } = source();
    const stop = new AbortController();
    const items = followed(subscribe, stop.signal)[Symbol.asyncIterator]();
    say(1);
    say(2);
    expect([(await items.next()).value, (await items.next()).value]).toEqual([1, 2]);
    const next = items.next();
    say(3);
    expect((await next).value).toBe(3);
    const last = items.next();
    stop.abort();
    expect((await last).done).toBe(true);
    expect(listeners.size).toBe(0);
  });

  it("is nothing where it was given up before it began", async () => {
    const { subscribe, listeners } = source();
    const items = followed(subscribe, AbortSignal.abort())[Symbol.asyncIterator]();
    expect((await items.next()).done).toBe(true);
    expect(listeners.size).toBe(0);
  });

  it("loses the oldest where nobody reads", async () => {
    const { say, subscribe } = source();
    const stop = new AbortController();
    const items = followed(subscribe, stop.signal)[Symbol.asyncIterator]();
    for (let item = 0; item < 10_005; item += 1) say(item);
    expect((await items.next()).value).toBe(5);
    stop.abort();
  });
});
