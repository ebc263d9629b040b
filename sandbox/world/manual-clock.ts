/** A clock that only a test moves. */
import { type Cancel, type Clock, sleepOn } from "./clock";

interface Waiting {
  atMs: number;
  order: number;
  step: () => void;
}

/** Stands still until {@link advance}: then everything that falls due runs, in order of its time. */
export class ManualClock implements Clock {
  readonly speed = 1;
  #nowMs: number;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  /** Starts at `startMs` (milliseconds since 1970; default 2026-11-01T00:00:00Z). */
  constructor(startMs: number = Date.UTC(2026, 10, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(durationMs: number, step: () => void): Cancel {
    const entry: Waiting = { atMs: this.#nowMs + Math.max(0, durationMs), order: this.#order++, step };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return sleepOn((wait, step) => this.after(wait, step), durationMs, signal);
  }

  deadline(durationMs: number, step: () => void): Cancel {
    return this.after(durationMs, step);
  }

  every(intervalMs: number, step: () => void): Cancel {
    let cancel: Cancel = () => {};
    const again = () => {
      cancel = this.after(Math.max(1, intervalMs), () => {
        again();
        step();
      });
    };
    again();
    return () => cancel();
  }

  /** Lets `durationMs` pass: runs what falls due within it, each at its own time. */
  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    for (;;) {
      const next = this.#nextUntil(untilMs);
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.#nowMs = next.atMs;
      next.step();
    }
    this.#nowMs = untilMs;
  }

  #nextUntil(untilMs: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const entry of this.#waiting) {
      if (entry.atMs > untilMs) continue;
      if (next === undefined || entry.atMs < next.atMs || (entry.atMs === next.atMs && entry.order < next.order)) {
        next = entry;
      }
    }
    return next;
  }
}
