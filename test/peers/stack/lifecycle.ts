import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../../sandbox";
import { drift } from "../../../sandbox/world/drift";
import type { Core } from "../../../scripts/cores";
import { type CommandResult, Workspace } from "../../support/terraform";
import { importBlocks } from "./import-blocks";
import type { HcloudProvider } from "./provider";
import { readShown, type Shown } from "./shown";
import type { StackVariables } from "./variables";

/** What one step came to. */
export interface Step {
  readonly name: string;
  /** Empty where it went as it should. */
  readonly problem: string;
}

/** A whole life of the stack with one provider. */
export interface StackRun {
  readonly steps: readonly Step[];
  /** By step: what `terraform show -json` says of its plan, or of the state after it. */
  readonly shown: ReadonlyMap<string, Shown>;
}

/** What a run needs. */
export interface StackOptions {
  readonly core: Core;
  readonly variables: StackVariables;
  /** The provider for a sandbox's environment. */
  readonly provider: (environment: Readonly<Record<string, string>>) => HcloudProvider | Promise<HcloudProvider>;
}

/** Types whose import brings back less than the configuration says: the real provider would replace or change them. */
const NOT_IMPORTED = [
  "hcloud_server", // ssh_keys and user_data are not read
  "hcloud_server_network", // subnet_id is not read
  "hcloud_load_balancer_network", // subnet_id is not read
  "hcloud_uploaded_certificate", // private_key is not read
];

/** Applies, plans, changes, drifts, repairs, imports and destroys the stack. A step that fails ends the run. */
export async function liveThrough(options: StackOptions): Promise<StackRun> {
  const sandbox = await startSandbox();
  const provider = await options.provider(sandbox.environment);
  const workspace = new Workspace({
    core: options.core,
    installation: provider.installation,
    environment: { ...sandbox.environment, ...provider.environment },
  });
  try {
    workspace.write("main.tf", readFileSync(join(__dirname, "../ha-stack/main.tf"), "utf8"));
    workspace.write("given.auto.tfvars.json", JSON.stringify(options.variables));
    return await new Life(workspace, sandbox).run();
  } finally {
    workspace.remove();
    provider.close();
    await sandbox.close();
  }
}

class Life {
  readonly #workspace: Workspace;
  readonly #sandbox: Sandbox;
  readonly #steps: Step[] = [];
  readonly #shown = new Map<string, Shown>();

  constructor(workspace: Workspace, sandbox: Sandbox) {
    this.#workspace = workspace;
    this.#sandbox = sandbox;
  }

  async run(): Promise<StackRun> {
    const steps: readonly (readonly [string, () => Promise<string>])[] = [
      ["plan", () => this.#plan("plan")],
      ["apply", () => this.#apply("apply")],
      ["plan after apply is empty", () => this.#isEmpty()],
      ["plan a change", () => this.#plan("change", ["-var", "step=changed"])],
      ["apply the change", () => this.#apply("changed")],
      ["plan after the change is empty", () => this.#isEmpty("-var", "step=changed")],
      ["drift is seen", () => this.#drift()],
      ["apply repairs it", () => this.#apply("repaired")],
      ["plan after the repair is empty", () => this.#isEmpty("-var", "step=changed")],
      ["import", () => this.#import()],
      ["plan after the import is empty", () => this.#isEmpty("-var", "step=changed")],
      ["destroy", () => this.#destroy()],
    ];
    for (const [name, step] of steps) {
      const problem = await step().catch((error: unknown) => String(error));
      this.#steps.push({ name, problem });
      if (problem !== "") break;
    }
    return { steps: this.#steps, shown: this.#shown };
  }

  async #plan(name: string, args: readonly string[] = []): Promise<string> {
    const planned = await this.#run("plan", "-out=p", ...args);
    if (planned.code !== 0) return told(planned);
    const shown = await this.#workspace.run(["show", "-json", "p"]);
    this.#shown.set(`plan of ${name}`, readShown(shown.stdout));
    return "";
  }

  async #apply(name: string): Promise<string> {
    const applied = await this.#run("apply", "p");
    if (applied.code !== 0) return told(applied);
    const shown = await this.#workspace.run(["show", "-json"]);
    this.#shown.set(`state, ${name}`, readShown(shown.stdout));
    return "";
  }

  async #isEmpty(...args: readonly string[]): Promise<string> {
    const planned = await this.#run("plan", "-detailed-exitcode", ...args);
    return planned.code === 0 ? "" : told(planned);
  }

  /** Things vanish and change behind Terraform's back. */
  async #drift(): Promise<string> {
    const { world } = this.#sandbox;
    drift(world, { op: "delete", type: "server", id: "worker-2" });
    drift(world, { op: "delete", type: "floating_ip", id: "ha-spare" });
    drift(world, { op: "change", type: "network", id: "ha-renamed", set: { name: "drifted" } });
    drift(world, { op: "change", type: "firewall", id: "ha", set: { labels: {} } });
    drift(world, { op: "change", type: "load_balancer", id: "ha-ingress", set: { labels: { drifted: "yes" } } });
    const problem = await this.#plan("repair", ["-var", "step=changed"]);
    if (problem !== "") return problem;
    const planned = this.#shown.get("plan of repair")?.changes ?? new Map();
    const wanted = ['hcloud_server.worker["worker-2"]', "hcloud_network.cluster", "hcloud_firewall.cluster"];
    const unseen = wanted.filter((address) => !planned.has(address));
    return unseen.length === 0 ? "" : `not seen: ${unseen.join(", ")}`;
  }

  async #import(): Promise<string> {
    const shown = this.#shown.get("state, repaired");
    const importable = [...(shown?.resources ?? [])].filter(([, { type }]) => !NOT_IMPORTED.includes(type));
    for (const [address] of importable) {
      const removed = await this.#workspace.run(["state", "rm", address]);
      if (removed.code !== 0) return told(removed);
    }
    this.#workspace.write("imports.tf", importBlocks(importable));
    const problem = await this.#plan("import", ["-var", "step=changed"]);
    if (problem !== "") return problem;
    return this.#apply("imported");
  }

  async #destroy(): Promise<string> {
    this.#workspace.write("imports.tf", "");
    const destroyed = await this.#run("destroy", "-auto-approve", "-var", "step=changed");
    if (destroyed.code !== 0) return told(destroyed);
    const { servers, networks, firewalls, volumes, loadBalancers, primaryIps, floatingIps } = this.#sandbox.world.state;
    const left = { servers, networks, firewalls, volumes, loadBalancers, primaryIps, floatingIps };
    const kinds = Object.entries(left).filter(([, things]) => things.size > 0);
    return kinds.length === 0 ? "" : `left behind: ${kinds.map(([kind]) => kind).join(", ")}`;
  }

  #run(command: string, ...args: readonly string[]): Promise<CommandResult> {
    return this.#workspace.run([command, "-input=false", "-no-color", ...args]);
  }
}

/** The errors, or the end of what was said. */
function told({ code, stdout, stderr }: CommandResult): string {
  const errors = stderr.match(/Error: .*/g) ?? [];
  const changes = stdout.match(/^ {2}# .* (will|must) be .*$/gm) ?? [];
  const said = errors.length > 0 ? errors.join("; ") : changes.join("; ");
  return `ended with ${code}: ${said === "" ? stdout.slice(-500) : said}`;
}
