/**
 * Simulated time. Every duration in the sandbox passes through a clock, so that a test neither sleeps nor flakes and a
 * demonstration may run as slowly as the real thing.
 */
import { setImmediate as nextTurn } from "node:timers";

/** Takes back what {@link Clock.after}, {@link Clock.deadline} or {@link Clock.every} arranged; harmless afterwards. */
export type Cancel = () => void;

/** Where simulated time comes from. All durations are simulated milliseconds. */
export interface Clock {
  /** Simulated time: 1 as fast as the real thing, 1000 a thousand times as fast, 0 each step as soon as it can. */
  readonly speed: number;
  /** Simulated time, in milliseconds since 1970. */
  now(): number;
  /** Runs `step` once after `durationMs`; at speed 0 in the next turn of the event loop. */
  after(durationMs: number, step: () => void): Cancel;
  /** Waits like {@link after}; rejects with the signal's reason when it is aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Runs `step` once when something expires. Unlike {@link after} it runs in real time at speed 0: an expiry must not
   * come before the steps that it limits.
   */
  deadline(durationMs: number, step: () => void): Cancel;
  /** Runs `step` again and again (health checks); at speed 0 in real time, and never more often than each 20 ms. */
  every(intervalMs: number, step: () => void): Cancel;
}

/** What a {@link createClock} may be given. */
export interface ClockOptions {
  /** 0, or 1 … 1000. Default 0. */
  speed?: number;
  /** Simulated start, milliseconds since 1970. Default: now. */
  startMs?: number;
}

const smallestIntervalMs = 20;
/** Node's timers hold no more than 2^31 - 1 milliseconds; a longer wait is as good as for ever here. */
const longestTimerMs = 2_147_483_647;

/**
 * A clock on this machine's timers. Timers do not keep the process alive: the doors do.
 * @throws RangeError when speed is neither 0 nor within 1 … 1000.
 */
export function createClock(options: ClockOptions = {}): Clock {
  const speed = options.speed ?? 0;
  if (speed !== 0 && !(speed >= 1 && speed <= 1000)) {
    throw new RangeError(`Cannot run time at speed "${speed}": choose 0 (each step at once) or 1 to 1000`);
  }
  const factor = speed === 0 ? 1 : speed;
  const realStartMs = performance.now();
  const startMs = options.startMs ?? Date.now();
  const timer = (durationMs: number, step: () => void): Cancel => {
    const handle = setTimeout(step, Math.min(longestTimerMs, Math.max(0, durationMs / factor)));
    handle.unref();
    return () => clearTimeout(handle);
  };
  const after = (durationMs: number, step: () => void): Cancel => (speed === 0 ? soon(step) : timer(durationMs, step));
  return {
    speed,
    now: () => startMs + (performance.now() - realStartMs) * factor,
    after,
    sleep: (durationMs, signal) => sleepOn(after, durationMs, signal),
    deadline: timer,
    every: (intervalMs, step) => {
      const handle = setInterval(step, Math.max(smallestIntervalMs, intervalMs / factor));
      handle.unref();
      return () => clearInterval(handle);
    },
  };
}

/** Waits like {@link Clock.sleep}, but in real time at speed 0: for what must be felt there, too. */
export function pause(clock: Clock, durationMs: number, signal?: AbortSignal): Promise<void> {
  return sleepOn((waitMs, step) => clock.deadline(waitMs, step), durationMs, signal);
}

/** The {@link Clock.sleep} that belongs to a {@link Clock.after}. */
export function sleepOn(after: Clock["after"], durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = after(durationMs, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function soon(step: () => void): Cancel {
  const handle = nextTurn(step);
  return () => clearImmediate(handle);
}
