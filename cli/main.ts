/**
 * `hephaestus …`: one visible list of commands, each a thin layer over what it calls. Here belongs reading arguments,
 * printing and exit codes; never what a command does.
 */

import { version } from "../package.json";
import { synthCommand, validateCommand } from "./cluster";
import type { Command } from "./command";
import { demoCommand } from "./demo";
import { sandboxCommand } from "./sandbox";
import { nearest, UsageError } from "./usage-error";

const commands: readonly Command[] = [validateCommand, synthCommand, demoCommand, sandboxCommand];

/** What users of cdktf and terraform try first. */
const OF_CDKTF: ReadonlySet<string> = new Set(["apply", "deploy", "destroy", "diff", "init", "plan", "output", "get"]);

/** Runs a command line (without node and script); resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args[0] === "help" && args.length > 1 ? [...args.slice(1), "--help"] : args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === "version" || name === "--version") {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  try {
    return await commandOf(name).run(rest);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    process.stderr.write(`See: ${error.help}\n`);
    return 2;
  }
}

function commandOf(name: string): Command {
  const command = commands.find((entry) => entry.name === name);
  if (command !== undefined) return command;
  if (OF_CDKTF.has(name)) {
    throw new UsageError(
      `Cannot run "${name}": cdktf and terraform do that; for a cluster.yaml: hephaestus synth cluster.yaml, then terraform apply where it says`,
      "hephaestus --help",
    );
  }
  const near = nearest(
    name,
    commands.map((entry) => entry.name),
  );
  const meant = near === undefined ? "" : `; is "${near}" meant?`;
  throw new UsageError(`Cannot run "${name}": there is no such command${meant}`, "hephaestus --help");
}

function overview(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(10)}${command.summary}\n`);
  return `Usage: hephaestus COMMAND [OPTIONS]\n\n${lines.join("")}\nEach command explains itself with --help.\n`;
}
