/**
 * `hephaestus sandbox`: starts a sandbox, says how to use it, and ends it cleanly. Here belong its options and what it
 * prints; never anything that a sandbox does.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Sandbox, SandboxOptions } from "../../sandbox";
import type { Command } from "../command";
import { Endings } from "./endings";
import { readArguments, usage } from "./options";

/** What shells end with when a command cannot be run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** The command `sandbox`, with and without `run`. */
export const sandboxCommand: Command = {
  name: "sandbox",
  summary: "a Hetzner project on this machine's loopback, to try everything without an account",
  run: async (args) => {
    const { help, quiet, sandbox: options, command } = readArguments(args);
    if (help) {
      process.stdout.write(usage);
      return 0;
    }
    const endings = new Endings();
    try {
      return await play(endings, { quiet, options, command });
    } finally {
      endings.close();
    }
  },
};

async function play(
  endings: Endings,
  { quiet, options, command }: { quiet: boolean; options: SandboxOptions; command: readonly string[] | undefined },
): Promise<number> {
  // Loaded here, so that help and mistakes do not wait for it.
  const { startSandbox }: typeof import("../../sandbox") = require("../../sandbox");
  const sandbox = await startSandbox(options);
  // Whoever read what is printed may be gone (`| head -1`): the sandbox runs on.
  const ignore = () => {};
  process.stdout.on("error", ignore);
  process.stderr.on("error", ignore);
  try {
    if (!quiet) printEvents(sandbox);
    if (endings.isOver) return 0;
    if (command !== undefined) return await runCommand(sandbox, command, endings);
    printEnvironment(sandbox);
    await endings.first();
    return 0;
  } finally {
    // A second signal ends at once what the first one ends in order.
    endings.close();
    await sandbox.close();
  }
}

function printEnvironment(sandbox: Sandbox): void {
  const lines = Object.entries(sandbox.environment).map(([name, value]) => `export ${name}='${value}'\n`);
  process.stdout.write(lines.join(""));
  process.stderr.write("The sandbox runs; Ctrl-C ends it.\n");
}

/** One quiet line for each thing that happens, on standard error. */
function printEvents(sandbox: Sandbox): void {
  sandbox.world.events.on((event) => {
    const time = new Date(sandbox.world.clock.now()).toISOString().slice(11, 19);
    process.stderr.write(`${time} ${event.text}\n`);
  });
}

/** Runs the command in the sandbox's environment; resolves to its exit code, 128 + n when signal n ended it. */
function runCommand(sandbox: Sandbox, [program = "", ...args]: readonly string[], endings: Endings): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...sandbox.environment } });
    endings.passTo(child);
    child.once("error", (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${cannotRun(program, error)}\n`);
      resolve(error.code === "ENOENT" ? NOT_FOUND : NOT_EXECUTABLE);
    });
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

function cannotRun(program: string, error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return `Cannot run "${program}": there is no such program`;
  if (error.code === "EACCES") return `Cannot run "${program}": it is no program, or not this user's to run`;
  return `Cannot run "${program}": ${error.message}`;
}
