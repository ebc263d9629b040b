import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";

/** A program to run. */
export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where what it prints is kept. */
  readonly log: string;
  readonly signal: AbortSignal;
}

/** What a program came to. */
export interface ProgramResult {
  /** Undefined where there is no such program. */
  readonly code: number | undefined;
  readonly output: string;
}

/** No step of the demo takes longer, even on a slow machine. */
const DEADLINE_MS = 300_000;
/** How long an interrupted program may take to end in order. */
const GRACE_MS = 15_000;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");

/**
 * Runs a program in a process group of its own, so that an interrupt reaches all that it started, once.
 *
 * @throws Error when it was interrupted, or took longer than five minutes.
 */
export async function runProgram({
  program,
  args,
  folder,
  environment,
  log,
  signal,
}: ProgramRun): Promise<ProgramResult> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  let output = "";
  const hear = (chunk: Buffer) => {
    output += chunk.toString().replace(COLOURS, "");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  let grace: NodeJS.Timeout | undefined;
  const interrupt = () => {
    signalGroup(child.pid, "SIGINT");
    grace = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS);
  };
  stop.addEventListener("abort", interrupt, { once: true });
  const code = await new Promise<number | undefined>((done) => {
    child.once("error", () => done(undefined));
    child.once("close", (status) => done(status ?? 1));
  });
  clearTimeout(grace);
  stop.removeEventListener("abort", interrupt);
  writeFileSync(log, output);
  signal.throwIfAborted();
  if (stop.aborted)
    throw new Error(
      `Cannot wait longer for "${program}": it took more than ${DEADLINE_MS / 60_000} minutes; see ${log}`,
    );
  return { code, output };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
