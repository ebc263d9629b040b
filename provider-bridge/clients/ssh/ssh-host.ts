/** A host over SSH: commands, scripts and files. Connections come from a pool, and are shared where that is wanted. */
import type { Readable } from "node:stream";
import type { CallContext } from "../transport";
import { type CommandInput, type CommandResult, execute } from "./execute";
import { shellWord } from "./shell-word";
import type { SshConnections } from "./ssh-connections";
import { SshError } from "./ssh-error";
import { type SshTarget, targetText } from "./target";

/** A command and what it is called in messages and logs: its own text may hold secrets. */
export interface NamedCommand extends CommandInput {
  /** What it does, e.g. "write the disk". */
  readonly what: string;
}

/** What one host is asked to do. */
export class SshHost {
  readonly #connections: SshConnections;
  readonly #target: SshTarget;

  constructor(connections: SshConnections, target: SshTarget) {
    this.#connections = connections;
    this.#target = target;
  }

  /** Runs a command to its end, whatever its exit code is. @throws SshError, and the signal's reason. */
  async run(command: string, named: NamedCommand, context: CallContext): Promise<CommandResult> {
    const { what } = named;
    context.log.debug("running over SSH", { host: targetText(this.#target), what });
    try {
      const result = await this.#connections.using(this.#target, context, (client) =>
        execute(client, command, named, context),
      );
      context.log.debug("ran over SSH", { host: targetText(this.#target), what, exit_code: result.exitCode });
      return result;
    } catch (error) {
      if (!(error instanceof SshError) || error.code !== "broken_off") throw error;
      throw new SshError(error.code, `Cannot ${what} on "${targetText(this.#target)}": ${error.message}`, {
        cause: error,
      });
    }
  }

  /**
   * Runs a command that must succeed; answers its standard output.
   * @throws SshError "command_failed" with the end of its standard error, "too_large".
   */
  async output(command: string, named: NamedCommand, context: CallContext): Promise<string> {
    return (await this.#succeeded(command, named, context)).toString("utf8");
  }

  /** Runs a script in bash, arguments in `$1` and on. Neither script nor arguments stand in the host's process list. */
  async runScript(
    script: string,
    args: readonly string[],
    named: Omit<NamedCommand, "stdin">,
    context: CallContext,
  ): Promise<string> {
    const words = args.map(shellWord).join(" ");
    return this.output("bash -s", { ...named, stdin: `set -- ${words}\n${script}` }, context);
  }

  /** Writes a file whole or not at all. `mode` as in `chmod`, e.g. "600". */
  async writeFile(
    path: string,
    content: string | Buffer | Readable,
    { mode = "600" }: { readonly mode?: string },
    context: CallContext,
  ): Promise<void> {
    const [target, beside] = [shellWord(path), shellWord(`${path}.new`)];
    const command = `umask 077 && cat > ${beside} && chmod ${shellWord(mode)} ${beside} && mv -f ${beside} ${target}`;
    await this.#succeeded(command, { what: `write "${path}"`, stdin: content }, context);
  }

  /** Reads a file. @throws SshError "too_large" for one of more than `maxBytes`. */
  async readFile(path: string, { maxBytes }: { readonly maxBytes: number }, context: CallContext): Promise<Buffer> {
    return this.#succeeded(`cat ${shellWord(path)}`, { what: `read "${path}"`, maxOutputBytes: maxBytes }, context);
  }

  async #succeeded(command: string, named: NamedCommand, context: CallContext): Promise<Buffer> {
    const result = await this.run(command, named, context);
    const problem = `Cannot ${named.what} on "${targetText(this.#target)}"`;
    if (result.exitCode !== 0) {
      const end = result.exitCode === null ? `signal "${result.signal}"` : `exit code ${result.exitCode}`;
      const exitCode = result.exitCode === null ? {} : { exitCode: result.exitCode };
      throw new SshError("command_failed", `${problem}: ${end}: ${lastLines(result.stderr)}`, exitCode);
    }
    if (result.isCut) throw new SshError("too_large", `${problem}: it wrote more than is read`);
    return result.stdout;
  }
}

const mostLines = 10;

function lastLines(text: string): string {
  const lines = text.trim().split("\n").slice(-mostLines);
  return lines.join("\n") || "it wrote no error";
}
