import { startCluster } from "../../../test/support/machines/cluster";
import { machinesConfiguration, writeMachines } from "../../../test/support/machines/configuration";
import { Workspace } from "../../../test/support/terraform";
import type { Core } from "../../cores";
import { RECORD_TO } from "./record-layer";

/** Three control planes and a worker: both roles are read. */
const machines = 4;

/**
 * Lets a package do what it does most, beside a sandbox: a plan of machines in which nothing has changed. `installation`
 * is where the core finds the package; its processes of that plan record into `folder`.
 */
export async function exercise(core: Core, installation: string, folder: string): Promise<void> {
  const cluster = await startCluster(machines);
  const workspace = new Workspace({ core, installation, environment: cluster.stage.sandbox.environment });
  try {
    writeMachines(workspace, cluster);
    workspace.write("main.tf", machinesConfiguration());
    await workspace.succeed("init", "-input=false", "-no-color");
    await workspace.apply();
    const { code, stdout, stderr } = await workspace.run(["plan", "-input=false", "-no-color", "-detailed-exitcode"], {
      environment: { [RECORD_TO]: folder },
    });
    if (code !== 0) throw new Error(`The exercise's plan ended with ${code}:\n${stdout}\n${stderr}`);
  } finally {
    workspace.remove();
    await cluster.stage.close();
  }
}
