/** Machines come to and go from a running cluster: with pods that may not all go, with a sick member, all at once. */
import { KubeconfigClient } from "../../../sandbox/talos/kubeconfig-client";
import { eventually, type TalosStage } from "../../../sandbox/talos/talos-stage";
import { describeCores } from "../../../support/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "./machine-stack";
import { type MachineStage, openMachineStage } from "./machine-stage";

const planes = ["cp-1", "cp-2", "cp-3"];

describeCores("Scaling a cluster of hephaestus_talos_machine", (core) => {
  let given: MachineStage;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeEach(async () => {
    given = await openMachineStage(core);
    ({ stage, workspace, stack } = given);
  });

  afterEach(() => given.close());

  const members = async (name: string) => {
    const { messages } = await stage.call(await stage.dial(stack.serverOf(name)), "EtcdMemberList", {});
    return messages[0]?.members.map(({ hostname }) => hostname).sort();
  };
  const kubernetes = async (name: string) => KubeconfigClient.of(await stage.dial(stack.serverOf(name)));

  /** Servers, and machines of them in a cluster that runs. */
  const cluster = async (...names: string[]) => {
    for (const name of names) await stack.server(name);
    stack.writeCluster(names);
    await workspace.apply();
  };

  test("one worker and two control planes more: the others stay as they are, and the running versions are used", async () => {
    await cluster("cp-1", "worker-1");
    await stack.runKubelet("cp-1", "v1.36.1");
    const before = await stack.activeText("cp-1");
    for (const name of ["cp-2", "cp-3", "worker-2"]) await stack.server(name);
    stack.writeCluster([...planes, "worker-1", "worker-2"]);
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan).toContain("3 to add");
    expect(plan).not.toMatch(/hephaestus_talos_machine.(cp-1|worker-1) will be/);
    await workspace.apply();
    expect(await members("cp-1")).toEqual(planes);
    expect(await stack.activeText("cp-1")).toBe(before);
    for (const name of ["cp-2", "worker-2"]) expect(await stack.activeText(name)).toContain("kubelet:v1.36.1");
    for (const name of planes) expect(await stack.attributes(name)).toMatchObject({ drift: [] });
  }, 180_000);

  test("a worker whose pods may not all go at once is drained, and goes; where they may never go, it stays", async () => {
    await cluster("cp-1", "worker-1", "worker-2");
    const api = await kubernetes("cp-1");
    await stack.runDeployment(api, { name: "web", replicas: 4, minAvailable: 3 });
    stack.writeCluster(["cp-1", "worker-1"]);
    await workspace.apply();
    expect(Object.keys(await api.nodes()).sort()).toEqual(["cp-1", "worker-1"]);
    await eventually(
      () => stack.podsOf(api, "web"),
      (pods) => pods.length === 4 && pods.every(({ node }) => node === "worker-1"),
    );
    stack.writeCluster(["cp-1", "worker-1"], `on_destroy = { drain_timeout = "2s" }`);
    await workspace.apply();
    stack.writeCluster(["cp-1"]);
    const stuck = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(stuck).toContain('Cannot drain "worker-1" within 2 s');
    expect(stuck).toContain("disruption budget");
    expect(Object.keys(await api.nodes()).sort()).toEqual(["cp-1", "worker-1"]);
    expect(stack.serverOf("worker-1").status).toBe("running");
  }, 180_000);

  test("a sick member goes, a healthy one without which there is no quorum stays", async () => {
    await cluster(...planes);
    await stage.api.post(`/servers/${stack.serverOf("cp-3").id}/actions/poweroff`);
    stack.writeCluster(["cp-1", "cp-3"]);
    const refused = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(refused).toContain('without "cp-2" there would be no quorum');
    expect(await members("cp-1")).toEqual(planes);
    stack.writeCluster(["cp-1", "cp-2"]);
    await workspace.apply();
    expect(await members("cp-1")).toEqual(["cp-1", "cp-2"]);
    expect(Object.keys(await (await kubernetes("cp-1")).nodes()).sort()).toEqual(["cp-1", "cp-2"]);
  }, 180_000);

  test("where the others cannot be reached from here, nobody says that there is a quorum without it: it stays", async () => {
    await cluster(...planes);
    for (const name of ["cp-2", "cp-3"]) {
      const match = `^${stack.ip(name)}:50000`;
      stage.sandbox.world.faults.add({ door: "network", what: "refuse", match, times: 0 });
    }
    stack.writeCluster(["cp-2", "cp-3"]);
    const refused = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(refused).toContain('without "cp-1" there would be no quorum');
    expect(await members("cp-1")).toEqual(planes);
  }, 180_000);

  test("all control planes replaced by one careless change: it goes on or stops, but the data stays", async () => {
    await cluster(...planes);
    await stack.runDeployment(await kubernetes("cp-1"), { name: "kept", replicas: 0, minAvailable: 0 });
    const { id } = await stack.attributesOf("hephaestus_talos_bootstrap", "it");
    for (const name of planes) await stack.server(name, "v1.13.9", `${name}-new`);
    stack.writeCluster(planes);
    expect(await workspace.fail("apply", "-auto-approve", "-no-color")).toContain('Its server is called "cp-');
    for (let runs = 0; runs < 4; runs += 1) {
      stack.writeCluster(planes, stack.hostnamePatch());
      const { code, stderr } = await workspace.run(["apply", "-auto-approve", "-no-color"]);
      if (code === 0) break;
      expect(stderr).toContain("is the last member of etcd");
    }
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(await members("cp-1")).toEqual(planes);
    expect(await stack.attributesOf("hephaestus_talos_bootstrap", "it")).toMatchObject({ id });
    const kept = "/apis/apps/v1/namespaces/default/deployments/kept";
    const { status } = await (await kubernetes("cp-1")).get(kept, `https://${stack.ip("cp-1")}:6443`);
    expect(status).toBe(200);
  }, 180_000);

  test("one that was lost comes back under its name: what is left of it is removed first", async () => {
    await cluster(...planes);
    await stage.api.delete(`/servers/${stack.serverOf("cp-2").id}`);
    const lost = await workspace.succeed("plan", "-no-color");
    expect(lost).toContain("its member of etcd is still there");
    await stack.server("cp-2");
    stack.writeCluster(planes);
    expect(await workspace.succeed("apply", "-auto-approve", "-no-color")).toContain("1 added");
    expect(await members("cp-1")).toEqual(planes);
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 180_000);

  test("one of which server, Node and member are gone is gone: it is made anew", async () => {
    await cluster("cp-1", "worker-1");
    await stage.api.delete(`/servers/${stack.serverOf("worker-1").id}`);
    expect(await workspace.succeed("plan", "-no-color")).toContain("its Node is still there");
    await (await kubernetes("cp-1")).delete("/api/v1/nodes/worker-1");
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan).toContain("hephaestus_talos_machine.worker-1 will be created");
    expect(plan).not.toContain("hephaestus_talos_machine.cp-1 will be");
  }, 180_000);

  test("a whole cluster goes at once, a sick one too", async () => {
    await cluster("cp-1", "cp-2", "cp-3", "worker-1");
    await stage.api.post(`/servers/${stack.serverOf("cp-2").id}/actions/poweroff`);
    await stage.api.post(`/servers/${stack.serverOf("cp-3").id}/actions/poweroff`);
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(["cp-1", "worker-1"].map((name) => stack.serverOf(name).status)).toEqual(["off", "off"]);
  }, 180_000);
});
