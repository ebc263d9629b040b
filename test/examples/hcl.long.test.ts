/** The HCL examples, which the documentation shows: each is validated, applied and destroyed as it stands. */
import { secrets } from "../../provider-bridge/talos-config";
import { TalosStage } from "../sandbox/talos/talos-stage";
import type { BuiltProvider } from "../support/built-provider";
import { describeCores } from "../support/cores";
import type { Workspace } from "../support/terraform";
import { builtFor, exampleFolders, OUTPUTS, workspaceOf } from "./hcl-examples";

/** Examples that need machines: validated here; what they show is applied by the tests of their types. */
const ON_MACHINES = new Set([
  "data-sources/talos_disks",
  "data-sources/talos_machine_status",
  "data-sources/talos_cluster_health",
]);

/** Examples that take a secrets.yaml are given a new one. */
async function giveSecrets(workspace: Workspace): Promise<void> {
  if (!workspace.read("main.tf").includes('variable "secrets_yaml"')) return;
  const bundle = await secrets().makeBundle({ now: new Date() });
  workspace.write("secrets.auto.tfvars.json", JSON.stringify({ secrets_yaml: secrets().writeBundle(bundle) }));
}

/** Examples of a machine are given a server that waits in maintenance mode. */
async function giveServer(workspace: Workspace, stage: TalosStage): Promise<void> {
  if (!workspace.read("main.tf").includes('variable "server_id"')) return;
  for (const { id, name } of stage.sandbox.world.state.servers.values()) {
    if (name === SERVER) await stage.api.delete(`/servers/${id}`);
  }
  const server = await stage.server(SERVER);
  const given = { server_id: String(server.id), endpoint: stage.ip(server) };
  workspace.write("server.auto.tfvars.json", JSON.stringify(given));
}

/** What the machine of the examples is called. */
const SERVER = "control-plane-1";

describeCores("HCL examples", (core) => {
  let built: BuiltProvider;
  let stage: TalosStage;

  beforeAll(async () => {
    stage = await TalosStage.start();
    built = await builtFor(core);
  });
  afterAll(async () => {
    built.remove();
    await stage.close();
  });

  test.each(exampleFolders())(
    "%s is applied, planned empty and destroyed",
    async (name) => {
      const workspace = workspaceOf(name, core, built, stage.sandbox.environment);
      try {
        await giveSecrets(workspace);
        await giveServer(workspace, stage);
        await workspace.succeed("init", "-input=false", "-no-color");
        await workspace.succeed("validate");
        if (ON_MACHINES.has(name)) return;
        await workspace.apply();
        const outputs: Record<string, { readonly value: unknown }> = JSON.parse(
          await workspace.succeed("output", "-json"),
        );
        const values = Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
        expect(values).toEqual(OUTPUTS[name]);
        expect(await workspace.planIsEmpty()).toBe(true);
        await workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
      } finally {
        workspace.remove();
      }
    },
    180_000,
  );
});
