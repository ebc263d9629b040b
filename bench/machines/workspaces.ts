import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { layOutMirror, thisPlatform } from "../../scripts/build/mirror";
import { buildPackage } from "../../scripts/build/package-folder";
import { hephaestusBuild } from "../../scripts/build/providers";
import { type Core, findCores } from "../../scripts/cores";
import { Workspace } from "../../test/support/terraform";
import { nodeVariables } from "../harness/node-variables";
import type { QuietOptions } from "../harness/plugin-environment";
import { type MachineCluster, startCluster } from "./cluster";

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

const installer =
  "factory.talos.dev/hcloud-installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba:v1.13.9";

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
  await layOutMirror(await buildPackage(provider), place, [thisPlatform()]);
  const workspace = new Workspace({
    core,
    installation: `filesystem_mirror { path = "${place.mirror}" }`,
    environment: { ...cluster.stage.sandbox.environment, ...Object.fromEntries(leftOut.map((name) => [name, ""])) },
  });
  write(workspace, cluster);
  workspace.write(
    "main.tf",
    `${head("hephaestus", "yaklab/hephaestus")}
    provider "hephaestus" {
      talos_client_configuration = var.client
    }
    resource "hephaestus_talos_machine" "it" {
      for_each       = var.machines
      cluster        = "stage"
      name           = each.key
      role           = each.value.role
      server_id      = each.value.server
      endpoint       = each.value.ip
      image          = "${installer}"
      machine_config = file("\${each.value.role}.yaml")
    }`,
  );
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
  write(workspace, cluster);
  workspace.write(
    "main.tf",
    `${head("talos", "siderolabs/talos")}
    resource "talos_machine" "it" {
      for_each                        = var.machines
      node                            = each.value.ip
      image                           = "${installer}"
      client_configuration            = var.client
      machine_configuration           = file("\${each.value.role}.yaml")
      ignore_kubernetes_upgrade_drift = true
      drain_on_upgrade                = false
    }`,
  );
  return { name: "talos", word: "terraform-provider-talos", workspace };
}

function head(name: string, source: string): string {
  return `terraform {
      required_providers {
        ${name} = { source = "${source}" }
      }
    }
    variable "client" {
      type      = map(string)
      sensitive = true
    }
    variable "machines" { type = map(map(string)) }`;
}

function write(workspace: Workspace, { machines, client, configurations }: MachineCluster): void {
  const entries = machines.map(({ name, role, server, ip }) => [name, { role, server: String(server.id), ip }]);
  workspace.write("all.auto.tfvars.json", JSON.stringify({ client, machines: Object.fromEntries(entries) }));
  for (const [role, text] of Object.entries(configurations)) workspace.write(`${role}.yaml`, text);
}
