/** `hephaestus_image_factory_versions`, asked by real terraform. */
import { describeOnSandbox } from "../../../support/provider-stage";

describeOnSandbox("hephaestus_image_factory_versions", (stage) => {
  test("what the factory builds, and the newest of a minor version", async () => {
    const { write, workspace, output } = stage();
    write(`data "hephaestus_image_factory_versions" "all" {}
      data "hephaestus_image_factory_versions" "some" { minor = "1.13" }
      data "hephaestus_image_factory_versions" "none" { minor = "v1.1" }
      output "it" {
        value = {
          newest = data.hephaestus_image_factory_versions.some.latest
          part   = setsubtract(data.hephaestus_image_factory_versions.some.talos_versions, data.hephaestus_image_factory_versions.all.talos_versions)
          none   = data.hephaestus_image_factory_versions.none.latest == null
        }
      }`);
    await workspace.apply();
    expect(await output("it")).toEqual({ newest: "v1.13.9", part: [], none: true });
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("what is no minor version is refused, and a factory that is not there is named", async () => {
    const { write, workspace, sandbox } = stage();
    write('data "hephaestus_image_factory_versions" "it" { minor = "v1.13.9" }');
    expect(await workspace.fail("validate", "-no-color")).toContain('"v1.13.9"');
    write('data "hephaestus_image_factory_versions" "it" {}');
    const url = sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"] ?? "";
    await sandbox.close();
    expect(await workspace.fail("plan", "-no-color")).toContain(`${url}/versions`);
  });
});
