import type { Clock } from "../../world/clock";
import { ApiError } from "../api/api-error";
import type { Controller } from "./controller";

/** Between a write and what a controller does about it. */
const reactionMs = 30;
const firstRetryMs = 200;
const longestRetryMs = 30_000;
/** Tries of one piece of work; the next write of its object starts anew. */
const mostTries = 12;

/** Work of one controller: each key once, one after the other, tried again where it fails. */
export class WorkQueue {
  readonly #controller: Controller;
  readonly #clock: Clock;
  readonly #note: (text: string) => void;
  readonly #waiting = new Map<string, { readonly cancel: () => void; readonly atMs: number }>();
  readonly #delayed = new Map<string, () => void>();
  readonly #tries = new Map<string, number>();
  #isStopped = false;

  constructor(controller: Controller, clock: Clock, note: (text: string) => void) {
    this.#controller = controller;
    this.#clock = clock;
    this.#note = note;
  }

  add(key: string, delayMs = reactionMs): void {
    const atMs = this.#clock.now() + delayMs;
    const before = this.#waiting.get(key);
    if (this.#isStopped || (before !== undefined && before.atMs <= atMs)) return;
    // What waits for another try is done as soon as there is news.
    before?.cancel();
    const cancel = this.#clock.after(delayMs, () => {
      this.#waiting.delete(key);
      this.#run(key).catch(() => {});
    });
    this.#waiting.set(key, { cancel, atMs });
  }

  /** Work that is due after a while, whatever happens in between; a later call for the key counts instead. */
  addLater(key: string, delayMs: number, what: "step" | "expiry"): void {
    if (this.#isStopped) return;
    this.#delayed.get(key)?.();
    const wait = what === "step" ? this.#clock.after : this.#clock.deadline;
    const cancel = wait.call(this.#clock, delayMs, () => {
      this.#delayed.delete(key);
      this.add(key, 0);
    });
    this.#delayed.set(key, cancel);
  }

  stop(): void {
    this.#isStopped = true;
    for (const { cancel } of this.#waiting.values()) cancel();
    for (const cancel of this.#delayed.values()) cancel();
    this.#waiting.clear();
    this.#delayed.clear();
    this.#controller.stop?.();
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#controller.reconcile(key);
      this.#tries.delete(key);
    } catch (error) {
      const tries = (this.#tries.get(key) ?? 0) + 1;
      this.#tries.set(key, tries);
      if (!(error instanceof ApiError))
        this.#note(
          `A controller failed on "${key}": ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      if (tries < mostTries) this.add(key, Math.min(longestRetryMs, firstRetryMs * 2 ** (tries - 1)));
      else this.#tries.delete(key);
    }
  }
}
