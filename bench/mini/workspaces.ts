import { chmod, copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOutMirror, mirrorFolder, thisPlatform } from "../../scripts/build/mirror";
import { buildPackage, executableName } from "../../scripts/build/package-folder";
import { miniBuild } from "../../scripts/build/providers";
import { type Core, findCores } from "../../scripts/cores";
import { Workspace } from "../../test/support/terraform";
import { nodeVariables } from "../harness/node-variables";
import type { QuietOptions } from "../harness/plugin-environment";
import { goMiniProvider } from "./go-mini-provider";

/** A folder where the mini provider is installed and its one resource applied: the next plan finds nothing to do. */
export interface MiniWorkspace {
  /** `ours` or `go`. */
  readonly name: string;
  readonly workspace: Workspace;
}

/** The workspaces; `close` removes everything that was made for them. */
export interface MiniWorkspaces {
  readonly core: Core;
  /** Ours, and the Go twin's where it can be built. */
  readonly all: readonly MiniWorkspace[];
  close(): Promise<void>;
}

const CONFIGURATION = `
terraform {
  required_providers {
    mini = { source = "registry.terraform.io/bench/mini" }
  }
}

resource "mini_thing" "t" {
  name   = "t"
  tags   = { a = "1", b = "2" }
  size   = 12.5
}
`;

/** Builds both providers and applies the resource with each. @throws RangeError without terraform or tofu. */
export async function prepareMiniWorkspaces({ asIs = false }: QuietOptions = {}): Promise<MiniWorkspaces> {
  const [core] = findCores();
  if (core === undefined) throw new RangeError("Cannot measure a plan: there is neither terraform nor tofu on PATH");
  const mirrors = await mkdtemp(join(tmpdir(), "hephaestus-mini-"));
  const all: MiniWorkspace[] = [];
  const close = async () => {
    for (const { workspace } of all) workspace.remove();
    await rm(mirrors, { recursive: true, force: true });
  };
  try {
    for (const [name, mirror] of await fillMirrors(mirrors)) {
      const workspace = new Workspace({
        core,
        installation: `filesystem_mirror { path = "${mirror}" }`,
        environment: asIs ? {} : Object.fromEntries(nodeVariables(process.env).map((name) => [name, ""])),
      });
      all.push({ name, workspace });
      workspace.write("main.tf", CONFIGURATION);
      await workspace.succeed("init", "-input=false", "-no-color");
      await workspace.apply();
      if (!(await workspace.planIsEmpty())) throw new Error(`Cannot measure "${name}": its second plan is not empty`);
    }
    return { core, all, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A mirror for each twin that can be built, by name. */
async function fillMirrors(folder: string): Promise<ReadonlyMap<string, string>> {
  const [provider, platform] = [miniBuild(), thisPlatform()];
  const place = { mirror: join(folder, "ours"), address: provider.address, version: provider.version };
  await layOutMirror(await buildPackage(provider), place, [platform]);
  const mirrors = new Map([["ours", place.mirror]]);
  const go = await goMiniProvider();
  if (go === undefined) return mirrors;
  const mirror = join(folder, "go");
  const target = mirrorFolder({ ...place, mirror }, platform);
  await mkdir(target, { recursive: true });
  await copyFile(go, join(target, executableName(provider)));
  await chmod(join(target, executableName(provider)), 0o755);
  return mirrors.set("go", mirror);
}
