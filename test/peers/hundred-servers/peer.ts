/** A hundred servers in one apply, with the real provider where its path is given, else with the stand-in. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "../../../sandbox";
import { type Core, findCores } from "../../../scripts/cores";
import { Workspace } from "../../support/terraform";
import type { Evidence } from "../evidence";
import { realProvider, standIn } from "../stack/provider";

const WHAT = "100 servers in a network: apply, empty plan, destroy";

/** Runs it on terraform. */
export async function judgeByHundredServers(): Promise<readonly Evidence[]> {
  const core = findCores().find(({ family }) => family === "terraform");
  const path = process.env["HEPHAESTUS_HCLOUD_PROVIDER"];
  const isReal = path !== undefined && existsSync(path);
  const peer = isReal ? "hetznercloud/hcloud" : "stand-in for hetznercloud/hcloud";
  if (core === undefined) return [{ peer, what: WHAT, result: "skipped", detail: "there is no terraform on PATH" }];
  try {
    return [{ peer, what: WHAT, result: "passed", detail: await applyAll(core, isReal ? path : undefined) }];
  } catch (error) {
    return [{ peer, what: WHAT, result: "failed", detail: String(error).slice(0, 300) }];
  }
}

async function applyAll(core: Core, path: string | undefined): Promise<string> {
  const sandbox = await startSandbox();
  const provider = path === undefined ? await standIn(sandbox.environment) : realProvider(path);
  const environment = { ...sandbox.environment, ...provider.environment };
  const workspace = new Workspace({ core, installation: provider.installation, environment });
  try {
    workspace.write("main.tf", readFileSync(join(__dirname, "main.tf"), "utf8"));
    const began = performance.now();
    await workspace.apply();
    const seconds = (performance.now() - began) / 1000;
    if (!(await workspace.planIsEmpty())) throw new Error("The plan after the apply is not empty");
    await workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
    const left = sandbox.world.state.servers.size;
    if (left > 0) throw new Error(`The destroy left ${left} servers behind`);
    return `applied in ${seconds.toFixed(1)} s`;
  } finally {
    workspace.remove();
    provider.close();
    await sandbox.close();
  }
}
