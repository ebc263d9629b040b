import { readFileSync } from "node:fs";

/** Processor time in ticks of 10 ms (Linux; zero elsewhere, where no sample is ever called disturbed). */
export interface ProcessorLoad {
  /** Used by everybody on the machine. */
  readonly everybody: number;
  /** Used by this process and by those of its children that have ended and were waited for. */
  readonly own: number;
}

/** Processor time used so far. */
export function processorLoad(): ProcessorLoad {
  const machine = numbersOf("/proc/stat", (text) => text.split("\n")[0]?.split(/\s+/).slice(1, 9) ?? []);
  const [, , , idle = 0, waiting = 0] = machine;
  const total = machine.reduce((sum, ticks) => sum + ticks, 0);
  // The name in the second field may hold blanks and brackets; what follows the last bracket does not.
  const process = numbersOf("/proc/self/stat", (text) => text.slice(text.lastIndexOf(")") + 2).split(" "));
  const own = process.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0);
  return { everybody: total - idle - waiting, own };
}

function numbersOf(path: string, fields: (text: string) => readonly string[]): readonly number[] {
  try {
    return fields(readFileSync(path, "utf8")).map(Number);
  } catch {
    return [];
  }
}
