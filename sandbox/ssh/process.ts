/** A running program, as the table of commands sees it. */
import type { Machine } from "./machine";
import type { Filesystem, FileTable, OpenFile, OpenMode } from "./system";
import { SystemError } from "./system";

/** A program with its arguments, descriptors and surroundings. */
export interface Process {
  /** As it was called. */
  readonly name: string;
  /** Arguments without the name; byte text. */
  readonly words: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly files: FileTable;
  readonly filesystem: Filesystem;
  readonly machine: Machine;
  /** Aborted when the process is killed, with a {@link Killed}. */
  readonly signal: AbortSignal;
  /** Runs another command with this one's descriptors (env, timeout, nohup). */
  run(words: readonly string[], change?: { environment?: Map<string, string>; signal?: AbortSignal }): Promise<number>;
}

/** A program: does its work, and answers with the exit status. What it throws ends it: see {@link failureStatus}. */
export type Program = (process: Process) => Promise<number>;

/** Why a process was ended from outside; the reason of an aborted signal. */
export class Killed extends Error {
  override readonly name = "Killed";
  /** Without "SIG", e.g. "TERM". */
  readonly signalName: string;

  constructor(signalName: string) {
    super(`Killed by SIG${signalName}`);
    this.signalName = signalName;
  }
}

/** Signals with their numbers on Linux: a killed command's exit status is 128 + number. */
export const signalNumbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
};

/** A message that ends a program with a status of its own choice; printed with the program's name in front. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** Writes byte text to a descriptor. */
export async function print(process: Pick<Process, "files" | "signal">, text: string, descriptor = 1): Promise<void> {
  if (text !== "") await process.files.get(descriptor).write(Buffer.from(text, "latin1"), process.signal);
}

/** Writes a line on standard error, with the program's name in front. */
export async function complain(process: Process, message: string): Promise<void> {
  await print(process, `${process.name}: ${message}\n`, 2).catch((error: unknown) => {
    if (!(error instanceof SystemError)) throw error;
  });
}

const readBytes = 64 * 1024;

/** What an open file gives, until its end. */
export async function* chunksOf(file: OpenFile, signal: AbortSignal, maxBytes = readBytes): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await file.read(maxBytes, signal);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/** The lines of an open file, each with its line end if it has one. */
export async function* linesOf(file: OpenFile, signal: AbortSignal): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunksOf(file, signal)) {
    rest += Buffer.from(chunk).toString("latin1");
    let start = 0;
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n", start)) {
      yield rest.slice(start, end + 1);
      start = end + 1;
    }
    rest = rest.slice(start);
  }
  if (rest !== "") yield rest;
}

const descriptorPath = /^\/dev\/(?:fd\/(\d+)|(stdin|stdout|stderr))$|^\/proc\/self\/fd\/(\d+)$/;
const standardDescriptors: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 };

/** Opens a path for a process; /dev/stdin, /dev/fd/N and the like mean its own descriptors. The caller releases it. */
export function openPath(
  process: Pick<Process, "files" | "filesystem" | "cwd">,
  path: string,
  mode: OpenMode,
): OpenFile {
  const own = descriptorPath.exec(path);
  if (own === null) return process.filesystem.open(path, process.cwd, mode);
  const [, number, name = "", other] = own;
  return process.files.get(Number(number ?? other ?? standardDescriptors[name] ?? 0)).retain();
}
