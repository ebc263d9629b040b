/** What a machine's services and its kernel have said since the boot. */

/** A line and when it was said. */
interface Line {
  readonly atMs: number;
  readonly text: string;
}

const mostLines = 500;

/** All logs of one life of a machine. */
export class LogBook {
  readonly #now: () => number;
  readonly #startMs: number;
  readonly #logs = new Map<string, Line[]>();
  readonly #listeners = new Set<(service: string, line: string) => void>();

  constructor(now: () => number) {
    this.#now = now;
    this.#startMs = now();
  }

  /** Adds a line to a service's log. */
  add(service: string, text: string): void {
    const lines = this.#logs.get(service) ?? [];
    this.#logs.set(service, lines);
    lines.push({ atMs: this.#now(), text });
    if (lines.length > mostLines) lines.shift();
    for (const listener of [...this.#listeners]) listener(service, this.#render(service, { atMs: this.#now(), text }));
  }

  /** Names of services with a log; the kernel's is called "kernel". */
  names(): string[] {
    return [...this.#logs.keys()].sort();
  }

  /** The last `tail` lines (negative: all) with line ends. */
  text(service: string, tail: number): string {
    const lines = this.#logs.get(service) ?? [];
    const wanted = tail < 0 ? lines : tail === 0 ? [] : lines.slice(-tail);
    return wanted.map((line) => this.#render(service, line)).join("");
  }

  /** Hears every line to come; returns the way out. */
  follow(listener: (service: string, line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #render(service: string, { atMs, text }: Line): string {
    if (service !== "kernel") return `${new Date(atMs).toISOString()} ${text}\n`;
    const seconds = ((atMs - this.#startMs) / 1000).toFixed(6);
    return `kern:    info: [${new Date(atMs).toISOString()}]: [${seconds}] ${text}\n`;
  }
}
