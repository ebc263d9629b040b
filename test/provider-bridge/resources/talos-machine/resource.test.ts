/** `hephaestus_talos_machine` on the sandbox, driven by real terraform: its whole life. */
import { describeCores } from "../../../support/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

describeCores("hephaestus_talos_machine", (core) => {
  let given: MachineStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeEach(async () => {
    given = await openMachineStage(core);
    ({ workspace, stack } = given);
  });

  afterEach(() => given.close());

  test("minimum, empty plan, update in place, import, destroy", async () => {
    await stack.server("cp-1");
    stack.write({ "cp-1": "" });
    await workspace.apply();
    expect(await stack.attributes("cp-1")).toMatchObject({
      talos_version: "v1.13.9",
      stage: "booting",
      hostname: "cp-1",
      addresses: expect.arrayContaining([stack.ip("cp-1")]),
      reboot_pending: false,
      drift: [],
      action: "apply",
      config_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await workspace.planIsEmpty()).toBe(true);

    stack.write({
      "cp-1": `config_patches = [yamlencode({ machine = { sysctls = { "vm.max_map_count" = "262144" } } })]`,
    });
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan).toContain('apply: v1alpha1 machine.sysctls[\\"vm.max_map_count\\"]');
    expect(await workspace.succeed("apply", "-auto-approve", "-no-color")).toContain("0 added, 1 changed, 0 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);

    await workspace.succeed("state", "rm", "hephaestus_talos_machine.cp-1");
    await workspace.succeed("import", "hephaestus_talos_machine.cp-1", `stage/cp-1@${stack.ip("cp-1")}`);
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("destroy", "-auto-approve");
  }, 120_000);

  test("reset at the end: it waits in maintenance mode again, and can be configured anew", async () => {
    await stack.server("cp-1");
    stack.write({ "cp-1": "on_destroy = { reset = true }" });
    await workspace.apply();
    await workspace.succeed("destroy", "-auto-approve");
    expect(stack.serverOf("cp-1").status).toBe("running");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    stack.write({ "cp-1": "on_destroy = { reset = true, shutdown = true }" });
    expect(await workspace.fail("validate")).toContain("cannot be shut down and reset");
  }, 120_000);
});
