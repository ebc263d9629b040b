/** `hephaestus_talos_cluster_health` on machines of the sandbox. */
import { describeOnTalos } from "../../../support/talos-provider-stage";

describeOnTalos("hephaestus_talos_cluster_health", (given) => {
  test("a cluster that is well, one with a machine too few, and one that does not answer", async () => {
    const { stage, write, workspace, output } = given();
    const { server } = await stage.single("cp-1");
    const health = (workers: string) =>
      write(`data "hephaestus_talos_cluster_health" "it" {
        cluster        = "stage"
        control_planes = { cp-1 = "${stage.ip(server)}" }
        workers        = ${workers}
      }
      output "it" {
        value     = data.hephaestus_talos_cluster_health.it
        sensitive = true
      }`);
    const told = async () => {
      await workspace.apply();
      return output("it");
    };
    health("{}");
    // A node gets ready a moment after its machine runs.
    for (let looks = 0; looks < 20 && JSON.stringify(await told()).includes("not ready"); looks += 1);
    expect(await told()).toMatchObject({
      healthy: true,
      problems: [],
      nodes: { "cp-1": true },
      etcd_members: { "cp-1": expect.stringMatching(/^[0-9a-f]+$/) },
      running_kubernetes_versions: { kubelet: { "cp-1": "v1.36.3" } },
    });
    health('{ worker-1 = "192.0.2.9" }');
    expect(await told()).toMatchObject({ healthy: false, problems: ["node worker-1: not registered"] });
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    expect(await told()).toMatchObject({ healthy: false, nodes: {}, etcd_members: {} });
  });
});
