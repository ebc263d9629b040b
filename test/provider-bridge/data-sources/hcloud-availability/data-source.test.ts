/** `hephaestus_hcloud_availability`, asked by real terraform. */
import { describeOnSandbox } from "../../../support/provider-stage";

describeOnSandbox("hephaestus_hcloud_availability", (stage) => {
  const written = (body: string) =>
    stage().write(`data "hephaestus_hcloud_availability" "it" {
        ${body}
      }
      output "it" { value = data.hephaestus_hcloud_availability.it.offers }`);

  test("a type in a location, and what happens when it is sold out", async () => {
    const { workspace, output, sandbox } = stage();
    written('server_types = ["cx23"]\n locations = ["fsn1"]');
    await workspace.apply();
    const offer = {
      server_type: "cx23",
      location: "fsn1",
      architecture: "amd64",
      cores: 2,
      memory_gib: 4,
      disk_gib: 40,
    };
    expect(await output("it")).toMatchObject([
      {
        ...offer,
        available: true,
        deprecated_since: null,
        unavailable_after: null,
        price_monthly_net: expect.any(Number),
      },
    ]);
    expect(await workspace.planIsEmpty()).toBe(true);
    sandbox.world.faults.add({ door: "stock", what: "cx23", match: "fsn1", times: 0 });
    written('server_types = ["cx23"]\n locations = ["fsn1"]\n available_only = true');
    await workspace.apply();
    expect(await output("it")).toEqual([]);
  });

  test("names that Hetzner does not know are errors", async () => {
    const { workspace } = stage();
    written('server_types = ["cx24x"]');
    expect(await workspace.fail("plan", "-no-color")).toContain('There is no "cx24x" at Hetzner Cloud');
    written('locations = ["moon1"]');
    expect(await workspace.fail("plan", "-no-color")).toContain('There is no "moon1" at Hetzner Cloud');
    written('architecture = "x86"');
    expect(await workspace.fail("validate", "-no-color")).toContain('"x86"');
  });
});
