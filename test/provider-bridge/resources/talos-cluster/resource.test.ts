/** `hephaestus_talos_cluster` on machines of the sandbox, driven by real terraform: its whole life. */
import type { Server } from "../../../../sandbox/world";
import { describeOnTalos } from "../../../support/talos-provider-stage";

describeOnTalos("hephaestus_talos_cluster", (given) => {
  let controlPlane: Server;
  let worker: Server;

  beforeEach(async () => {
    const { stage } = given();
    ({ server: controlPlane } = await stage.single("cp-1"));
    worker = await stage.server("worker-1");
    await stage.configure(worker, stage.configuration("worker", stage.ip(controlPlane)));
  });

  const ip = (server: Server) => given().stage.ip(server);
  const endpoint = () => `https://${ip(controlPlane)}:6443`;
  const machine = (server: Server) => `{ "${server.name}" = "${ip(server)}" }`;
  const own = () => `client_configuration = ${given().client}`;
  const write = (body = `workers = ${machine(worker)}`, credentials = own(), settings = "") =>
    given().write(
      `resource "hephaestus_talos_cluster" "it" {
        cluster        = "stage"
        endpoint       = "${endpoint()}"
        control_planes = ${machine(controlPlane)}
        ${credentials}
        ${body}
      }`,
      settings,
    );
  const state = () => given().workspace.attributes("hephaestus_talos_cluster.it");
  const plan = async () => {
    const { code, stdout, stderr } = await given().workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
    return { code, text: stdout + stderr };
  };

  test("minimum, empty plan, import, update, upgrade refused, destroy", async () => {
    const { client, workspace } = given();
    write();
    await workspace.apply();
    expect(state()).toMatchObject({
      id: "stage",
      etcd_members: { "cp-1": expect.stringMatching(/^[0-9a-f]+$/) },
      healthy: true,
      problems: [],
      drift: [],
      running_kubernetes_versions: {
        "kube-apiserver": { "cp-1": "v1.36.3" },
        kubelet: { "cp-1": "v1.36.3", "worker-1": "v1.36.3" },
      },
    });
    expect(await workspace.planIsEmpty()).toBe(true);

    await workspace.succeed("state", "rm", "hephaestus_talos_cluster.it");
    const settings = `talos_client_configuration = ${client}`;
    write(undefined, "", settings);
    const importId = `stage@${endpoint()},cp-1=${ip(controlPlane)};worker-1=${ip(worker)}`;
    await workspace.succeed("import", "-no-color", "hephaestus_talos_cluster.it", importId);
    expect(await workspace.planIsEmpty()).toBe(true);

    write(`workers = ${machine(worker)}\n kubernetes_version = "1.36.3"`, own(), settings);
    expect(await workspace.apply()).toContain("0 added, 1 changed, 0 destroyed");
    write(`workers = ${machine(worker)}\n kubernetes_version = "v1.37.0"`, own(), settings);
    expect(await workspace.fail("plan", "-no-color")).toContain("Kubernetes cannot be upgraded yet");
    write(undefined, own(), settings);
    expect(await workspace.apply("-destroy")).toContain("1 destroyed");
  });

  test("a node that never registers is what a time-out names", async () => {
    const { workspace } = given();
    write('workers = { "worker-9" = "192.0.2.9" }\n timeouts = { create = "3s" }');
    const said = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(said).toContain("waiting for nodes to register: worker-9");
    expect(workspace.addresses()).toEqual([]);
  });

  test("a node that somebody forgot is drift, and update deletes it", async () => {
    const { stage, workspace } = given();
    write();
    await workspace.apply();
    write("");
    await workspace.apply();
    expect(state()).toMatchObject({ healthy: true, drift: [] }); // a living node may be another tool's
    await stage.api.post(`/servers/${worker.id}/actions/poweroff`);
    await eventuallyPlanned("node worker-1: belongs to no machine, and its kubelet is silent");
    expect(await workspace.apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(state()).toMatchObject({ healthy: true, drift: [] });
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("a cluster that is silent stays in the state, and can be planned and destroyed", async () => {
    const { stage, workspace } = given();
    write();
    await workspace.apply();
    const before = state();
    await stage.api.post(`/servers/${controlPlane.id}/actions/poweroff`);
    const { code, text } = await plan();
    expect([code, text]).toEqual([0, expect.stringContaining('Cannot look at the cluster "stage"')]);
    expect(state()).toEqual(before);
    await workspace.apply("-destroy");
  });

  test("where only Kubernetes is silent, that is told, and what it said last stays", async () => {
    const { stage, workspace } = given();
    write();
    await workspace.apply();
    const { running_kubernetes_versions: before } = state();
    const { faults } = stage.sandbox.world;
    const { id } = faults.add({ door: "network", what: "refuse", match: ":6443$", times: 0 });
    const { code, text } = await plan();
    expect([code, text]).toEqual([0, expect.stringContaining("Warning: Kubernetes is unreachable")]);
    await workspace.apply("-refresh-only");
    expect(state()).toMatchObject({ running_kubernetes_versions: before, healthy: false, drift: [] });
    faults.remove(id);
    await workspace.apply("-refresh-only");
    expect(state()).toMatchObject({ running_kubernetes_versions: before, healthy: true });
  });

  /** A kubelet counts as silent only after a while of the sandbox's clock. */
  async function eventuallyPlanned(text: string): Promise<void> {
    for (let looks = 0; looks < 40; looks += 1) {
      const seen = await plan();
      if (seen.text.includes(text)) return;
    }
    throw new Error(`No plan says "${text}"`);
  }
});
