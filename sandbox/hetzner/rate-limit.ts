/** Hetzner's budget of requests: so many an hour, one back every second or so, told in three headers. */
import type { World } from "../world";

const secondsPerHour = 3600;
/** Per project (API reference). */
export const defaultRequestsPerHour = 3600;

/** What a request finds. */
export interface Budget {
  allowed: boolean;
  headers: Record<string, string>;
}

/**
 * A bucket that refills with simulated time. `requestsPerHour` 0 counts nothing and refuses nothing. A fault of door
 * "rate-limit" sets another limit while it lasts.
 */
export class RateLimit {
  readonly #world: World;
  readonly #configured: number;
  #limit: number;
  #remaining: number;
  #countedAtMs: number;

  constructor(world: World, requestsPerHour: number = defaultRequestsPerHour) {
    this.#world = world;
    this.#configured = requestsPerHour;
    this.#limit = requestsPerHour;
    this.#remaining = requestsPerHour;
    this.#countedAtMs = world.clock.now();
  }

  /** Takes one request out of the bucket. */
  take(): Budget {
    this.#adoptFault();
    if (this.#limit === 0)
      return { allowed: true, headers: this.#headers(defaultRequestsPerHour, defaultRequestsPerHour) };
    this.#refill();
    const allowed = this.#remaining >= 1;
    if (allowed) this.#remaining -= 1;
    else this.#world.faults.take("rate-limit", "limit");
    return { allowed, headers: this.#headers(this.#limit, Math.floor(this.#remaining)) };
  }

  #adoptFault(): void {
    const wanted = this.#world.faults.peek("rate-limit", "limit")?.["limit"];
    const limit = typeof wanted === "number" ? wanted : this.#configured;
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.#remaining = limit;
  }

  #refill(): void {
    const nowMs = this.#world.clock.now();
    const refilled = ((nowMs - this.#countedAtMs) * this.#limit) / (secondsPerHour * 1000);
    this.#remaining = Math.min(this.#limit, this.#remaining + refilled);
    this.#countedAtMs = nowMs;
  }

  #headers(limit: number, remaining: number): Record<string, string> {
    const missing = limit - remaining;
    const resetSeconds = Math.ceil(this.#world.clock.now() / 1000 + (missing * secondsPerHour) / limit);
    return {
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(remaining),
      "ratelimit-reset": String(resetSeconds),
    };
  }
}
