/** What command substitution needs: a bounded place for the output, and `$(<file)`. */
import { print } from "../process";
import { OpenFile, SystemError } from "../system";
import type { RunningShell } from "./running-shell";
import type { Command, List } from "./syntax";

/** The output of one `$(…)` is bounded: it is held in memory. */
const maximumOutputBytes = 16 * 1024 * 1024;

/** `$(<file)`: the file's content, without a command. */
export function onlyInput(script: List): Command["redirections"][number]["target"] | undefined {
  const command = script.length === 1 ? script[0]?.first.commands[0] : undefined;
  if (command?.type !== "simple" || command.words.length + command.assignments.length > 0) return undefined;
  const [redirection, ...more] = command.redirections;
  return redirection?.operator === "<" && more.length === 0 ? redirection.target : undefined;
}

/** Standard output of a substitution. */
export class Collector {
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  readonly file = new OpenFile({
    kind: "pipe",
    write: async (bytes) => {
      this.#bytes += bytes.length;
      if (this.#bytes > maximumOutputBytes) throw new SystemError("EFBIG");
      this.#parts.push(bytes);
    },
  });

  text(): string {
    return Buffer.concat(this.#parts).toString("latin1");
  }
}

/** Writes a file's content to standard output; one that cannot be read is empty. */
export async function printFile(shell: RunningShell, path: string): Promise<void> {
  try {
    await print(shell, shell.filesystem.readFile(path, shell.state.cwd));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}
