import type { OperationContext } from "../contract/context";
import { DiagnosticError, type Diagnostics } from "../diagnostics/diagnostic";
import { durationText } from "../formats/duration-text";
import type { Engine } from "./engine";
import { thrownDiagnostic, thrownText } from "./thrown";

/** How long a verb that was told to end may take to end, before the answer is given without it. */
export const GRACE_MS = 30_000;

/** What an operation needs of the engine. */
export type OperationHost = Pick<Engine, "log" | "clock" | "stopSignal">;

/** One call of an author's code. */
export interface OperationOptions {
  /** What is done, to what: `create hephaestus_talos_image`. Stands behind "Cannot". */
  readonly what: string;
  /** The caller's: aborted when it cancels the call. */
  readonly signal: AbortSignal;
  /**
   * How long it may take.
   * @default no limit
   */
  readonly timeoutMs?: number | undefined;
  readonly diagnostics: Diagnostics;
}

/** What came of it: a value, or nothing but diagnostics. */
export type Outcome<T> = { readonly done: true; readonly value: T } | { readonly done: false };

type End = "time-out" | "cancelled";

/**
 * Runs an author's code with a signal, a deadline and a place for diagnostics. Never throws: what is thrown becomes a
 * diagnostic, and a call that was ended from outside says by what and during what.
 */
export async function runOperation<T>(
  engine: OperationHost,
  options: OperationOptions,
  body: (context: OperationContext) => T | Promise<T>,
): Promise<Outcome<T>> {
  const run = new RunningOperation(engine, options);
  try {
    const value = await run.race(body);
    run.tellLate();
    return { done: true, value };
  } catch (thrown) {
    run.tell(thrown);
    return { done: false };
  } finally {
    run.release();
  }
}

/** Thrown where a verb does not end although it was told to. */
class Abandoned extends Error {}

class RunningOperation {
  readonly #engine: OperationHost;
  readonly #options: OperationOptions;
  readonly #controller = new AbortController();
  readonly #cleanup: (() => void)[] = [];
  readonly #deadlineMs: number | undefined;
  #ended: End | undefined;
  #progress: string | undefined;
  #look: string | undefined;
  #abandon: ((error: Error) => void) | undefined;

  constructor(engine: OperationHost, options: OperationOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#follow(options.signal);
    this.#follow(engine.stopSignal());
    const { timeoutMs } = options;
    if (timeoutMs === undefined) return;
    this.#deadlineMs = engine.clock.now() + timeoutMs;
    this.#cleanup.push(engine.clock.after(timeoutMs, () => this.#timeOut()));
  }

  #follow(signal: AbortSignal): void {
    const cancel = () => this.#end("cancelled", new DOMException("Terraform stopped the operation", "AbortError"));
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener("abort", cancel, { once: true });
    this.#cleanup.push(() => signal.removeEventListener("abort", cancel));
  }

  #timeOut(): void {
    this.#end("time-out", new DOMException("The time limit of the operation has passed", "TimeoutError"));
    this.#cleanup.push(
      this.#engine.clock.after(GRACE_MS, () => this.#abandon?.(new Abandoned("It did not end when it was told to"))),
    );
  }

  #end(end: End, reason: DOMException): void {
    this.#ended ??= end;
    this.#controller.abort(reason);
  }

  race<T>(body: (context: OperationContext) => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#abandon = reject;
      Promise.resolve()
        .then(() => body(this.#context()))
        .then(resolve, reject);
    });
  }

  #context(): OperationContext {
    const { log } = this.#engine;
    const controller = this.#controller;
    return {
      // Made for those who look at it: most operations compute, and wait for nothing.
      get signal() {
        return controller.signal;
      },
      deadlineMs: this.#deadlineMs,
      log,
      diagnostics: this.#options.diagnostics,
      progress: (message, look) => {
        this.#progress = message;
        this.#look = look ?? this.#look;
        log.info(message, { operation: this.#options.what });
      },
    };
  }

  /** A verb that answered, but too late and with errors: they get their reason. */
  tellLate(): void {
    if (this.#ended === "time-out" && this.#options.diagnostics.hasErrors) this.#tellTimeOut(undefined);
  }

  tell(thrown: unknown): void {
    const { diagnostics, what } = this.#options;
    if (this.#ended === "time-out") this.#tellTimeOut(thrown);
    else if (this.#ended === "cancelled" && !(thrown instanceof DiagnosticError)) {
      diagnostics.error(
        `Cannot ${what}: cancelled`,
        this.#withCause(`Terraform was stopped${this.#during()}.`, thrown),
      );
    } else diagnostics.add(thrownDiagnostic(what, thrown, this.#engine.log));
  }

  #tellTimeOut(thrown: unknown): void {
    const { diagnostics, timeoutMs = 0, what } = this.#options;
    const limit = durationText(timeoutMs);
    const look = this.#look === undefined ? "" : ` (${this.#look})`;
    diagnostics.error(
      `Cannot ${what}: time-out after ${limit}${this.#during()}`,
      this.#withCause(
        `What has been reached stays as it is. Find out why it takes so long${look}; then run Terraform again, which goes on from there, or allow more time with the attribute timeouts.`,
        thrown,
      ),
    );
    if (thrown instanceof DiagnosticError) diagnostics.add(thrown.diagnostic);
  }

  #during(): string {
    return this.#progress === undefined ? "" : ` while ${this.#progress}`;
  }

  #withCause(sentence: string, thrown: unknown): string {
    if (thrown === undefined || thrown === this.#controller.signal.reason || thrown instanceof DiagnosticError) {
      return sentence;
    }
    return `${sentence}\nIt ended with: ${thrownText(thrown)}`;
  }

  release(): void {
    for (const undo of this.#cleanup) undo();
  }
}
