/** Runs the stages of a pipeline side by side, each in a copy of the shell. */
import { createPipe, type OpenFile } from "../system";
import type { ForkingShell } from "./running-shell";
import type { Command } from "./syntax";

/** Runs `a | b | …`; the status is the last one's, or under `pipefail` the last that is not 0. */
export async function runStages(shell: ForkingShell, commands: readonly Command[]): Promise<number> {
  const running: Promise<number>[] = [];
  let input: OpenFile | undefined;
  for (const [index, command] of commands.entries()) {
    const files = shell.files.fork();
    if (input !== undefined) files.set(0, input);
    input = undefined;
    if (index < commands.length - 1) {
      const pipe = createPipe();
      files.set(1, pipe.writer);
      input = pipe.reader;
    }
    running.push(shell.runForked(files, (stage) => stage.runCommand(command)));
  }
  const statuses = await Promise.all(running);
  shell.state.set("PIPESTATUS", statuses.map(String));
  const failed = shell.state.options.pipefail ? statuses.findLast((status) => status !== 0) : undefined;
  return failed ?? statuses.at(-1) ?? 0;
}
