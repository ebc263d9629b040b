/** Peers that are not whom the configuration is for: refused, and nothing is sent to them. */
import { MachineStatusEventMachineStage as Stage } from "../../../../wire/talos/generated/machine";
import { KubeconfigClient } from "../../../sandbox/talos/kubeconfig-client";
import { makeBundle, TalosStage } from "../../../sandbox/talos/talos-stage";
import { describeCores } from "../../../support/cores";
import { openProviderStage } from "../../../support/provider-stage";
import type { Workspace } from "../../../support/terraform";
import { Impostor, type ImpostorOptions } from "./impostor";
import { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

describeCores("Hostile peers of hephaestus_talos_machine", (core) => {
  let given: MachineStage;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;
  let impostor: Impostor | undefined;

  beforeEach(async () => {
    given = await openMachineStage(core);
    ({ stage, workspace, stack } = given);
  });

  afterEach(async () => {
    impostor?.close();
    impostor = undefined;
    await given.close();
  });

  const refusal = () => workspace.fail("apply", "-auto-approve", "-no-color");

  /** Somebody else listens at the address of a server that is off. */
  const pose = async (more: Partial<ImpostorOptions>) => {
    await stack.server("cp-1");
    return takePlace(more);
  };

  /** The same of one that may have been ours. */
  const takePlace = async (more: Partial<ImpostorOptions>) => {
    const server = stack.serverOf("cp-1");
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    const common = { host: stack.ip("cp-1"), stage: Stage.MAINTENANCE, instanceId: String(server.id) };
    impostor = await Impostor.start({ ...common, changesItsCertificate: false, ...more });
    stack.write({ "cp-1": "" });
    return impostor;
  };

  const isStillInMaintenance = async (name: string) => {
    const { stage: seen } = await stage.stageOf(await stage.dial(stack.serverOf(name), null));
    return seen === Stage.MAINTENANCE;
  };

  test("a machine of another cluster's CA", async () => {
    const other = await TalosStage.start({}, await makeBundle());
    const server = await stack.server("cp-1");
    await stage.configure(server, other.configuration("controlplane", stack.ip("cp-1")));
    await other.close();
    await stage.answers(server);
    stack.write({ "cp-1": "" });
    const told = await refusal();
    expect(told).toContain("is neither proven by the CA of cluster");
    expect(told).toContain("Nothing was sent");
  }, 60_000);

  test("an address that Hetzner does not name for the server", async () => {
    await stack.server("cp-1");
    await stack.server("cp-2");
    stack.write({ "cp-1": `endpoint = "${stack.ip("cp-2")}"` });
    const told = await refusal();
    expect(told).toContain(`and not "${stack.ip("cp-2")}". Nothing was sent there`);
    expect(await isStillInMaintenance("cp-2")).toBe(true);
  }, 60_000);

  test("a server that does not exist", async () => {
    await stack.server("cp-1");
    stack.write({ "cp-1": `server_id = "4711"` });
    expect(await refusal()).toContain("Hetzner knows no server 4711");
    expect(await isStillInMaintenance("cp-1")).toBe(true);
  }, 60_000);

  test("without a token nobody says whose address it is", async () => {
    await stack.server("cp-1");
    const { HCLOUD_TOKEN, ...environment } = stage.sandbox.environment;
    expect(HCLOUD_TOKEN).toBeDefined();
    const other = await openProviderStage(core, { environment, close: async () => undefined });
    try {
      new MachineStack(stage, other.workspace).copyFrom(stack).write({ "cp-1": "" });
      expect(await other.workspace.fail("apply", "-auto-approve", "-no-color")).toContain("HCLOUD_TOKEN");
    } finally {
      await other.close();
    }
    expect(await isStillInMaintenance("cp-1")).toBe(true);
  }, 60_000);

  test("a machine of ours that is another server", async () => {
    await stack.server("cp-1");
    await stack.server("cp-2");
    await stage.configure(stack.serverOf("cp-2"), stack.text("controlplane"));
    await stage.answers(stack.serverOf("cp-2"));
    stack.write({ "cp-1": `endpoint = "${stack.ip("cp-2")}"` });
    expect(await refusal()).toContain(`says that it is server ${stack.serverOf("cp-2").id}, and not`);
  }, 60_000);

  test.each(["worker-1", "cp-1"])(
    "a server that is to have the name of %s, which lives on another one",
    async (name) => {
      const names = ["cp-1", "worker-1"];
      for (const each of names) await stack.server(each);
      stack.writeCluster(names);
      await workspace.apply();
      await workspace.succeed("state", "rm", `hephaestus_talos_machine.${name}`);
      const living = stack.serverOf(name);
      const other = await stack.server(name, "v1.13.9", `${name}-other`);
      stack.writeCluster(names, stack.hostnamePatch());
      const told = await workspace.fail("apply", "-auto-approve", `-target=hephaestus_talos_machine.${name}`);
      expect(told).toContain(`Cluster "stage" has a machine "${name}" already`);
      expect(await isStillInMaintenance(name)).toBe(true);
      expect([living.status, other.status]).toEqual(["running", "running"]);
      const api = await KubeconfigClient.of(await stage.dial(name === "cp-1" ? living : stack.serverOf("cp-1")));
      expect(Object.keys(await api.nodes()).sort()).toEqual(names);
    },
    60_000,
  );

  test("one that wants no certificate and is not in maintenance mode", async () => {
    const peer = await pose({ stage: Stage.RUNNING });
    expect(await refusal()).toContain('its stage is "running" instead of "maintenance"');
    expect(peer.received).toEqual([]);
  }, 60_000);

  test.each([
    ["runs under another CA", { stage: Stage.RUNNING }, "is neither proven by the CA of cluster"],
    ["is in maintenance mode and names another server", { instanceId: "4711" }, "says that it is server 4711"],
  ])(
    "where a machine of ours was, one that %s: no loss, no update, nothing sent",
    async (_what, behaviour, refused) => {
      await stack.server("cp-1");
      stack.write({ "cp-1": "" });
      await workspace.apply();
      const peer = await takePlace(behaviour);
      const plan = await workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
      expect([plan.code, plan.stdout]).toEqual([0, expect.stringContaining("hephaestus_talos_machine is unreachable")]);
      stack.write({ "cp-1": `config_patches = [yamlencode({ machine = { sysctls = { "vm.swappiness" = "1" } } })]` });
      expect(await refusal()).toContain(refused);
      expect(peer.received).toEqual([]);
    },
    60_000,
  );

  test("one in maintenance mode that names another server", async () => {
    const peer = await pose({ instanceId: "4711" });
    expect(await refusal()).toContain("says that it is server 4711");
    expect(peer.received).toEqual([]);
  }, 60_000);

  test("one whose certificate changes within the operation", async () => {
    const peer = await pose({ changesItsCertificate: true });
    expect(await refusal()).toContain("Nothing was sent");
    expect(peer.received).toEqual([]);
  }, 60_000);

  test("what cannot be told apart: one that claims everything and changes nothing", async () => {
    const peer = await pose({});
    stack.write({ "cp-1": `timeouts = { create = "5s" }` });
    expect(await refusal()).toContain("time-out");
    expect(peer.received).toHaveLength(1);
  }, 60_000);
});
