/** `hephaestus_image_factory_extensions`, asked by real terraform. */
import { describeOnSandbox } from "../../../support/provider-stage";

describeOnSandbox("hephaestus_image_factory_extensions", (stage) => {
  const written = (body: string) =>
    stage().write(`data "hephaestus_image_factory_extensions" "it" {
        ${body}
      }
      output "it" { value = data.hephaestus_image_factory_extensions.it.extensions }`);

  test("by name, with where each comes from", async () => {
    const { workspace, output } = stage();
    written('talos_version = "1.13.9"\n names = ["qemu-guest-agent"]');
    await workspace.apply();
    expect(await output("it")).toEqual([
      {
        name: "siderolabs/qemu-guest-agent",
        ref: expect.stringMatching(/^ghcr\.io\/siderolabs\/qemu-guest-agent:/),
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        author: expect.any(String),
        description: expect.any(String),
      },
    ]);
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("a mistake in a name is an error at plan time that knows the right one", async () => {
    const { workspace } = stage();
    written('talos_version = "v1.13.9"\n names = ["siderolabs/qemu-guest-agnet"]');
    expect(await workspace.fail("plan", "-no-color")).toContain('did you mean "siderolabs/qemu-guest-agent"');
    written('talos_version = "v1.99.0"');
    expect(await workspace.fail("plan", "-no-color")).toContain("v1.99.0");
    written('talos_version = "newest"');
    expect(await workspace.fail("validate", "-no-color")).toContain('"newest"');
  });
});
