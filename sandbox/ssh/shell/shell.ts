/** A shell: runs lists, pipelines, subshells and substitutions, and ends as bash ends. */

import type { Machine } from "../machine";
import { complain as complainAs, Failure, Killed, type Process, type Program, print, signalNumbers } from "../process";
import { createPipe, type Filesystem, type FileTable, OpenFile, SystemError } from "../system";
import { openBytes } from "../system/filesystem";
import { runCompound } from "./compound-command";
import { ControlFlow, ExpansionError } from "./control-flow";
import { Expander } from "./expansion";
import { Parser } from "./parser";
import { resolveProgram } from "./program-lookup";
import type { ExecuteChange, Job, RunningShell } from "./running-shell";
import { ReadonlyError, ShellState } from "./shell-state";
import { runSimple, withFiles } from "./simple-command";
import { type AndOr, type Command, type List, type Pipeline, ShellSyntaxError } from "./syntax";

/** What a shell is started with. */
export interface ShellOptions {
  machine: Machine;
  filesystem: Filesystem;
  programs: ReadonlyMap<string, Program>;
  files: FileTable;
  signal: AbortSignal;
  environment: ReadonlyMap<string, string>;
  cwd: string;
  /** `$0`. */
  name: string;
  positional?: readonly string[];
}

/** The output of one `$(…)` is bounded: it is held in memory. */
const maximumOutputBytes = 16 * 1024 * 1024;
let nextProcessId = 1001;

/** A running shell. */
export class Shell implements RunningShell {
  readonly state: ShellState;
  readonly filesystem: Filesystem;
  readonly machine: Machine;
  readonly programs: ReadonlyMap<string, Program>;
  readonly signal: AbortSignal;
  readonly expander: Expander;
  readonly jobs = new Map<number, Job>();
  name: string;
  files: FileTable;
  line = 1;
  substitutionStatus = 0;
  functionDepth = 0;
  loopDepth = 0;
  #ignoredErrors = 0;
  #isEnding = false;

  constructor(options: ShellOptions, state?: ShellState) {
    this.machine = options.machine;
    this.filesystem = options.filesystem;
    this.programs = options.programs;
    this.files = options.files;
    this.signal = options.signal;
    this.name = options.name;
    this.state = state ?? initialState(options);
    this.expander = new Expander(this);
  }

  /** Runs a script to its end, with its traps; answers with the status. Rejects when the shell is killed. */
  async runScript(text: string): Promise<number> {
    try {
      const status = await this.guard(() => this.#runUnits(text, undefined, (list) => this.#runOrDiscard(list)));
      return await this.#end(status);
    } catch (error) {
      if (error instanceof Killed) await this.#lastWords(error);
      throw error;
    }
  }

  /** Runs the commands of a text in this shell. */
  runText(text: string, name?: string): Promise<number> {
    return this.#runUnits(text, name, (list) => this.runList(list));
  }

  /** Reads and runs line by line: what stands before an error has run when it is found. */
  async #runUnits(text: string, name: string | undefined, run: (list: List) => Promise<number>): Promise<number> {
    const parser = new Parser(text);
    let status = 0;
    try {
      for (let list = parser.next(); list !== undefined; list = parser.next()) status = await run(list);
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      this.line = error.line;
      await this.#complainOfSyntax(error, text, name);
      this.state.status = 2;
      return 2;
    }
    return status;
  }

  /** A write to a readonly variable or a wrong expression gives up the line, not the script, as bash does. */
  async #runOrDiscard(list: List): Promise<number> {
    try {
      return await this.runList(list);
    } catch (error) {
      const isFatal = error instanceof ExpansionError && error.status !== 1;
      if (isFatal || !(error instanceof ExpansionError || error instanceof ReadonlyError)) throw error;
      await this.complain(error.message);
      this.state.status = 1;
      return 1;
    }
  }

  async runList(list: List): Promise<number> {
    let status = 0;
    for (const item of list) {
      this.signal.throwIfAborted();
      status = item.background ? this.#runInBackground(item) : await this.#runAndOr(item);
      this.state.status = status;
    }
    return status;
  }

  async runCommand(command: Command): Promise<number> {
    if (command.type === "simple") return runSimple(this, command);
    this.line = command.line;
    return withFiles(this, command, () => {
      if (command.type === "subshell")
        return this.#runForked(this.files.fork(), (shell) => shell.runList(command.body));
      return runCompound(this, command);
    });
  }

  async ignoringErrors(run: () => Promise<number>): Promise<number> {
    this.#ignoredErrors += 1;
    try {
      return await run();
    } finally {
      this.#ignoredErrors -= 1;
    }
  }

  async execute(words: readonly string[], change: ExecuteChange = {}): Promise<number> {
    const [name = ""] = words;
    const found = resolveProgram(this, name);
    if ("message" in found) {
      await this.complain(`${name}: ${found.message}`);
      return found.status;
    }
    const process = {
      ...this.asProcess([...found.before, ...words.slice(found.before.length === 0 ? 0 : 1)]),
      ...change,
    };
    return runProgram(found.program, process);
  }

  asProcess(words: readonly string[]): Process {
    const [name = "", ...rest] = words;
    return {
      name,
      words: rest,
      environment: this.state.environment(),
      cwd: this.state.cwd,
      files: this.files,
      filesystem: this.filesystem,
      machine: this.machine,
      signal: this.signal,
      run: (others, change) => this.execute(others, change),
    };
  }

  async complain(message: string): Promise<void> {
    await this.#print(`${this.name}: line ${this.line}: ${message}\n`);
  }

  async substitute(script: List): Promise<string> {
    const collector = new Collector();
    const files = this.files.fork();
    files.set(1, collector.file);
    this.substitutionStatus = await this.#runForked(files, async (shell) => {
      shell.state.options.errexit = false;
      const path = onlyInput(script);
      if (path !== undefined) await copy(shell, await shell.expander.text(path));
      return shell.runList(script);
    });
    this.state.status = this.substitutionStatus;
    return collector.text().replace(/\n+$/, "").replaceAll("\0", "");
  }

  startProcess(direction: "<" | ">", script: List): string {
    const { reader, writer } = createPipe();
    const files = this.files.fork();
    for (const other of this.#openProcesses) files.close(other);
    files.set(direction === "<" ? 1 : 0, direction === "<" ? writer : reader);
    const descriptor = this.files.highestFree();
    this.files.set(descriptor, direction === "<" ? reader : writer);
    this.#startJob(files, (shell) => shell.runList(script));
    this.#openProcesses.push(descriptor);
    return `/dev/fd/${descriptor}`;
  }

  readonly #openProcesses: number[] = [];

  /** Runs, and makes a status of what ends a shell. */
  async guard(run: () => Promise<number>): Promise<number> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ControlFlow) return error.kind === "exit" || error.kind === "return" ? error.value : 0;
      if (error instanceof ExpansionError || error instanceof ReadonlyError) {
        await this.complain(error.message);
        return error instanceof ExpansionError ? error.status : 1;
      }
      if (error instanceof SystemError) return error.code === "EPIPE" ? 128 + 13 : 1;
      throw error;
    }
  }

  async #runAndOr(item: AndOr): Promise<number> {
    const pipelines = [{ operator: "first", pipeline: item.first }, ...item.rest];
    let status = 0;
    for (const [index, { operator, pipeline }] of pipelines.entries()) {
      if ((operator === "&&" && status !== 0) || (operator === "||" && status === 0)) continue;
      const isLast = index === pipelines.length - 1;
      status = isLast
        ? await this.#runPipeline(pipeline)
        : await this.ignoringErrors(() => this.#runPipeline(pipeline));
      this.state.status = status;
      if (isLast && status !== 0 && !pipeline.negated) await this.#exitOnError(pipeline, status);
    }
    return status;
  }

  /** `set -e`, and the trap ERR. A compound command's own commands have been looked at already. */
  async #exitOnError(pipeline: Pipeline, status: number): Promise<void> {
    const type = pipeline.commands.length > 1 ? "pipeline" : pipeline.commands[0]?.type;
    if (this.#ignoredErrors > 0 || type === undefined) return;
    if (!["pipeline", "simple", "subshell", "condition", "arithmetic"].includes(type)) return;
    const trap = this.state.traps.get("ERR");
    if (trap !== undefined && (this.functionDepth === 0 || this.state.options.errtrace)) {
      this.state.traps.delete("ERR");
      await this.runText(trap);
      this.state.traps.set("ERR", trap);
      this.state.status = status;
    }
    if (this.state.options.errexit) throw new ControlFlow("exit", status);
  }

  async #runPipeline(pipeline: Pipeline): Promise<number> {
    const [only] = pipeline.commands;
    const run = () =>
      pipeline.commands.length === 1 && only !== undefined ? this.#runAlone(only) : this.#runStages(pipeline.commands);
    const status = pipeline.negated ? await this.ignoringErrors(run) : await run();
    if (!pipeline.negated) return status;
    return status === 0 ? 1 : 0;
  }

  async #runAlone(command: Command): Promise<number> {
    const status = await this.runCommand(command);
    for (const descriptor of this.#openProcesses.splice(0)) this.files.close(descriptor);
    this.state.set("PIPESTATUS", [String(status)]);
    return status;
  }

  async #runStages(commands: readonly Command[]): Promise<number> {
    const running: Promise<number>[] = [];
    let input: OpenFile | undefined;
    for (const [index, command] of commands.entries()) {
      const files = this.files.fork();
      if (input !== undefined) files.set(0, input);
      input = undefined;
      if (index < commands.length - 1) {
        const pipe = createPipe();
        files.set(1, pipe.writer);
        input = pipe.reader;
      }
      running.push(this.#runForked(files, (shell) => shell.runCommand(command)));
    }
    const statuses = await Promise.all(running);
    this.state.set("PIPESTATUS", statuses.map(String));
    const failed = this.state.options.pipefail ? statuses.findLast((status) => status !== 0) : undefined;
    return failed ?? statuses.at(-1) ?? 0;
  }

  /** Runs in a copy of this shell that owns `files`, and closes them. */
  async #runForked(files: FileTable, run: (shell: Shell) => Promise<number>, signal = this.signal): Promise<number> {
    const { machine, filesystem, programs, name } = this;
    const options = { machine, filesystem, programs, files, signal, name, environment: new Map(), cwd: this.state.cwd };
    const shell = new Shell(options, this.state.fork());
    shell.line = this.line;
    shell.functionDepth = this.functionDepth;
    shell.loopDepth = this.loopDepth;
    shell.#ignoredErrors = this.#ignoredErrors;
    try {
      return await shell.#end(await shell.guard(() => run(shell)));
    } finally {
      shell.files = files;
      files.closeAll();
    }
  }

  #runInBackground(item: AndOr): number {
    const files = this.files.fork();
    files.set(0, openBytes(Buffer.alloc(0)));
    this.state.lastBackground = this.#startJob(files, (shell) => shell.runList([{ ...item, background: false }]));
    return 0;
  }

  #startJob(files: FileTable, run: (shell: Shell) => Promise<number>): number {
    const processId = nextProcessId++;
    const stop = new AbortController();
    const done = this.#runForked(files, run, AbortSignal.any([this.signal, stop.signal])).catch((error: unknown) =>
      error instanceof Killed ? 128 + (signalNumbers[error.signalName] ?? 15) : 1,
    );
    this.jobs.set(processId, { processId, done, kill: (name) => stop.abort(new Killed(name)) });
    this.state.lastBackground = processId;
    return processId;
  }

  async #end(status: number): Promise<number> {
    const trap = this.state.traps.get("EXIT");
    if (trap === undefined || this.#isEnding) return status;
    this.#isEnding = true;
    this.state.status = status;
    return this.guard(async () => {
      await this.runText(trap);
      return status;
    });
  }

  /** A shell that is killed still runs its EXIT trap, but gets no more time than that takes without waiting. */
  async #lastWords(killed: Killed): Promise<void> {
    const trap = this.state.traps.get(killed.signalName) ?? this.state.traps.get("EXIT");
    if (trap === undefined || killed.signalName === "KILL") return;
    const { machine, filesystem, programs, files, name } = this;
    const options = { machine, filesystem, programs, files, name, environment: new Map(), cwd: this.state.cwd };
    const shell = new Shell({ ...options, signal: AbortSignal.timeout(1000) }, this.state.fork());
    await shell.guard(() => shell.runText(trap)).catch(() => undefined);
  }

  async #complainOfSyntax(error: ShellSyntaxError, text: string, name: string | undefined): Promise<void> {
    const source = name === undefined ? `${this.name}: -c` : `${this.name}: ${name}`;
    await this.#print(`${source}: line ${error.line}: ${error.message}\n`);
    if (!error.message.startsWith("syntax error near")) return;
    await this.#print(`${source}: line ${error.line}: \`${text.split("\n")[error.line - 1] ?? ""}'\n`);
  }

  async #print(text: string): Promise<void> {
    await print(this, text, 2).catch((error: unknown) => {
      if (!(error instanceof SystemError)) throw error;
    });
  }
}

function initialState(options: ShellOptions): ShellState {
  const state = new ShellState();
  for (const [name, value] of options.environment)
    state.variables.set(name, { value, exported: true, readonly: false });
  state.cwd = options.cwd;
  state.processId = nextProcessId++;
  state.set("PWD", options.cwd);
  state.positional = [...(options.positional ?? [])];
  return state;
}

/** Runs a program, and makes a status of what it throws. */
async function runProgram(program: Program, process: Process): Promise<number> {
  try {
    return await program(process);
  } catch (error) {
    if (error instanceof Failure) {
      await complainAs(process, error.message);
      return error.status;
    }
    // It was killed, and this shell was not.
    if (error instanceof Killed && !process.signal.aborted) return 128 + (signalNumbers[error.signalName] ?? 15);
    if (!(error instanceof SystemError)) throw error;
    if (error.code === "EPIPE") return 128 + 13;
    await complainAs(process, error.code === "ENOSPC" ? `write error: ${error.message}` : error.message);
    return 1;
  }
}

/** `$(<file)`: the file's content, without a command. */
function onlyInput(script: List): Command["redirections"][number]["target"] | undefined {
  const command = script.length === 1 ? script[0]?.first.commands[0] : undefined;
  if (command?.type !== "simple" || command.words.length + command.assignments.length > 0) return undefined;
  const [redirection, ...more] = command.redirections;
  return redirection?.operator === "<" && more.length === 0 ? redirection.target : undefined;
}

async function copy(shell: Shell, path: string): Promise<void> {
  try {
    await print(shell, shell.filesystem.readFile(path, shell.state.cwd));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Standard output of a substitution. */
class Collector {
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  readonly file = new OpenFile({
    kind: "pipe",
    write: async (bytes) => {
      this.#bytes += bytes.length;
      if (this.#bytes > maximumOutputBytes) throw new SystemError("EFBIG");
      this.#parts.push(bytes);
    },
  });

  text(): string {
    return Buffer.concat(this.#parts).toString("latin1");
  }
}
