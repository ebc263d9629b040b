/**
 * Real terraform and tofu for tests: each workspace is a scratch folder with a CLI configuration and a home of its own,
 * an environment without a trace of the caller's TF_* variables, no plugin cache, and it is always removed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Core } from "../../scripts/cores";

/** What a command came to. */
export interface CommandResult {
  /** The exit status; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a workspace finds providers. */
export interface WorkspaceOptions {
  readonly core: Core;
  /**
   * Text of the CLI configuration's `provider_installation` block, without its braces; undefined leaves the block out.
   * @default nothing can be installed
   */
  readonly installation?: string | undefined;
  /** Variables besides the scrubbed ones, for instance TF_REATTACH_PROVIDERS. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How to run one command. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** How long it may take. @default 120 000 */
  readonly deadlineMs?: number;
  /** Called with the running command, for instance to interrupt it. */
  readonly started?: (command: RunningCommand) => void;
}

/** A command that runs. */
export interface RunningCommand {
  /** Sends a signal to the whole process group, as Ctrl-C in a terminal does. */
  signal(signal: NodeJS.Signals): void;
}

/** No command of these tests takes longer, even on a busy machine, unless its test says so. */
const COMMAND_DEADLINE_MS = 120_000;

/** A scratch folder in which a core runs. */
export class Workspace {
  readonly folder: string;
  /** What every command finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #core: Core;
  readonly #base: string;

  constructor(options: WorkspaceOptions) {
    const { core, environment = {} } = options;
    const installation = "installation" in options ? options.installation : "";
    this.#core = core;
    this.#base = realpathSync(mkdtempSync(join(tmpdir(), "hephaestus-acceptance-")));
    this.folder = join(this.#base, "work");
    const [home, rc] = [join(this.#base, "home"), join(this.#base, "cli.tfrc")];
    mkdirSync(this.folder);
    mkdirSync(home);
    const block = installation === undefined ? "" : `provider_installation {\n${installation}\n}\n`;
    writeFileSync(rc, `disable_checkpoint = true\n${block}`);
    this.environment = {
      ...scrubbed(process.env),
      HOME: home,
      TF_CLI_CONFIG_FILE: rc,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      ...environment,
    };
  }

  /** Writes a file of the configuration, making folders on its way. */
  write(name: string, content: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** Reads a file of the workspace. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Runs a command of the core. Colours are off, input is closed. */
  run(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const child = spawn(this.#core.path, [...args], {
      cwd: this.folder,
      env: { ...this.environment, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a process group of its own, so that a signal reaches the provider too and nobody else
    });
    const signal = (name: NodeJS.Signals) => signalGroup(child, name);
    const timer = setTimeout(() => signal("SIGKILL"), options.deadlineMs ?? COMMAND_DEADLINE_MS);
    options.started?.({ signal });
    return collect(child).finally(() => clearTimeout(timer));
  }

  /** Runs a command that must succeed. @throws Error with everything it said. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new Error(`"${args.join(" ")}" ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs a command that must fail, and gives what it said, without line breaks and frames. */
  async fail(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code === 0) throw new Error(`"${args.join(" ")}" succeeded:\n${stdout}\n${stderr}`);
    return flat(`${stdout}\n${stderr}`);
  }

  /** Whether a plan finds nothing to do. */
  async planIsEmpty(...args: readonly string[]): Promise<boolean> {
    const { code, stdout, stderr } = await this.run([
      "plan",
      "-detailed-exitcode",
      "-input=false",
      "-no-color",
      ...args,
    ]);
    if (code === 0 || code === 2) return code === 0;
    throw new Error(`"plan" ended with ${code}:\n${stdout}\n${stderr}`);
  }

  /** Applies without asking; must succeed. */
  apply(...args: readonly string[]): Promise<string> {
    return this.succeed("apply", "-auto-approve", "-input=false", "-no-color", ...args);
  }

  /** The attributes of a resource instance in state. @throws Error where there is none. */
  attributes(address: string): Readonly<Record<string, unknown>> {
    const found = instances(JSON.parse(this.read("terraform.tfstate"))).get(address);
    if (found === undefined) throw new Error(`Cannot find "${address}" in the state`);
    return found;
  }

  /** Addresses of everything in state. */
  addresses(): readonly string[] {
    return [...instances(JSON.parse(this.read("terraform.tfstate"))).keys()];
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }
}

/** Text without line breaks, frames and repeated blanks, so that a sentence is found however it was wrapped. */
export function flat(text: string): string {
  return text.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
}

function scrubbed(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(([name]) => !/^(TF_|TOFU_|PLUGIN_|HEPHAESTUS_|HCLOUD_)/.test(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function collect(child: ChildProcess): Promise<CommandResult> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => stdout.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => stderr.push(text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout: stdout.join(""), stderr: stderr.join("") }));
  });
}

interface StateFile {
  readonly resources: readonly {
    readonly module?: string;
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly attributes: Record<string, unknown>;
    }[];
  }[];
}

function instances(state: StateFile): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const found = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { module, mode, type, name, instances: each } of state.resources) {
    const prefix = `${module === undefined ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
    for (const { index_key: key, attributes } of each) {
      found.set(key === undefined ? prefix : `${prefix}[${JSON.stringify(key)}]`, attributes);
    }
  }
  return found;
}
