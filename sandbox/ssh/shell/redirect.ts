/** Carries out redirections on a table of descriptors. */
import { openPath } from "../process";
import { type FileTable, type OpenFile, type OpenMode, SystemError } from "../system";
import { openBytes } from "../system/filesystem";
import type { RunningShell } from "./running-shell";
import type { Redirection } from "./syntax";

/** A redirection that failed; the message names the file. */
export class RedirectionError extends Error {
  override readonly name = "RedirectionError";
}

/** Applies redirections in order. Throws RedirectionError; what was applied stays for the caller to close. */
export async function redirect(
  shell: RunningShell,
  redirections: readonly Redirection[],
  files: FileTable,
): Promise<void> {
  for (const redirection of redirections) await redirectOne(shell, redirection, files);
}

async function redirectOne(shell: RunningShell, redirection: Redirection, files: FileTable): Promise<void> {
  const { operator, descriptor } = redirection;
  const text = await shell.expander.text(redirection.target);
  const reads = ["<", "<&", "<<", "<<<", "<>"].includes(operator);
  const number = descriptor === "both" ? 1 : (descriptor ?? (reads ? 0 : 1));
  if (operator === "<<" || operator === "<<<") {
    files.set(number, openBytes(Buffer.from(operator === "<<" ? text : `${text}\n`, "latin1")));
    return;
  }
  if (operator === ">&" || operator === "<&") {
    if (text === "-") files.close(number);
    else if (/^\d+$/.test(text)) duplicate(files, Number(text), number);
    else if (operator === ">&" && descriptor === undefined) both(files, open(shell, files, text, ">"));
    else throw new RedirectionError(`${text}: ambiguous redirect`);
    return;
  }
  const file = open(shell, files, text, operator);
  if (descriptor === "both") both(files, file);
  else files.set(number, file);
}

function both(files: FileTable, file: OpenFile): void {
  files.set(1, file);
  files.set(2, file.retain());
}

function duplicate(files: FileTable, from: number, to: number): void {
  try {
    files.set(to, files.get(from).retain());
  } catch (error) {
    if (error instanceof SystemError) throw new RedirectionError(`${from}: ${error.message}`);
    throw error;
  }
}

const modes: Readonly<Partial<Record<Redirection["operator"], OpenMode>>> = {
  ">": "write",
  ">|": "write",
  ">&": "write",
  ">>": "append",
  "<>": "read-write",
};

function open(shell: RunningShell, files: FileTable, path: string, operator: Redirection["operator"]): OpenFile {
  const mode = modes[operator] ?? "read";
  try {
    const { filesystem, state } = shell;
    if (operator === ">" && state.options.noclobber && filesystem.find(path, state.cwd)?.type === "file") {
      throw new RedirectionError(`${path}: cannot overwrite existing file`);
    }
    return openPath({ files, filesystem, cwd: state.cwd }, path, mode);
  } catch (error) {
    if (error instanceof SystemError) throw new RedirectionError(`${path}: ${error.message}`);
    throw error;
  }
}
