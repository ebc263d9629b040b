/** Images and installers: the ways from one version to another, and what refuses to go them. */
import { Json } from "../../../../scripts/oracles/hcloud-http/json";
import {
  ImageService,
  LifecycleService,
  machine as messages,
  ImageServicePullLayerProgressStatus as Progress,
} from "../../../../wire/talos/generated/machine";
import { all, answersTo, eventually, machineAnswers, machineCall, resourceSpec, stageOf } from "../talos-calls";
import { type Single, TalosStage } from "../talos-stage";

const vanilla = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const installer = (version: string, schematic = vanilla) =>
  `factory.talos.dev/hcloud-installer/${schematic}:${version}`;
const system = { namespace: 1 };
const images = [messages, ImageService] as const;
const lifecycle = [messages, LifecycleService] as const;

describe("A machine of 1.13", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp", "v1.13.8");
  }, 30_000);
  afterAll(() => stage.close());

  const upgrade = (imageName: string) =>
    all(answersTo(only.client, lifecycle, "Upgrade", [{ containerd: system, source: { imageName } }]));
  const pull = (imageRef: string) => all(answersTo(only.client, images, "Pull", [{ containerd: system, imageRef }]));

  it("pulls with progress, names what it pulled by its digest, lists, verifies and removes it", async () => {
    const said = await pull(installer("v1.13.9"));
    const statuses = said.flatMap(({ pullProgress }) => pullProgress?.progress?.status ?? []);
    expect(statuses).toEqual([Progress.DOWNLOADING, Progress.DOWNLOAD_COMPLETE, Progress.EXTRACT_COMPLETE]);
    expect(said.at(-1)?.name).toMatch(
      new RegExp(`^factory\\.talos\\.dev/hcloud-installer/${vanilla}.*@sha256:[0-9a-f]{64}$`),
    );
    const listed = await all(answersTo(only.client, images, "List", [{ containerd: system }]));
    expect(listed.map(({ name }) => name)).toEqual([installer("v1.13.9")]);
    const [verified] = await all(answersTo(only.client, images, "Verify", [{ imageRef: installer("v1.13.9") }]));
    expect(verified?.verified).toBe(true);
    const remove = () =>
      all(answersTo(only.client, images, "Remove", [{ containerd: system, imageRef: installer("v1.13.9") }]));
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: 5 });
    await expect(all(answersTo(only.client, images, "List", [{}]))).rejects.toMatchObject({ code: 3 });
  });

  it("says what cannot be pulled", async () => {
    await expect(pull(installer("v1.99.0"))).rejects.toMatchObject({ code: 5 });
    await expect(pull("Not an image")).rejects.toMatchObject({ code: 2 });
    await expect(machineCall(only.client, "ImagePull", { namespace: 0, reference: "a/b:c" })).rejects.toMatchObject({
      code: 3,
    });
  });

  it("runs an installer that was pulled, refuses what was not, and keeps running what it ran", async () => {
    const install = {
      containerd: system,
      source: { imageName: installer("v1.13.9") },
      destination: { disk: "/dev/sda" },
    };
    await expect(all(answersTo(only.client, lifecycle, "Install", [install]))).rejects.toMatchObject({ code: 6 });
    await expect(upgrade("")).rejects.toMatchObject({ code: 3 });
    await expect(upgrade(installer("v1.13.9"))).rejects.toMatchObject({ code: 13 });
    await pull(installer("v1.13.9"));
    const both = await Promise.allSettled([upgrade(installer("v1.13.9")), upgrade(installer("v1.13.9"))]);
    const refused = both.filter((one) => one.status === "rejected");
    const codes = both.map((one) =>
      one.status === "fulfilled" ? one.value.at(-1)?.progress?.exitCode : one.reason.code,
    );
    expect(refused.length <= 1 && codes.every((code) => code === 0 || code === 9)).toBe(true);
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    await machineCall(only.client, "Reboot", {});
    await eventually(
      () => stage.versionOf(only.client),
      (tag) => tag === "v1.13.9",
    );
    await stage.running(only.client);
  });

  it("refuses versions that its own does not lead to, with an exit code and a reason", async () => {
    await pull(installer("v1.9.6"));
    const said = await upgrade(installer("v1.9.6"));
    expect(said.map(({ progress }) => progress?.message).join("\n")).toContain("too new to downgrade");
    expect(said.at(-1)?.progress?.exitCode).toBe(1);
    await machineCall(only.client, "Reboot", {});
    await stage.running(only.client);
    expect(await stage.versionOf(only.client)).toBe("v1.13.9");
  });

  it("stages an upgrade: installs in the next boot, and boots once more", async () => {
    const before = only.server.bootCount;
    await machineCall(only.client, "Upgrade", { image: installer("v1.13.8"), stage: true });
    await eventually(
      () => only.server.bootCount,
      (count) => count === before + 2,
    );
    await eventually(
      () => stageOf(only.client),
      ({ ready }) => ready,
    );
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
  });

  it("takes other extensions with another schematic that the factory knows", async () => {
    const schematic = "customization:\n  systemExtensions:\n    officialExtensions:\n      - siderolabs/zfs\n";
    const factory = stage.sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"] ?? "";
    const answer = await fetch(`${factory}/schematics`, { method: "POST", body: schematic });
    const id = new Json(await answer.json()).get("id").text();
    await machineCall(only.client, "Upgrade", { image: installer("v1.13.9", id) });
    await eventually(
      () => stage.versionOf(only.client),
      (tag) => tag === "v1.13.9",
    );
    await stage.running(only.client);
    const spec = await resourceSpec(only.client, "runtime", "ExtensionStatuses.runtime.talos.dev", "0");
    expect(Buffer.from(spec).toString("latin1")).toContain("zfs");
    expect(only.server.boot).toMatchObject({ schematicId: id });
  });

  it("goes back to what ran when what an installer wrote does not come up, however often it was written", async () => {
    for (const version of ["v1.13.7", "v1.13.8"]) {
      await pull(installer(version));
      expect((await upgrade(installer(version))).at(-1)?.progress?.exitCode).toBe(0);
    }
    stage.sandbox.world.faults.add({ door: "talos", what: "boot-fails", match: "^cp$" });
    const before = only.server.bootCount;
    await machineCall(only.client, "Reboot", {});
    await eventually(
      () => only.server.bootCount,
      (count) => count === before + 2,
    );
    await stage.running(only.client);
    expect(await stage.versionOf(only.client)).toBe("v1.13.9");
  });

  it("has images in each namespace apart", async () => {
    await machineCall(only.client, "ImagePull", { namespace: 2, reference: "registry.k8s.io/pause:3.10" });
    const names = async (namespace: number) =>
      (await all(machineAnswers(only.client, "ImageList", { namespace }))).map(({ name }) => name);
    expect(await names(2)).toContain("registry.k8s.io/pause:3.10");
    expect(await names(1)).not.toContain("registry.k8s.io/pause:3.10");
  });
});

describe("A machine of 1.12", () => {
  it("has neither service, and upgrades to 1.13 by the old way", async () => {
    const stage = await TalosStage.start();
    try {
      const { client } = await stage.single("cp", "v1.12.11");
      await expect(all(answersTo(client, images, "List", [{ containerd: system }]))).rejects.toMatchObject({
        code: 12,
      });
      await expect(
        all(answersTo(client, lifecycle, "Upgrade", [{ source: { imageName: "x" } }])),
      ).rejects.toMatchObject({ code: 12 });
      await machineCall(client, "Upgrade", { image: installer("v1.13.9") });
      await eventually(
        () => stage.versionOf(client),
        (tag) => tag === "v1.13.9",
      );
      await stage.running(client);
    } finally {
      await stage.close();
    }
  }, 30_000);
});
