/**
 * `hephaestus …`: one visible list of commands, each a thin layer over what it calls. Here belongs reading arguments,
 * printing and exit codes; never what a command does.
 */
import type { Command } from "./command";
import { sandboxCommand } from "./sandbox";

const commands: readonly Command[] = [sandboxCommand];

/** Runs a command line (without node and script); resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((entry) => entry.name === name);
  if (command === undefined) {
    process.stderr.write(`Cannot run "${name}": there is no such command\n\n${overview()}`);
    return 2;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function overview(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(10)}${command.summary}\n`);
  return `Usage: hephaestus COMMAND [OPTIONS]\n\n${lines.join("")}\nEach command explains itself with --help.\n`;
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
