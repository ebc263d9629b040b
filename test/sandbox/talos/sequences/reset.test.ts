/** Reset: what is wiped, what is left, who leaves its cluster first, and what is refused. */
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../../sandbox/world";
import {
  MachineStatusEventMachineStage as Stage,
  ResetRequestWipeMode as WipeMode,
} from "../../../../wire/talos/generated/machine";
import { eventually, machineCall, stageOf } from "../talos-calls";
import { TalosStage } from "../talos-stage";

describe("A machine that is reset", () => {
  let stage: TalosStage;
  let image: number;
  let first: { server: Server; client: grpc.Client };
  beforeAll(async () => {
    stage = await TalosStage.start();
    image = await stage.snapshot();
    const server = await stage.serverFrom(image, "cp-1");
    const client = await stage.configure(server, stage.configuration("controlplane", stage.ip(server)));
    await eventually(
      () => machineCall(client, "Bootstrap", {}),
      () => true,
    );
    await stage.running(client);
    first = { server, client };
  }, 30_000);
  afterAll(() => stage.close());

  async function join(name: string, type: "controlplane" | "worker") {
    const server = await stage.serverFrom(image, name);
    const client = await stage.configure(server, stage.configuration(type, stage.ip(first.server)));
    await stage.running(client);
    return { server, client };
  }
  const wiping = (...labels: string[]) => ({
    reboot: true,
    systemPartitionsToWipe: labels.map((label) => ({ label, wipe: true })),
  });
  const isInMaintenance = async (server: Server) => {
    const anonymous = await stage.dial(server, null);
    await eventually(
      () => stageOf(anonymous),
      (seen) => seen.stage === Stage.MAINTENANCE,
    );
  };
  const members = async () => {
    const { messages } = await machineCall(first.client, "EtcdMemberList", {});
    return messages[0]?.members.map(({ hostname }) => hostname).sort();
  };
  const again = async (server: Server, client: grpc.Client, before: number) => {
    await eventually(
      () => server.bootCount,
      (count) => count > before,
    );
    await stage.running(client);
  };

  it("leaves etcd first when it may, and joins as a new member with what STATE still holds", async () => {
    const { server, client } = await join("leaver", "controlplane");
    const idOf = async () => {
      const { messages } = await machineCall(first.client, "EtcdMemberList", {});
      return messages[0]?.members.find(({ hostname }) => hostname === "leaver")?.id;
    };
    const before = [server.bootCount, await idOf()] as const;
    await machineCall(client, "Reset", { graceful: true, ...wiping("EPHEMERAL") });
    await again(server, client, before[0]);
    expect(await members()).toEqual(["cp-1", "leaver"]);
    expect(await idOf()).not.toBe(before[1]);
    await machineCall(client, "Reset", { graceful: true, ...wiping("STATE", "EPHEMERAL") });
    await isInMaintenance(server);
    expect(await members()).toEqual(["cp-1"]);
    await stage.api.delete(`/servers/${server.id}`);
  }, 30_000);

  it("leaves its member behind when it goes without a word, and takes its place when it comes back", async () => {
    const { server, client } = await join("rough-1", "controlplane");
    const other = await join("rough-2", "controlplane");
    const before = server.bootCount;
    await machineCall(client, "Reset", { graceful: false, ...wiping("EPHEMERAL") });
    await again(server, client, before);
    expect(await members()).toEqual(["cp-1", "rough-1", "rough-2"]);
    for (const gone of [{ server, client }, other]) {
      await machineCall(gone.client, "Reset", { graceful: true, ...wiping("STATE", "EPHEMERAL") });
      await isInMaintenance(gone.server);
      await stage.api.delete(`/servers/${gone.server.id}`);
    }
    expect(await members()).toEqual(["cp-1"]);
  }, 30_000);

  it("forgets only what its partitions held: META apart, its user disks apart, nothing where nothing is to be wiped", async () => {
    const { server, client } = await join("worker", "worker");
    await machineCall(client, "MetaWrite", { key: 10, value: Buffer.from("kept") });
    let before = server.bootCount;
    const nothing = { reboot: true, systemPartitionsToWipe: [{ label: "META", wipe: false }] };
    for (const request of [wiping("EPHEMERAL"), { reboot: true, mode: WipeMode.USER_DISKS }, nothing]) {
      await machineCall(client, "Reset", { graceful: true, ...request });
      await again(server, client, before);
      before = server.bootCount;
    }
    await machineCall(client, "MetaDelete", { key: 10 });
    await machineCall(client, "MetaWrite", { key: 10, value: Buffer.from("gone") });
    await machineCall(client, "Reset", wiping("META"));
    await again(server, client, before);
    await expect(machineCall(client, "MetaDelete", { key: 10 })).rejects.toMatchObject({ code: 5 });
  }, 30_000);

  it("is off afterwards unless it is to reboot, and boots nothing once its whole disk is wiped", async () => {
    const { server, client } = await join("last-1", "worker");
    await machineCall(client, "Reset", { graceful: true, ...wiping("STATE", "EPHEMERAL"), reboot: false });
    await eventually(
      () => server.status,
      (status) => status === "off",
    );
    await stage.api.post(`/servers/${server.id}/actions/poweron`);
    await isInMaintenance(server);
    const other = await join("last-2", "worker");
    await machineCall(other.client, "Reset", { graceful: true, reboot: true });
    await eventually(
      () => other.server.boot.kind,
      (kind) => kind === "nothing",
    );
  }, 30_000);

  it.each([
    ["a partition that it does not have", { systemPartitionsToWipe: [{ label: "HAMMER", wipe: true }] }],
    ["user disks in a wipe of the system disk", { mode: WipeMode.SYSTEM_DISK, userDisksToWipe: ["/dev/sdb"] }],
    ["partitions in a wipe of user disks", { mode: WipeMode.USER_DISKS, ...wiping("STATE") }],
    ["the system disk as one of the user's", { userDisksToWipe: ["/dev/sda"] }],
    ["a disk that is not there", { userDisksToWipe: ["/dev/sdz"] }],
  ])("refuses %s", async (_what, request) => {
    await expect(machineCall(first.client, "Reset", request)).rejects.toMatchObject({ code: 2 });
    expect((await stageOf(first.client)).stage).toBe(Stage.RUNNING);
  });
});
