/** `hephaestus_talos_disks` of a machine of the sandbox. */
import { describeOnTalos } from "../../../support/talos-provider-stage";

describeOnTalos("hephaestus_talos_disks", (given) => {
  test("the disk that Talos is on, and who is asked when nobody is there", async () => {
    const { stage, write, workspace, output } = given();
    const { server } = await stage.single("cp-1");
    write(`data "hephaestus_talos_disks" "it" { endpoint = "${stage.ip(server)}" }
      output "it" { value = data.hephaestus_talos_disks.it.disks }`);
    await workspace.apply();
    expect(await output("it")).toEqual([
      expect.objectContaining({ name: "sda", dev_path: "/dev/sda", system_disk: true, readonly: false }),
    ]);
    expect(await workspace.planIsEmpty()).toBe(true);
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    expect(await workspace.fail("plan", "-no-color")).toContain(stage.ip(server));
  });
});
