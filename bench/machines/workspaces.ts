import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { shippedPackage } from "../../scripts/build/compile/shipped-package";
import { layOutMirror, thisPlatform } from "../../scripts/build/mirror";
import { hephaestusBuild } from "../../scripts/build/providers";
import { type Core, findCores } from "../../scripts/cores";
import { type MachineCluster, startCluster } from "../../test/support/machines/cluster";
import { head, INSTALLER, machinesConfiguration, writeMachines } from "../../test/support/machines/configuration";
import { Workspace } from "../../test/support/terraform";
import { nodeVariables } from "../harness/node-variables";
import type { QuietOptions } from "../harness/plugin-environment";

/** A folder in which all machines are in the state: the next plan finds nothing to do. */
export interface MachineWorkspace {
  /** `ours` or `talos`. */
  readonly name: string;
  /** What the command line of the provider's process holds. */
  readonly word: string;
  readonly workspace: Workspace;
  /** How many calls the sandbox's Hetzner API has had. */
  readonly hcloudCalls: () => number;
}

/** The workspaces; `close` removes everything that was made for them. */
export interface MachineWorkspaces {
  readonly core: Core;
  readonly all: readonly MachineWorkspace[];
  close(): Promise<void>;
}

/** Any: the path does not tell which one it is. */
const TALOS_PROVIDER_VERSION = "0.0.1";

/** Brings the machines up, and puts them into the states. `talosProvider` is the path of the other provider. */
export async function prepareMachineWorkspaces(
  count: number,
  talosProvider: string | undefined,
  { asIs = false }: QuietOptions = {},
): Promise<MachineWorkspaces> {
  const core = findCores().find(({ family }) => family === "terraform");
  if (core === undefined) throw new RangeError("Cannot measure a plan: there is no terraform on PATH");
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-machines-"));
  const cluster = await startCluster(count);
  const all: MachineWorkspace[] = [];
  const close = async () => {
    for (const { workspace } of all) workspace.remove();
    rmSync(folder, { recursive: true, force: true });
    await cluster.stage.close();
  };
  try {
    // Never struck: it only counts what is asked.
    const counter = cluster.stage.sandbox.world.faults.add({ door: "hetzner", what: "*", skip: 1_000_000_000 });
    const hcloudCalls = () => counter.seen;
    all.push({ ...(await ours(core, cluster, folder, asIs ? [] : nodeVariables(process.env))), hcloudCalls });
    if (talosProvider !== undefined) all.push({ ...(await theirs(core, cluster, folder, talosProvider)), hcloudCalls });
    for (const { workspace } of all) {
      await workspace.succeed("init", "-input=false", "-no-color");
      await workspace.apply();
    }
    return { core, all, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ours(
  core: Core,
  cluster: MachineCluster,
  folder: string,
  leftOut: readonly string[],
): Promise<Omit<MachineWorkspace, "hcloudCalls">> {
  const provider = hephaestusBuild();
  const place = { mirror: join(folder, "ours"), address: PROVIDER_ADDRESS, version: provider.version };
  await layOutMirror(await shippedPackage(provider), place, [thisPlatform()]);
  const workspace = new Workspace({
    core,
    installation: `filesystem_mirror { path = "${place.mirror}" }`,
    environment: { ...cluster.stage.sandbox.environment, ...Object.fromEntries(leftOut.map((name) => [name, ""])) },
  });
  writeMachines(workspace, cluster);
  workspace.write("main.tf", machinesConfiguration());
  return { name: "ours", word: "terraform-provider-hephaestus", workspace };
}

/** Installed as ours is, and as users install it: Terraform checks a package against the lock file with each command. */
async function theirs(
  core: Core,
  cluster: MachineCluster,
  folder: string,
  path: string,
): Promise<Omit<MachineWorkspace, "hcloudCalls">> {
  const mirror = join(folder, "theirs");
  const executable = `terraform-provider-talos_v${TALOS_PROVIDER_VERSION}`;
  const files = new Map([[executable, { content: await readFile(path), executable: true }]]);
  const place = { mirror, address: "registry.terraform.io/siderolabs/talos", version: TALOS_PROVIDER_VERSION };
  await layOutMirror(files, place, [thisPlatform()]);
  const workspace = new Workspace({ core, installation: `filesystem_mirror { path = "${mirror}" }` });
  writeMachines(workspace, cluster);
  workspace.write(
    "main.tf",
    `${head("talos", "siderolabs/talos")}
    resource "talos_machine" "it" {
      for_each                        = var.machines
      node                            = each.value.ip
      image                           = "${INSTALLER}"
      client_configuration            = var.client
      machine_configuration           = file("\${each.value.role}.yaml")
      ignore_kubernetes_upgrade_drift = true
      drain_on_upgrade                = false
    }`,
  );
  return { name: "talos", word: "terraform-provider-talos", workspace };
}
