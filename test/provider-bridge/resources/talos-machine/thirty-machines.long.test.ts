/** Thirty machines that must reboot, with Terraform's parallelism of ten and of one: none hangs, and the state stays small. */
import type { TalosStage } from "../../../sandbox/talos/talos-stage";
import { describeCores } from "../../../support/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

const names = [...["cp-1", "cp-2", "cp-3"], ...Array.from({ length: 27 }, (_, index) => `worker-${index + 1}`)];
/** 1.5 MB for 100 nodes. */
const mostBytesPerMachine = 15_000;

describeCores("Thirty machines", (core) => {
  let given: MachineStage;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeAll(async () => {
    given = await openMachineStage(core, names);
    ({ stage, workspace, stack } = given);
    stack.writeCluster(names);
    await workspace.apply();
  }, 300_000);

  afterAll(() => given.close());

  test("the state stays small", () => {
    const { resources }: { resources: { type: string }[] } = JSON.parse(workspace.read("terraform.tfstate"));
    const machines = resources.filter(({ type }) => type === "hephaestus_talos_machine");
    expect(machines).toHaveLength(names.length);
    expect(JSON.stringify(machines, undefined, 2).length / names.length).toBeLessThan(mostBytesPerMachine);
  });

  test.each([10, 1])(
    "all of them reboot, %d calls at a time",
    async (parallelism) => {
      const boots: string[] = [];
      const stop = stage.sandbox.world.events.on((event) => {
        if (event.type === "server.booted") boots.push(stage.serverOf(event.serverId).name);
      });
      const env = `config_patches = [yamlencode({ machine = { env = { P = "${parallelism}" } } })]`;
      stack.writeCluster(names, `${env}\nrollout = { max_unavailable = 5 }`);
      await workspace.succeed("apply", "-auto-approve", "-no-color", `-parallelism=${parallelism}`);
      stop();
      expect(boots.sort()).toEqual([...names].sort());
      expect(await workspace.planIsEmpty()).toBe(true);
    },
    300_000,
  );
});
