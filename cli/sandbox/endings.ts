/** The signals that end a program: the terminal's Ctrl-C and closing, and what service managers send. */
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** What of them a terminal sends to every program in it by itself. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ["SIGINT", "SIGHUP"];

/** Listens for the signals that end the program from its making on, so that none is lost before there is what to end. */
export class Endings {
  readonly #listener = (signal: NodeJS.Signals) => this.#hear(signal);
  #hearer: ((signal: NodeJS.Signals) => void) | undefined;
  #heard: NodeJS.Signals | undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#listener);
  }

  /** Whether one has come that nobody took. */
  get isOver(): boolean {
    return this.#heard !== undefined;
  }

  /** Resolves at the first signal; at once where one has come already. */
  async first(): Promise<void> {
    if (this.isOver) return;
    // Listeners for signals keep no process alive; this does.
    const alive = setInterval(() => {}, 60_000);
    await new Promise<void>((resolve) => {
      this.#hearer = () => resolve();
    });
    clearInterval(alive);
  }

  /** From now on a child takes them: it decides, and the sandbox outlives it. */
  passTo(child: { kill(signal: NodeJS.Signals): boolean }): void {
    // A second interrupt would make terraform stop in the middle: what the terminal has sent is not sent again.
    const hasTerminal = process.stdin.isTTY === true || process.stderr.isTTY === true;
    this.#hearer = (signal) => {
      if (!hasTerminal || !FROM_TERMINAL.includes(signal)) child.kill(signal);
    };
  }

  /** The next signal does what it does to every program. */
  close(): void {
    for (const signal of SIGNALS) process.removeListener(signal, this.#listener);
  }

  #hear(signal: NodeJS.Signals): void {
    if (this.#hearer === undefined) this.#heard = signal;
    else this.#hearer(signal);
  }
}
