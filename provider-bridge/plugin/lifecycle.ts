/** Why the process ends; the exit code follows from it. */
export type ExitReason = "shutdown" | "disconnected" | "never connected" | "parent gone" | "terminated";

/** What decides about the end of the process, with everything it acts on handed in. */
export interface LifecycleOptions {
  /** Ends the process; called once. */
  readonly exit: (reason: ExitReason) => void;
  /** Whether the process that started us still runs. */
  readonly parentRuns: () => boolean;
  /** Calls `task` every `intervalMs` until the returned function is called. */
  readonly every: (intervalMs: number, task: () => void) => () => void;
  /** How long to wait for a first connection. Default 60 s, which is how long go-plugin waits for our start. */
  readonly firstConnectionMs?: number;
  /** How long to wait for another connection when the last one has gone. Default 3 s. */
  readonly reconnectMs?: number;
}

/** How often is looked whether it is time to go: while nobody is connected, and while somebody is. */
const lookIntervalMs = 500;
const connectedLookIntervalMs = 5_000;

/**
 * Ends a plugin process that nobody needs any more: a host that is killed sends no Shutdown, and an orphan would live
 * for ever.
 */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  #connections = 0;
  #stopLooking: (() => void) | undefined;
  #hasExited = false;

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.#wait("never connected", options.firstConnectionMs ?? 60_000);
  }

  /** To be called for every connection when it opens. */
  connectionOpened(): void {
    this.#connections += 1;
    this.#watchParent();
  }

  /** To be called for every connection when it has closed. */
  connectionClosed(): void {
    this.#connections -= 1;
    if (this.#connections === 0) {
      this.#wait("disconnected", this.#options.reconnectMs ?? 3_000);
    }
  }

  /** Ends the process for a reason that others know of. */
  exit(reason: ExitReason): void {
    if (!this.#hasExited) {
      this.#hasExited = true;
      this.#stopLooking?.();
      this.#options.exit(reason);
    }
  }

  #wait(reason: ExitReason, limitMs: number): void {
    let waitedMs = 0;
    this.#look(lookIntervalMs, () => {
      waitedMs += lookIntervalMs;
      if (!this.#options.parentRuns()) {
        this.exit("parent gone");
      } else if (waitedMs >= limitMs) {
        this.exit(reason);
      }
    });
  }

  /**
   * A host that dies takes its connections along, but Node 20 does not always notice (after an HTTP/2 connection error
   * its session stays, deaf). Looking twice leaves time to those that it does notice, and to what they still do.
   */
  #watchParent(): void {
    let goneLooks = 0;
    this.#look(connectedLookIntervalMs, () => {
      goneLooks = this.#options.parentRuns() ? 0 : goneLooks + 1;
      if (goneLooks === 2) {
        this.exit("parent gone");
      }
    });
  }

  #look(intervalMs: number, task: () => void): void {
    this.#stopLooking?.();
    this.#stopLooking = this.#hasExited ? undefined : this.#options.every(intervalMs, task);
  }
}
