/**
 * `hephaestus sandbox`: starts a sandbox, says how to use it, and ends it cleanly. Here belong its options and what it
 * prints; never anything that a sandbox does.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { type Sandbox, startSandbox } from "../../sandbox";
import type { Command } from "../command";
import { readArguments, usage } from "./options";

const endings: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

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
    const sandbox = await startSandbox(options);
    try {
      if (!quiet) printEvents(sandbox);
      if (command !== undefined) return await runCommand(sandbox, command);
      printEnvironment(sandbox);
      await ended();
      return 0;
    } finally {
      await sandbox.close();
    }
  },
};

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

/** Waits for the first signal that ends the program. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    // The doors keep no process alive by themselves once their listeners are idle; this does.
    const alive = setInterval(() => {}, 60_000);
    const end = () => {
      clearInterval(alive);
      for (const signal of endings) process.removeListener(signal, end);
      resolve();
    };
    for (const signal of endings) process.once(signal, end);
  });
}

/** Runs the command in the sandbox's environment; resolves to its exit code, 128 + n when signal n ended it. */
function runCommand(sandbox: Sandbox, [program = "", ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...sandbox.environment } });
    // The terminal sends Ctrl-C to both; the child decides, the sandbox outlives it.
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of endings) process.on(signal, pass);
    const finish = () => {
      for (const signal of endings) process.removeListener(signal, pass);
    };
    child.once("error", (error) => {
      finish();
      reject(new Error(`Cannot run "${program}": ${error.message}`, { cause: error }));
    });
    child.once("exit", (code, signal) => {
      finish();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
