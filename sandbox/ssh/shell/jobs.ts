/** Commands in the background, and the numbers by which they are known. */
import { Killed, signalNumbers } from "../process";
import { createPipe, type FileTable } from "../system";
import type { ForkingShell, RunningShell } from "./running-shell";
import type { List } from "./syntax";

let lastProcessId = 1000;

/** A number that no other shell or job of this process has. */
export function takeProcessId(): number {
  lastProcessId += 1;
  return lastProcessId;
}

/** Starts a copy of the shell that owns `files`; answers with its process id. */
export function startJob(shell: ForkingShell, files: FileTable, run: (shell: RunningShell) => Promise<number>): number {
  const processId = takeProcessId();
  const stop = new AbortController();
  const done = shell
    .runForked(files, run, AbortSignal.any([shell.signal, stop.signal]))
    .catch((error: unknown) => (error instanceof Killed ? 128 + (signalNumbers[error.signalName] ?? 15) : 1));
  shell.jobs.set(processId, { processId, done, kill: (name) => stop.abort(new Killed(name)) });
  shell.state.lastBackground = processId;
  return processId;
}

/** Starts `<(…)` or `>(…)`; answers with the descriptor of its end here. `others`: ends that it must not keep open. */
export function startSubstitution(
  shell: ForkingShell,
  { direction, script, others }: { direction: "<" | ">"; script: List; others: readonly number[] },
): number {
  const { reader, writer } = createPipe();
  const files = shell.files.fork();
  for (const other of others) files.close(other);
  files.set(direction === "<" ? 1 : 0, direction === "<" ? writer : reader);
  const descriptor = shell.files.highestFree();
  shell.files.set(descriptor, direction === "<" ? reader : writer);
  startJob(shell, files, (job) => job.runList(script));
  return descriptor;
}
