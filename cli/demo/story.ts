/** The story that the demo tells: a line for each step, with its time. */
export class Story {
  readonly #print: (line: string) => void;
  readonly #began = performance.now();

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Tells something that took no time. */
  tell(line: string): void {
    this.#print(line);
  }

  /** Does a step, and tells what came of it. */
  async step<T>(title: string, work: () => Promise<T>, outcome: (result: T) => string): Promise<T> {
    const began = performance.now();
    const result = await work();
    this.#print(`${seconds(performance.now() - began).padStart(6)}  ${title}: ${outcome(result)}`);
    return result;
  }

  /** Tells how long all of it took. */
  end(line: string): void {
    this.#print(`${seconds(performance.now() - this.#began).padStart(6)}  ${line}`);
  }
}

function seconds(timeMs: number): string {
  return `${(timeMs / 1000).toFixed(1)} s`;
}
