/** A shell as its parts see it: what simple commands, compound commands and builtins work with. */

import type { Machine } from "../machine";
import type { Process, Program } from "../process";
import type { Filesystem, FileTable } from "../system";
import type { Expander } from "./expansion";
import type { ShellState } from "./shell-state";
import type { Command, List } from "./syntax";

/** A command in the background. */
export interface Job {
  readonly processId: number;
  readonly done: Promise<number>;
  kill(signalName: string): void;
}

/** A running shell. */
export interface RunningShell {
  readonly state: ShellState;
  readonly filesystem: Filesystem;
  readonly machine: Machine;
  readonly expander: Expander;
  readonly programs: ReadonlyMap<string, Program>;
  readonly signal: AbortSignal;
  readonly name: string;
  readonly jobs: Map<number, Job>;
  /** Descriptors of the shell itself; a command with redirections sees others for its time. */
  files: FileTable;
  /** The line that runs, for messages. */
  line: number;
  /** Status of the last `$(…)`, which an assignment alone takes over. */
  substitutionStatus: number;
  functionDepth: number;
  loopDepth: number;
  runList(list: List): Promise<number>;
  runCommand(command: Command): Promise<number>;
  /** Runs the commands of a text in this shell (eval, trap, source). */
  runText(text: string, name?: string): Promise<number>;
  /** Runs with failing commands ignored by `set -e`: conditions. */
  ignoringErrors(run: () => Promise<number>): Promise<number>;
  /** Runs a program or script with descriptors; the words begin with its name. */
  execute(words: readonly string[], change?: ExecuteChange): Promise<number>;
  /** Writes "name: line N: message" to standard error. */
  complain(message: string): Promise<void>;
  /** What this shell is to a builtin that is a program elsewhere (echo, printf, test). */
  asProcess(words: readonly string[]): Process;
}

/** A shell that can run a part of a script in a copy of itself. */
export interface ForkingShell extends RunningShell {
  /** Runs in a copy of this shell that owns `files`, and closes them. */
  runForked(files: FileTable, run: (shell: RunningShell) => Promise<number>, signal?: AbortSignal): Promise<number>;
}

/** What differs for one execution. */
export interface ExecuteChange {
  environment?: Map<string, string>;
  signal?: AbortSignal;
  files?: FileTable;
}

/** A builtin: gets its arguments without the name. */
export type Builtin = (shell: RunningShell, words: readonly string[]) => Promise<number>;

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
  /** `$1` and so on. @default none */
  positional?: readonly string[];
}
