/** Machines of one cluster: they come, reboot one by one, go in order, and the last one stays. */
import { KubeconfigClient } from "../../../sandbox/talos/kubeconfig-client";
import { eventually, type TalosStage } from "../../../sandbox/talos/talos-stage";
import { describeCores } from "../../../support/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];

describeCores("Machines of a cluster", (core) => {
  let given: MachineStage;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeAll(async () => {
    given = await openMachineStage(core, names);
    ({ stage, workspace, stack } = given);
  });

  afterAll(() => given.close());

  /** Workers need a cluster to come up in: they wait for the bootstrap. */
  const write = (present: readonly string[], body = "", bootstrap = true, settings = "") => {
    const planes = present.filter((name) => name.startsWith("cp-"));
    const members = planes.map((name) => `"${name}" = hephaestus_talos_machine.${name}.endpoint`).join("\n");
    const machines = present.map((name): [string, string] => {
      const waits = bootstrap && name.startsWith("worker-") ? "\ndepends_on = [hephaestus_talos_bootstrap.it]" : "";
      return [name, `${body}${waits}`];
    });
    const birth = `resource "hephaestus_talos_bootstrap" "it" {
      cluster        = "stage"
      endpoint       = "https://${stack.ip("cp-1")}:6443"
      control_planes = { ${members} }
    }`;
    stack.write(Object.fromEntries(machines), settings, bootstrap ? birth : "");
  };
  const kubernetes = async (name = "cp-1") => KubeconfigClient.of(await stage.dial(stack.serverOf(name)));
  const members = async (name = "cp-1") => {
    const { messages } = await stage.call(await stage.dial(stack.serverOf(name)), "EtcdMemberList", {});
    return messages[0]?.members.map(({ hostname }) => hostname).sort();
  };
  const nodeNames = async (name = "cp-1") => Object.keys(await (await kubernetes(name)).nodes()).sort();

  test("they come up, and a second plan is empty", async () => {
    write(names);
    await workspace.apply();
    expect(await members()).toEqual(["cp-1", "cp-2", "cp-3"]);
    await eventually(nodeNames, (seen) => seen.length === 5);
    expect(await workspace.planIsEmpty()).toBe(true);
    const state = workspace.read("terraform.tfstate");
    expect(state.length / names.length).toBeLessThan(40_000);
  }, 180_000);

  test("a change that needs a reboot takes one after the other, and every one comes back", async () => {
    const away = new Set<string>();
    const most = { controlPlanes: 0, workers: 0 };
    const boots: string[] = [];
    const stop = stage.sandbox.world.events.on((event) => {
      if (event.type !== "server.halted" && event.type !== "server.booted") return;
      const name = stage.serverOf(event.serverId).name;
      if (event.type === "server.halted") away.add(name);
      else {
        away.delete(name);
        boots.push(name);
      }
      const planes = [...away].filter((each) => each.startsWith("cp-")).length;
      most.controlPlanes = Math.max(most.controlPlanes, planes);
      most.workers = Math.max(most.workers, away.size - planes);
    });
    write(names, `config_patches = [yamlencode({ machine = { env = { A = "b" } } })]`);
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan.match(/"apply and reboot: v1alpha1 machine.env.A"/g)).toHaveLength(5);
    await workspace.apply();
    stop();
    expect(boots.sort()).toEqual(names);
    expect(most).toEqual({ controlPlanes: 1, workers: 1 });
    expect(await workspace.planIsEmpty()).toBe(true);
    const nodes = await kubernetes();
    await eventually(
      () => nodes.nodes(),
      (seen) => Object.values(seen).every((ready) => ready === "True"),
    );
    expect(await stack.cordoned(nodes)).toEqual([]);
    write(names);
  }, 240_000);

  test("a run that was cut off between reboot and uncordon: seen, and taken back; a user's own cordon stays", async () => {
    const api = await kubernetes();
    await stack.cordon(api, "worker-1", { "hephaestus/cordoned": "true" });
    await stack.cordon(api, "worker-2", {});
    expect(await stack.cordoned(api)).toEqual(["worker-1", "worker-2"]);
    expect(await workspace.succeed("plan", "-no-color")).toContain("still cordoned by an update that was cut off");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(await stack.cordoned(api)).toEqual(["worker-2"]);
  }, 60_000);

  test("scale down: a worker, then control planes, in order, down to one; nothing of them stays", async () => {
    write(names);
    await workspace.apply();
    write(["cp-1", "cp-2", "cp-3", "worker-1"]);
    expect(await workspace.succeed("apply", "-auto-approve", "-no-color")).toContain("1 destroyed");
    expect(await nodeNames()).toEqual(["cp-1", "cp-2", "cp-3", "worker-1"]);
    expect(stack.serverOf("worker-2").status).toBe("off");
    write(["cp-1", "worker-1"]);
    expect(await workspace.succeed("apply", "-auto-approve", "-no-color")).toContain("2 destroyed");
    expect(await members()).toEqual(["cp-1"]);
    expect(await nodeNames()).toEqual(["cp-1", "worker-1"]);
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 240_000);

  test("the last one stays, whoever wants it gone by mistake, and its data with it", async () => {
    const careless = stack.serverOf("cp-1").id;
    write(["cp-1", "worker-1"], "", false);
    await workspace.succeed("state", "rm", "hephaestus_talos_bootstrap.it");
    stack.write({ "worker-1": "" });
    const refused = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(refused).toContain('"cp-1" is the last member of etcd');
    expect(refused).toContain("allow_cluster_destroy");
    expect(await members()).toEqual(["cp-1"]);
    expect(stack.serverOf("cp-1").id).toBe(careless);
    expect(await nodeNames()).toEqual(["cp-1", "worker-1"]);
    stack.write({ "worker-1": "" }, "allow_cluster_destroy = true");
    await workspace.apply();
    expect(stack.serverOf("cp-1").status).toBe("off");
    // The cluster is gone: what is left of it goes without being asked.
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
  }, 240_000);
});
