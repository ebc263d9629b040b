import type { EventEmitter } from "node:events";

/** Resolves when the first of these events happens, and leaves no listener behind. Never rejects. */
export function streamEvent(emitter: EventEmitter, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      for (const event of events) {
        emitter.removeListener(event, settle);
      }
      resolve();
    };
    for (const event of events) {
      emitter.once(event, settle);
    }
  });
}
