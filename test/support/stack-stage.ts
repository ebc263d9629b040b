/** A stack as users have it: synthesised, with the built provider beside it, and terraform before a sandbox. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { type Sandbox, startSandbox } from "../../sandbox";
import type { Core } from "../../scripts/cores";
import { flat, type RunningCommand, Workspace } from "./terraform";

const ROOT = resolve(__dirname, "../..");
const HCLOUD = ["registry.terraform.io/hetznercloud/hcloud", "registry.opentofu.org/hetznercloud/hcloud"];
const OWN = ["registry.terraform.io/yaklab/hephaestus", "registry.opentofu.org/yaklab/hephaestus"];
const DEADLINE_MS = 420_000;

/** Where terraform finds both providers: the stand-in in its mirror, ours where synth has laid it. */
export const STACK_INSTALLATION = [
  `filesystem_mirror {\n  path = ${JSON.stringify(join(ROOT, "dist/stand-in-mirror"))}\n  include = ${JSON.stringify(HCLOUD)}\n}`,
  `filesystem_mirror {\n  path = "terraform.d/plugins"\n  include = ${JSON.stringify(OWN)}\n}`,
].join("\n");

/** A change of a resource or an output, as a plan has it. */
export interface PlannedChange {
  readonly address: string;
  /** `create`, `update`, `delete`, `delete+create`, … */
  readonly action: string;
  /** Attributes that get another value, by name; with a question mark where only the apply will tell which. */
  readonly attributes: readonly string[];
}

/** How a folder of stacks finds what it needs. */
export interface StackFolderOptions {
  readonly core: Core;
  /** Variables that say where Hetzner is, and who asks. */
  readonly environment: Readonly<Record<string, string>>;
  /** Text of the `provider_installation` block. @default the stand-in, and the provider that synth lays out */
  readonly installation?: string;
  /** How long a command may take. @default 420 000 */
  readonly deadlineMs?: number;
}

/** A folder in which stacks are synthesised, and a core that runs the last of them. */
export class StackFolder {
  readonly workspace: Workspace;
  readonly #deadlineMs: number;
  #stack = "";
  #running: RunningCommand | undefined;

  constructor({ core, environment, installation = STACK_INSTALLATION, deadlineMs = DEADLINE_MS }: StackFolderOptions) {
    this.#deadlineMs = deadlineMs;
    const variables = { ...environment, TERRAFORM_BINARY_NAME: core.path };
    this.workspace = new Workspace({ core, installation, environment: variables });
  }

  /** Synthesises an example by its own program, and initialises. */
  async example(name: string): Promise<void> {
    const loader = pathToFileURL(require.resolve("tsx")).href;
    const program = ["--import", loader, join(ROOT, "examples", name, "main.ts")];
    const options = { cwd: this.workspace.folder, env: this.workspace.environment, timeout: this.#deadlineMs };
    await promisify(execFile)(process.execPath, program, options);
    await this.initialise(name === "from-yaml" ? "talos-k8s" : name);
  }

  /** Synthesises what `build` puts into an app, the stack `stack` of it, and initialises. */
  async synthesise(stack: string, build: (app: App) => void): Promise<void> {
    const app = new App({ outdir: join(this.workspace.folder, "cdktf.out") });
    build(app);
    for (const made of app.node.children.filter(TerraformStack.isStack)) {
      // As by default, but in the stage's folder instead of this process's.
      const path = join(this.workspace.folder, `terraform.${made.node.id}.tfstate`);
      new LocalBackend(made, { path });
    }
    app.synth();
    await this.initialise(stack);
  }

  /** Runs a command of the core in the stack's folder; must succeed. */
  async run(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(...args);
    if (code !== 0) throw new Error(`"${args.join(" ")}" ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs a command of the core in the stack's folder, whatever comes of it. */
  attempt(...args: readonly string[]) {
    return this.workspace.run([`-chdir=${join("cdktf.out/stacks", this.#stack)}`, ...args], {
      deadlineMs: this.#deadlineMs,
      started: (command) => {
        this.#running = command;
      },
    });
  }

  /** Applies without asking. */
  apply(): Promise<string> {
    return this.run("apply", "-auto-approve", "-input=false", "-no-color");
  }

  /** Destroys without asking. */
  destroy(): Promise<string> {
    return this.run("destroy", "-auto-approve", "-input=false", "-no-color");
  }

  /** What a plan would change; empty for none. */
  async plan(): Promise<readonly PlannedChange[]> {
    await this.run("plan", "-input=false", "-no-color", "-out=plan.bin");
    const { resource_changes = [], output_changes = {} }: PlanFile = JSON.parse(
      await this.run("show", "-json", "plan.bin"),
    );
    const resources = resource_changes.map(({ address, change }) => changed(address, change));
    const outputs = Object.entries(output_changes).map(([name, change]) => changed(`output.${name}`, change));
    return [...resources, ...outputs].filter(({ action }) => action !== "no-op" && action !== "read");
  }

  /** What a plan says, in one line. */
  async planText(): Promise<string> {
    return flat(await this.run("plan", "-input=false", "-no-color"));
  }

  /** An output of the last apply. */
  async output(name: string): Promise<unknown> {
    return JSON.parse(await this.run("output", "-json", name));
  }

  /** Makes the folder of a synthesised stack ready for commands, once. */
  async initialise(stack: string): Promise<void> {
    this.#stack = stack;
    const isInitialised = existsSync(join(this.workspace.folder, "cdktf.out/stacks", stack, ".terraform"));
    if (!isInitialised) await this.run("init", "-input=false", "-no-color");
  }

  /** Interrupts the command that runs, as Ctrl-C does. */
  interrupt(): void {
    this.#running?.signal("SIGINT");
  }

  /** Removes the folder. */
  async close(): Promise<void> {
    this.workspace.remove();
  }
}

/** A sandbox, and stacks before it. */
export class StackStage extends StackFolder {
  readonly sandbox: Sandbox;

  private constructor(core: Core, sandbox: Sandbox, installation = STACK_INSTALLATION) {
    super({ core, environment: sandbox.environment, installation });
    this.sandbox = sandbox;
  }

  /** Starts a sandbox, and makes an empty folder; `installation` as of {@link StackFolderOptions}. */
  static async start(core: Core, installation?: string): Promise<StackStage> {
    return new StackStage(core, await startSandbox(), installation);
  }

  /** Names of all servers of the project, sorted. */
  serverNames(): readonly string[] {
    return [...this.sandbox.world.state.servers.values()].map(({ name }) => name).sort();
  }

  /** What is left in the project, by kind; an empty project has nothing. */
  leftOver(): readonly string[] {
    const { servers, networks, firewalls, loadBalancers, placementGroups, volumes, images, primaryIps } =
      this.sandbox.world.state;
    const snapshots = [...images.values()].filter(({ type }) => type === "snapshot");
    const rest = [servers, networks, firewalls, loadBalancers, placementGroups, volumes, primaryIps];
    return [...snapshots, ...rest.flatMap((each) => [...each.values()])].map(({ id }) => String(id));
  }

  /** Takes everything down. */
  override async close(): Promise<void> {
    await super.close();
    await this.sandbox.close();
  }
}

interface Change {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown?: unknown;
}

interface PlanFile {
  readonly resource_changes?: readonly { readonly address: string; readonly change: Change }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

function changed(address: string, { actions, before, after, after_unknown: unknown }: Change): PlannedChange {
  const [old, fresh, open] = [entriesOf(before), entriesOf(after), entriesOf(unknown)];
  const isOpen = (name: string) => JSON.stringify(open.get(name) ?? false).includes("true");
  const isOther = (name: string) => JSON.stringify(old.get(name)) !== JSON.stringify(fresh.get(name));
  const names = [...new Set([...old.keys(), ...fresh.keys(), ...open.keys()])];
  const attributes = names.flatMap((name) => (isOpen(name) ? [`${name}?`] : isOther(name) ? [name] : []));
  return { address, action: actions.join("+"), attributes: attributes.sort() };
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
