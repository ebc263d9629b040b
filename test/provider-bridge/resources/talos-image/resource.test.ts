/** `hephaestus_talos_image` on the sandbox, driven by real terraform: its whole life. */
import { readImageDescription } from "../../../../sandbox/image-factory/image-description";
import { describeOnSandbox } from "../../../support/provider-stage";

const VANILLA = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

describeOnSandbox("hephaestus_talos_image", (given) => {
  const image = (body: string) =>
    given().write(
      `resource "hephaestus_talos_image" "it" {
        talos_version = "v1.13.9"
        architecture  = "amd64"
        ${body}
      }`,
    );

  const attributes = () => given().workspace.attributes("hephaestus_talos_image.it");
  const snapshots = () => [...given().sandbox.world.state.images.values()].filter(({ type }) => type === "snapshot");

  const nothingTemporary = () => {
    const { servers, sshKeys } = given().sandbox.world.state;
    expect([...servers.values()]).toEqual([]);
    expect([...sshKeys.values()].map(({ name }) => name)).toEqual(["my-key"]);
  };

  test("what the Image Factory lacks is refused by the plan", async () => {
    image('extensions = ["siderolabs/quemu-guest-agent"]');
    const refusal = await given().workspace.fail("plan", "-no-color");
    expect(refusal).toContain("Extension does not exist");
    expect(refusal).toContain('the nearest is "siderolabs/qemu-guest-agent"');
  }, 60_000);

  test("minimum, empty plan, update in place, drift, import, destroy", async () => {
    const { sandbox, workspace } = given();
    image("");
    await workspace.succeed("apply", "-auto-approve");
    const made = attributes();
    expect(made).toMatchObject({
      resolved_schematic_id: VANILLA,
      image_url: `${sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"]}/image/${VANILLA}/v1.13.9/hcloud-amd64.raw.xz`,
      disk_size_gib: 40,
      delete_protection: false,
      source_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      drift: [],
    });
    nothingTemporary();
    const [snapshot] = snapshots();
    const description = readImageDescription(sandbox.world.disks.open(snapshot?.diskId ?? ""));
    expect(description).toMatchObject({ talosVersion: "v1.13.9", schematicId: VANILLA, complete: true });
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(snapshots()[0]?.labels).toEqual({
      "managed-by": "hephaestus",
      component: "image",
      os: "talos",
      arch: "amd64",
      version: "v1.13.9",
      schematic: VANILLA.slice(0, 32),
      schematic_tail: VANILLA.slice(32),
    });

    image(`labels = { team = "a" }\n delete_protection = true\n description = "ours"\n server_types = ["cx33"]`);
    const update = await workspace.succeed("apply", "-auto-approve");
    expect(update).toContain("0 added, 1 changed, 0 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(snapshots()).toMatchObject([{ description: "ours", protection: { delete: true } }]);

    const changed = snapshots()[0];
    if (changed !== undefined) changed.labels = { ...changed.labels, version: "v1.0.0", team: "b" };
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan).toContain('label version: \\"v1.0.0\\", \\"v1.13.9\\" wanted');
    expect(plan).toMatch(/"team" += "b" -> "a"/);
    await workspace.succeed("apply", "-auto-approve");
    expect(snapshots()[0]?.labels).toMatchObject({ version: "v1.13.9", team: "a" });

    await workspace.succeed("state", "rm", "hephaestus_talos_image.it");
    image(`labels = { team = "a" }\n delete_protection = true\n description = "ours"`);
    await workspace.succeed("import", "hephaestus_talos_image.it", String(made["id"]));
    expect(await workspace.planIsEmpty()).toBe(true);

    expect(await workspace.fail("destroy", "-auto-approve")).toContain("protected");
    image(`labels = { team = "a" }\n description = "ours"`);
    await workspace.succeed("apply", "-auto-approve");
    await workspace.succeed("destroy", "-auto-approve");
    expect(snapshots()).toEqual([]);
    nothingTemporary();
  }, 120_000);

  test("a schematic under another name is the same image; another one is made anew", async () => {
    const { workspace } = given();
    image(`extensions = ["siderolabs/qemu-guest-agent"]`);
    await workspace.succeed("apply", "-auto-approve");
    const { resolved_schematic_id: id } = attributes();
    image(
      `schematic = yamlencode({ customization = { systemExtensions = { officialExtensions = ["siderolabs/qemu-guest-agent"] } } })`,
    );
    expect(await workspace.succeed("apply", "-auto-approve")).toContain("0 added, 1 changed, 0 destroyed");
    image(`schematic_id = "${id}"`);
    expect(await workspace.succeed("apply", "-auto-approve")).toContain("0 added, 1 changed, 0 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);
    image(`extensions = ["siderolabs/iscsi-tools"]`);
    expect(await workspace.succeed("plan")).toContain("forces replacement");
  }, 120_000);

  test("a shared image is found, and stays when its finder goes", async () => {
    const { workspace } = given();
    image("");
    await workspace.succeed("apply", "-auto-approve");
    const { id } = attributes();
    await workspace.succeed("state", "rm", "hephaestus_talos_image.it");
    image("share = true");
    await workspace.succeed("plan", "-refresh-only");
    await workspace.succeed("apply", "-auto-approve");
    expect(attributes()).toMatchObject({ id, source_sha256: null });
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("destroy", "-auto-approve");
    expect(snapshots().map((each) => String(each.id))).toEqual([id]);
  }, 120_000);

  test("a download whose checksum is another one is refused, and nothing is left of it", async () => {
    const { workspace } = given();
    const wanted = "0".repeat(64);
    image(`sha256 = "${wanted}"`);
    const refused = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(refused).toMatch(new RegExp(`the download has the SHA-256 [0-9a-f]{64}, wanted is ${wanted}`));
    expect(snapshots()).toEqual([]);
    nothingTemporary();
    expect(workspace.addresses()).toEqual([]);
    // What it was refused for is what it has.
    image(`sha256 = "${/has the SHA-256 ([0-9a-f]{64})/.exec(refused)?.[1]}"`);
    await workspace.apply();
    expect(snapshots()).toHaveLength(1);
  }, 120_000);

  test("what is gone is made anew; what cannot be asked stays", async () => {
    const { sandbox, workspace } = given();
    image("");
    await workspace.succeed("apply", "-auto-approve");
    const fault = { door: "hetzner", what: "GET", match: "^/images/", times: 0, effect: { status: 503 } };
    const { id } = sandbox.world.faults.add(fault);
    const blind = await workspace.succeed("plan");
    expect(blind).toContain("No changes");
    expect(blind).toContain("Warning:");
    sandbox.world.faults.remove(id);
    sandbox.world.state.images.delete(snapshots()[0]?.id ?? 0);
    expect(await workspace.succeed("plan")).toContain("1 to add, 0 to change, 0 to destroy");
  }, 120_000);
});
