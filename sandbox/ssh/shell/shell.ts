/** A shell: runs lists, pipelines, subshells and substitutions, and ends as bash ends. */

import type { Machine } from "../machine";
import { Killed, type Process, type Program, print } from "../process";
import { type Filesystem, type FileTable, SystemError } from "../system";
import { openBytes } from "../system/filesystem";
import { runCompound } from "./compound-command";
import { ControlFlow, ExpansionError } from "./control-flow";
import { Expander } from "./expansion";
import { initialState } from "./initial-state";
import { startJob, startSubstitution } from "./jobs";
import { Parser } from "./parser";
import { runStages } from "./pipeline";
import { resolveProgram } from "./program-lookup";
import { runProgram } from "./run-program";
import type { ExecuteChange, ForkingShell, Job, RunningShell, ShellOptions } from "./running-shell";
import { ReadonlyError, type ShellState } from "./shell-state";
import { runSimple, withFiles } from "./simple-command";
import { Collector, onlyInput, printFile } from "./substitution";
import { type AndOr, type Command, type List, type Pipeline, ShellSyntaxError } from "./syntax";
import { syntaxComplaint } from "./syntax-complaint";

/** A running shell. */
export class Shell implements ForkingShell {
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
      await this.#print(
        syntaxComplaint(error, text, name === undefined ? `${this.name}: -c` : `${this.name}: ${name}`),
      );
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
      if (command.type === "subshell") return this.runForked(this.files.fork(), (shell) => shell.runList(command.body));
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
    this.substitutionStatus = await this.runForked(files, async (shell) => {
      shell.state.options.errexit = false;
      const path = onlyInput(script);
      if (path !== undefined) await printFile(shell, await shell.expander.text(path));
      return shell.runList(script);
    });
    this.state.status = this.substitutionStatus;
    return collector.text().replace(/\n+$/, "").replaceAll("\0", "");
  }

  startProcess(direction: "<" | ">", script: List): string {
    const descriptor = startSubstitution(this, { direction, script, others: this.#openProcesses });
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
      pipeline.commands.length === 1 && only !== undefined ? this.#runAlone(only) : runStages(this, pipeline.commands);
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

  async runForked(
    files: FileTable,
    run: (shell: RunningShell) => Promise<number>,
    signal = this.signal,
  ): Promise<number> {
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
    this.state.lastBackground = startJob(this, files, (shell) => shell.runList([{ ...item, background: false }]));
    return 0;
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

  async #print(text: string): Promise<void> {
    await print(this, text, 2).catch((error: unknown) => {
      if (!(error instanceof SystemError)) throw error;
    });
  }
}
