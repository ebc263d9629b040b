/** What happens to a machine behind Terraform's back: seen in the plan, repaired or refused; who is silent is not gone. */
import type { TalosStage } from "../../../sandbox/talos/talos-stage";
import { describeCores } from "../../../support/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

const SCHEMATIC = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const image = (version: string) => `image = "factory.talos.dev/hcloud-installer/${SCHEMATIC}:${version}"`;

describeCores("Drift of hephaestus_talos_machine", (core) => {
  let given: MachineStage;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeEach(async () => {
    given = await openMachineStage(core, ["cp-1"]);
    ({ stage, workspace, stack } = given);
  });

  afterEach(() => given.close());

  const drift = (what: string, set: Readonly<Record<string, unknown>> = {}) => {
    const { world } = stage.sandbox;
    const known = [...world.guestDrifts].some((make) => make(stack.serverOf("cp-1").id, what, set));
    expect(known).toBe(true);
  };

  /** The plan's text, of a plan that has something to do. */
  const changedPlan = async () => {
    const { code, stdout, stderr } = await workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
    expect({ code, stderr: code === 2 ? "" : stderr }).toEqual({ code: 2, stderr: "" });
    return stdout;
  };

  test("another configuration is told by document and path, without its secrets, and taken back", async () => {
    stack.write({ "cp-1": "" });
    await workspace.apply();
    drift("config", {
      from: "  type: controlplane",
      to: "  type: controlplane\n    sysctls:\n        vm.swappiness: '7'",
    });
    const added = await changedPlan();
    expect(added).toContain('document v1alpha1 machine.sysctls[\\"vm.swappiness\\"]: added');
    expect(added).toMatch(/action += "apply" -> "apply: v1alpha1 machine.sysctls/);
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);

    const { token = "" } = /token: (?<token>\S+)/.exec(stack.text("controlplane"))?.groups ?? {};
    expect(token).not.toBe("");
    drift("config", { from: token, to: "aaaaaa.bbbbbbbbbbbbbbbb" });
    const secret = await changedPlan();
    expect(secret).toContain("document v1alpha1 machine.token: changed");
    expect(secret).toContain("apply and reboot");
    expect(secret).not.toContain(token);
    expect(secret).not.toContain("aaaaaa.bbbbbbbbbbbbbbbb");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(await stack.attributes("cp-1")).toMatchObject({ action: expect.stringMatching(/^apply and reboot: /) });
  }, 120_000);

  test("the tags of Kubernetes are the cluster's and no drift", async () => {
    stack.write({ "cp-1": "" });
    await workspace.apply();
    drift("config", { from: "kubelet:v1.36.3", to: "kubelet:v1.36.1" });
    expect(await workspace.planIsEmpty()).toBe(true);
    stack.write({ "cp-1": `config_patches = [yamlencode({ machine = { sysctls = { "vm.swappiness" = "1" } } })]` });
    await workspace.apply();
    expect(await stack.activeText("cp-1")).toContain("kubelet:v1.36.1");
  }, 120_000);

  test("a configuration that is not in the state is told by document, and its change is seen by its hash", async () => {
    const given = `machine_config_wo = file("controlplane.yaml")\n machine_config_wo_version = 1`;
    stack.write({ "cp-1": given });
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    const { machine_config } = await stack.attributes("cp-1");
    expect(machine_config).toBeNull();
    expect(workspace.read("terraform.tfstate")).not.toContain("token:");
    drift("config", {
      from: "  type: controlplane",
      to: "  type: controlplane\n    sysctls:\n        vm.swappiness: '7'",
    });
    expect(await changedPlan()).toContain("document v1alpha1: changed");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    stack.write({
      "cp-1": given.replace("file(", "replace(file(").replace('yaml")', 'yaml"), "debug: false", "debug: true")'),
    });
    expect(await changedPlan()).toContain("apply: v1alpha1 debug");
    await workspace.apply();
    expect(await stack.activeText("cp-1")).toContain("debug: true");
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 120_000);

  test("another version and schematic are told, and refused until there are upgrades", async () => {
    stack.write({ "cp-1": image("v1.13.9") });
    await workspace.apply();
    // It only counts: what a boot alone changes is not asked again in the same one.
    const { faults } = stage.sandbox.world;
    const versions = faults.add({ door: "talos", what: "Version", skip: 1_000_000_000 });
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(versions.seen).toBe(0);
    stack.write({ "cp-1": image("v1.13.10") });
    const refused = await workspace.fail("plan", "-no-color");
    expect(refused.replace(/\s+[│|]?\s*/g, " ")).toContain("v1.13.9 runs, v1.13.10 wanted");
    expect(refused).toContain("later release");

    stack.write({ "cp-1": image("v1.13.9") });
    drift("system", { version: "v1.13.8", schematic: "customization:\n  extraKernelArgs: [a=b]\n" });
    await stack.settled("cp-1");
    const seen = await changedPlan();
    expect(versions.seen).toBeGreaterThan(0);
    expect(seen).toContain("talos version: v1.13.8 runs, v1.13.9 wanted");
    expect(seen).toMatch(/schematic: [0-9a-f]{64} runs, 376567/);
    expect(await workspace.fail("apply", "-auto-approve", "-no-color")).toContain("cannot be upgraded yet");
    const { schematic_id } = await stack.attributes("cp-1");
    stack.write({ "cp-1": `image = "factory.talos.dev/hcloud-installer/${schematic_id}:v1.13.8"` });
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 120_000);

  test("staged: kept for the next boot, and told as pending", async () => {
    stack.write({ "cp-1": `apply_mode = "staged"` });
    await workspace.apply();
    const patch = `config_patches = [yamlencode({ machine = { sysctls = { "vm.swappiness" = "1" } } })]`;
    stack.write({ "cp-1": `apply_mode = "staged"\n${patch}` });
    expect(await changedPlan()).toContain("stage: v1alpha1 machine.sysctls");
    await workspace.apply();
    expect(await stack.attributes("cp-1")).toMatchObject({ reboot_pending: true });
    expect(await stack.activeText("cp-1")).not.toContain("vm.swappiness");
    expect(await workspace.planIsEmpty()).toBe(true);
    stack.write({ "cp-1": patch });
    expect(await changedPlan()).toContain("apply: v1alpha1 machine.sysctls");
    await workspace.apply();
    expect(await stack.attributes("cp-1")).toMatchObject({ reboot_pending: false });

    stack.write({
      "cp-1": `apply_mode = "no_reboot"\nconfig_patches = [yamlencode({ machine = { env = { A = "b" } } })]`,
    });
    expect(await workspace.fail("plan", "-no-color")).toContain("machine.env.A");
  }, 120_000);

  test("one that was reset waits in maintenance mode, and is configured again", async () => {
    stack.write({ "cp-1": "" });
    await workspace.apply();
    await stack.reset("cp-1");
    expect(await changedPlan()).toContain("the machine is in maintenance mode and has no configuration");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 120_000);

  test("who cannot be reached keeps its state, and can be destroyed", async () => {
    stack.write({ "cp-1": "" });
    await workspace.apply();
    const before = await stack.attributes("cp-1");
    const fault = { door: "network", what: "refuse", match: `^${stack.ip("cp-1")}`, times: 0 };
    const { id } = stage.sandbox.world.faults.add(fault);
    const blind = await workspace.succeed("plan", "-no-color");
    expect(blind).toContain("No changes");
    expect(blind).toContain("hephaestus_talos_machine is unreachable");
    await workspace.apply();
    expect(await stack.attributes("cp-1")).toEqual(before);
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    stage.sandbox.world.faults.remove(id);
  }, 120_000);

  test("one whose server is gone, and of which the cluster knows nothing, is made anew", async () => {
    stack.write({ "cp-1": "" });
    await workspace.apply();
    await stage.api.delete(`/servers/${stack.serverOf("cp-1").id}`);
    expect(await workspace.succeed("plan", "-no-color")).toContain("No changes"); // nobody can say what is left
  }, 120_000);
});
