/** How long something lives, and what ends with it. */
export class Life {
  readonly #controller = new AbortController();
  readonly #steps: (() => void)[] = [];

  /** Aborted at the end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Runs `step` at the end, the latest first; at once where the end has been: what comes too late is not left behind. */
  atEnd(step: () => void): void {
    if (this.signal.aborted) step();
    else this.#steps.push(step);
  }

  /** Ends it; safe to call twice. */
  end(why: Error): void {
    this.#controller.abort(why);
    for (const step of this.#steps.splice(0).reverse()) step();
  }
}
