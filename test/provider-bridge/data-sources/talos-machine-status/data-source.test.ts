/** `hephaestus_talos_machine_status` of machines of the sandbox. */
import { describeOnTalos } from "../../../support/talos-provider-stage";

describeOnTalos("hephaestus_talos_machine_status", (given) => {
  test("a machine that runs, and one that does not answer", async () => {
    const { stage, write, workspace, output } = given();
    const { server } = await stage.single("cp-1");
    const told = async () => {
      await workspace.apply();
      return output("it");
    };
    write(`data "hephaestus_talos_machine_status" "it" { endpoint = "${stage.ip(server)}" }
      output "it" {
        value     = data.hephaestus_talos_machine_status.it
        sensitive = true
      }`);
    expect(await told()).toMatchObject({
      reachable: true,
      problem: null,
      stage: "running",
      ready: true,
      unmet_conditions: [],
      talos_version: "v1.13.9",
      services: { apid: "Running", etcd: "Running", kubelet: "Running" },
    });
    expect(await workspace.planIsEmpty()).toBe(true);
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    expect(await told()).toMatchObject({
      reachable: false,
      problem: expect.stringContaining(stage.ip(server)),
      stage: null,
      ready: false,
      services: {},
    });
  });
});
