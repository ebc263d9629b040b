/** A cdktf example as its readers run it: synthesised by its own program, then run by a real core in a sandbox. */
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Sandbox, startSandbox } from "../../sandbox";
import type { Core } from "../../scripts/cores";
import { Workspace } from "../support/terraform";

const ROOT = resolve(__dirname, "../..");
const TSX = pathToFileURL(require.resolve("tsx")).href;
const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];

/** A mirror of what was built, and the plugins beside the stack. */
const INSTALLATION = [
  ["terraform.d/plugins", "yaklab/hephaestus"],
  [join(ROOT, "dist/stand-in-mirror"), "hetznercloud/hcloud"],
]
  .map(([path, source]) => {
    const include = HOSTS.map((host) => `${host}/${source}`);
    return `filesystem_mirror {\n  path = ${JSON.stringify(path)}\n  include = ${JSON.stringify(include)}\n}`;
  })
  .join("\n");

/** An example that is ready to be applied. */
export interface PlayedExample {
  readonly sandbox: Sandbox;
  readonly workspace: Workspace;
  close(): Promise<void>;
}

/** Synthesises an example and initialises its stack. */
export async function playExample(name: string, core: Core): Promise<PlayedExample> {
  const sandbox = await startSandbox();
  const workspace = new Workspace({ core, installation: INSTALLATION, environment: sandbox.environment });
  const close = async () => {
    workspace.remove();
    await sandbox.close();
  };
  try {
    const environment = {
      ...workspace.environment,
      CDKTF_OUTDIR: join(workspace.folder, "out"),
      TERRAFORM_BINARY_NAME: core.family,
    };
    const main = join(ROOT, "examples", name, "main.ts");
    execFileSync(process.execPath, ["--import", TSX, main], { cwd: workspace.folder, env: environment, stdio: "pipe" });
    const stacks = join(workspace.folder, "out/stacks");
    for (const stack of readdirSync(stacks)) cpSync(join(stacks, stack), workspace.folder, { recursive: true });
    await workspace.succeed("init", "-input=false", "-no-color");
    return { sandbox, workspace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How many things the sandbox's project holds that a stack may have made. */
export function thingsIn({ world: { state } }: Sandbox): number {
  const { servers, networks, firewalls, loadBalancers, placementGroups, volumes, images, primaryIps } = state;
  const snapshots = [...images.values()].filter(({ type }) => type === "snapshot").length;
  return [servers, networks, firewalls, loadBalancers, placementGroups, volumes, primaryIps].reduce(
    (sum, { size }) => sum + size,
    snapshots,
  );
}
