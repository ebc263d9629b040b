/**
 * The link that shares Hetzner's hourly budget among all calls of the process. Hetzner grants 3600 requests an hour to a
 * project, gives one back each second, and says in each answer how many are left.
 */
import type { CallContext, Clock, HttpAnswer } from "../transport";

/** Below this share of the budget calls are spaced out; the rest is for whoever else uses the project. */
const lowShare = 0.1;
const hourMs = 3_600_000;
/** Of a budget that the user sets, this share may be used at once; the rest comes in the course of the hour. */
const burstShare = 0.1;

/** Lets calls pass as fast as the budget allows. Calls pass in the order in which they ask. */
export class Governor {
  readonly #clock: Clock;
  readonly #ownLimit: number | undefined;
  /** When the next call may pass, by what Hetzner said. */
  #nextMs = 0;
  /** When the next call may pass, by the user's own limit; lies in the past while a burst is allowed. */
  #ownNextMs: number;
  #limit = 3600;
  #remaining: number | undefined;

  /** `ownLimit`: how many requests an hour this process may make; undefined for what Hetzner allows. */
  constructor(clock: Clock, ownLimit: number | undefined) {
    this.#clock = clock;
    this.#ownLimit = ownLimit;
    this.#ownNextMs = ownLimit === undefined ? 0 : clock.now() - this.#ownSpacingMs() * (this.#ownBurst() - 1);
  }

  /** Waits until one more call may be made. @throws the signal's reason. */
  async pass(context: CallContext): Promise<void> {
    const now = this.#clock.now();
    const atMs = Math.max(now, this.#takeTurn(now), this.#takeOwnTurn(now));
    if (atMs > now) {
      context.log.debug("waiting for Hetzner's request budget", { wait_ms: Math.round(atMs - now) });
      await this.#clock.sleep(atMs - now, context.signal);
    }
  }

  /** Learns from an answer's headers how much is left. */
  saw(headers: HttpAnswer["headers"]): void {
    const limit = Number(headers["ratelimit-limit"]);
    const remaining = Number(headers["ratelimit-remaining"]);
    if (!(limit > 0) || !(remaining >= 0)) return;
    this.#limit = limit;
    this.#remaining = remaining;
  }

  /** The budget is used up: how long to wait for one request to come back, milliseconds. */
  exhausted(): number {
    this.#remaining = 0;
    return this.#refillMs();
  }

  #refillMs(): number {
    return hourMs / this.#limit;
  }

  #takeTurn(now: number): number {
    const low = this.#limit * lowShare;
    if (this.#remaining === undefined || this.#remaining >= low) return now;
    const turnMs = Math.max(now, this.#nextMs);
    this.#nextMs = turnMs + this.#refillMs() * (1 - this.#remaining / low);
    return turnMs;
  }

  #takeOwnTurn(now: number): number {
    if (this.#ownLimit === undefined) return now;
    const earliestMs = now - this.#ownSpacingMs() * (this.#ownBurst() - 1);
    const turnMs = Math.max(this.#ownNextMs, earliestMs);
    this.#ownNextMs = turnMs + this.#ownSpacingMs();
    return turnMs;
  }

  #ownBurst(): number {
    return Math.max(1, Math.floor((this.#ownLimit ?? 0) * burstShare));
  }

  #ownSpacingMs(): number {
    const spread = Math.max(1, (this.#ownLimit ?? 1) - this.#ownBurst());
    return hourMs / spread;
  }
}
