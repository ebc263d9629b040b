import type { Clock } from "../../provider-bridge/framework/engine/engine";

interface Timer {
  readonly atMs: number;
  readonly call: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualEngineClock implements Clock {
  #nowMs = 1_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Moves on, and calls what is due in its order. */
  advance(durationMs: number): void {
    this.#nowMs += durationMs;
    const due = [...this.#timers].filter(({ atMs }) => atMs <= this.#nowMs);
    for (const timer of due.sort((left, right) => left.atMs - right.atMs)) {
      if (this.#timers.delete(timer)) timer.call();
    }
  }
}
