/** Reboot, shutdown, reset, upgrade with its way back, rollback: what a machine is afterwards. */
import {
  ApplyConfigurationRequestMode as Mode,
  MachineStatusEventMachineStage as Stage,
} from "../../../wire/talos/generated/machine";
import { eventually, type Single, TalosStage } from "./talos-stage";

const vanilla = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const installer = (version: string) => `factory.talos.dev/hcloud-installer/${vanilla}:${version}`;

describe("A machine", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp", "v1.13.8");
  }, 30_000);
  afterAll(() => stage.close());

  const bootIdOf = () => {
    const { server } = only;
    return server.bootCount;
  };

  it("reboots and comes back with its etcd, its configuration and nobody's help", async () => {
    const before = bootIdOf();
    const { messages } = await stage.call(only.client, "Reboot", {});
    expect(messages[0]?.actorId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await eventually(
      async () => bootIdOf(),
      (count) => count > before,
    );
    await stage.running(only.client);
    const members = await stage.call(only.client, "EtcdMemberList", {});
    expect(members.messages[0]?.members).toHaveLength(1);
  });

  it("upgrades: the other version runs, the disk holds it, the way back is kept", async () => {
    await stage.call(only.client, "Upgrade", { image: installer("v1.13.9") });
    await eventually(
      () => stage.versionOf(only.client),
      (tag) => tag === "v1.13.9",
    );
    await stage.running(only.client);
    expect(only.server.boot).toMatchObject({ kind: "talos", version: "v1.13.9" });
    await stage.call(only.client, "Rollback", {});
    await eventually(
      () => stage.versionOf(only.client),
      (tag) => tag === "v1.13.8",
    );
    await stage.running(only.client);
  });

  it("goes back by itself when the new image does not come up", async () => {
    const world = stage.sandbox.world;
    world.faults.add({ door: "talos", what: "boot-fails", match: "^cp$" });
    const before = bootIdOf();
    await stage.call(only.client, "Upgrade", { image: installer("v1.13.9") });
    await eventually(
      async () => bootIdOf(),
      (count) => count >= before + 2,
    );
    await stage.running(only.client);
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    world.faults.clear();
  });

  it.each([
    [installer("v1.99.0"), 2],
    ["ghcr.io/somebody/else:v1.13.9", 2],
    [`factory.talos.dev/hcloud-installer/${"0".repeat(64)}:v1.13.9`, 2],
  ])("refuses to upgrade to %s", async (image, code) => {
    await expect(stage.call(only.client, "Upgrade", { image })).rejects.toMatchObject({ code });
  });

  it("applies live, stages, tries and takes back, and reboots for what only a reboot changes", async () => {
    const { client, text } = only;
    const edited = text.replace("type: controlplane", "type: controlplane\n    sysctls:\n        a.b: c");
    const apply = (data: string, mode: number, more = {}) =>
      stage.call(client, "ApplyConfiguration", { data: Buffer.from(data), mode, ...more });
    const dry = await apply(edited, Mode.AUTO, { dryRun: true });
    expect(dry.messages[0]).toMatchObject({ mode: Mode.NO_REBOOT });
    expect(dry.messages[0]?.modeDetails).toContain("+    sysctls:");
    const env = text.replace("type: controlplane", "type: controlplane\n    env:\n        A: b");
    const cold = await apply(env, Mode.AUTO, { dryRun: true });
    expect(cold.messages[0]).toMatchObject({ mode: Mode.REBOOT });
    await expect(apply(env, Mode.NO_REBOOT)).rejects.toMatchObject({ code: 3 });
    await expect(apply("machine: {hammer: 1}", Mode.AUTO)).rejects.toMatchObject({ code: 3 });
    expect((await apply(edited, Mode.AUTO)).messages[0]?.mode).toBe(Mode.NO_REBOOT);
    const before = bootIdOf();
    expect((await apply(env, Mode.AUTO)).messages[0]?.mode).toBe(Mode.REBOOT);
    await eventually(
      async () => bootIdOf(),
      (count) => count > before,
    );
    await stage.running(client);
  });

  it("leaves nothing of STATE and EPHEMERAL after a reset, and waits in maintenance", async () => {
    const systemPartitionsToWipe = ["STATE", "EPHEMERAL"].map((label) => ({ label, wipe: true }));
    await stage.call(only.client, "Reset", { graceful: false, reboot: true, systemPartitionsToWipe });
    const anonymous = await stage.dial(only.server, null);
    await eventually(
      () => stage.stageOf(anonymous),
      (seen) => seen.stage === Stage.MAINTENANCE,
    );
  });

  it("does not reset gracefully as etcd's last member", async () => {
    const last = await stage.single("last");
    await stage.call(last.client, "Reset", { graceful: true, reboot: true });
    await eventually(
      () => stage.stageOf(last.client),
      (seen) => seen.stage === Stage.REBOOTING,
    );
    const services = await stage.call(last.client, "ServiceList", {});
    expect(services.messages[0]?.services.find(({ id }) => id === "etcd")?.state).toBe("Running");
    expect(last.server.bootCount).toBe(1);
    // The next test's machine would be taken in by this one.
    await stage.api.delete(`/servers/${last.server.id}`);
  });

  it("is off after a shutdown, and boots nothing after its whole disk was wiped", async () => {
    const other = await stage.single("other");
    await stage.call(other.client, "Shutdown", {});
    await eventually(
      async () => other.server.status,
      (status) => status === "off",
    );
    await stage.api.post(`/servers/${other.server.id}/actions/poweron`);
    await stage.running(other.client);
    await stage.call(other.client, "Reset", { graceful: false, reboot: true });
    await eventually(
      async () => other.server.boot.kind,
      (kind) => kind === "nothing",
    );
  });
});
