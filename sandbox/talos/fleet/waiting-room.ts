/** Where machines wait for one another: conditions that are looked at again whenever something has changed. */
import { setImmediate as nextTurn } from "node:timers";
import type { Clock } from "../../world";

/** What changes without anybody saying so (a firewall's rules) is seen after that many simulated milliseconds. */
const lookAgainMs = 500;

/** Conditions that somebody waits for. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #isScheduled = false;
  #stopLooking: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something has changed: every condition is looked at again in the next turn. */
  changed(): void {
    if (this.#isScheduled || this.#waiting.size === 0) return;
    this.#isScheduled = true;
    nextTurn(() => {
      this.#isScheduled = false;
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Resolves with the first thing that `check` finds; rejects when the signal is aborted or `check` throws. */
  until<T>(check: () => T | undefined, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(look);
        signal.removeEventListener("abort", onAbort);
        if (this.#waiting.size > 0) return;
        this.#stopLooking?.();
        this.#stopLooking = undefined;
      };
      const onAbort = () => {
        leave();
        reject(signal.reason);
      };
      const look = () => {
        try {
          const found = check();
          if (found === undefined) return;
          leave();
          resolve(found);
        } catch (error) {
          leave();
          reject(error);
        }
      };
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      this.#waiting.add(look);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#stopLooking ??= this.#clock.every(lookAgainMs, () => this.changed());
      look();
    });
  }
}
