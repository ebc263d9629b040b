/** etcd through the Talos API: members, leadership, snapshots and what is made of them again. */
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../../sandbox/world";
import { drift } from "../../../../sandbox/world/drift";
import { EtcdMemberAlarmAlarmType, MachineService, machine } from "../../../../wire/talos/generated/machine";
import { KubeconfigClient } from "../kubeconfig-client";
import { all, answersTo, bytesOf, eventually, machineAnswers, machineCall, stageOf } from "../talos-calls";
import { TalosStage } from "../talos-stage";

const chunkBytes = 4096;

describe("etcd", () => {
  let stage: TalosStage;
  let image: number;
  const servers: Server[] = [];
  const clients: grpc.Client[] = [];
  beforeAll(async () => {
    stage = await TalosStage.start();
    image = await stage.snapshot();
    for (const name of ["cp-1", "cp-2", "cp-3"]) await add(name);
    await eventually(
      () => machineCall(client(0), "Bootstrap", {}),
      () => true,
    );
    await Promise.all(clients.map((one) => stage.running(one)));
  }, 60_000);
  afterAll(() => stage.close());

  async function add(name: string): Promise<void> {
    const server = await stage.serverFrom(image, name);
    servers.push(server);
    const endpoint = stage.ip(servers[0] ?? server);
    clients.push(await stage.configure(server, stage.configuration("controlplane", endpoint)));
  }
  function client(index: number): grpc.Client {
    const found = clients[index];
    if (found === undefined) throw new Error(`There is no machine ${index}`);
    return found;
  }
  const members = async (through = 0, queryLocal = false) => {
    const { messages } = await machineCall(client(through), "EtcdMemberList", { queryLocal });
    return messages[0]?.members ?? [];
  };
  const statusOf = async (index: number) => {
    const { messages } = await machineCall(client(index), "EtcdStatus", {});
    return messages[0]?.memberStatus;
  };
  /** Uploads a snapshot as talosctl does. */
  const recover = (to: grpc.Client, snapshot: Buffer) => {
    const chunks = Array.from({ length: Math.ceil(snapshot.length / chunkBytes) }, (_, index) => ({
      bytes: snapshot.subarray(index * chunkBytes, (index + 1) * chunkBytes),
    }));
    return all(answersTo(to, [machine, MachineService], "EtcdRecover", chunks));
  };

  it("tells its members alike on every control plane, and each its own status", async () => {
    const [first, second] = [await members(0), await members(1, true)];
    expect(first).toEqual(second);
    expect(first.map(({ hostname }) => hostname).sort()).toEqual(["cp-1", "cp-2", "cp-3"]);
    for (const { hostname, peerUrls, clientUrls, isLearner } of first) {
      const server = servers.find(({ name }) => name === hostname);
      const ip = server === undefined ? "" : stage.ip(server);
      expect({ peerUrls, clientUrls, isLearner }).toEqual({
        peerUrls: [`https://${ip}:2380`],
        clientUrls: [`https://${ip}:2379`],
        isLearner: false,
      });
    }
    const [one, two] = [await statusOf(0), await statusOf(1)];
    expect(one?.memberId).not.toBe(two?.memberId);
    expect([one?.leader, one?.storageVersion, one?.errors]).toEqual([two?.leader, "3.6.0", []]);
    expect(one?.dbSize).toBeGreaterThan(0n);
  });

  it("gives up its lead to another one, and says nothing where it does not lead", async () => {
    const leader = (await statusOf(0))?.leader;
    const at = (await Promise.all([0, 1, 2].map(statusOf))).findIndex((status) => status?.memberId === leader);
    const { messages } = await machineCall(client(at), "EtcdForfeitLeadership", {});
    const next = (await members()).find(({ hostname }) => hostname === messages[0]?.member);
    expect((await statusOf(at))?.leader).toBe(next?.id);
    expect((await machineCall(client(at), "EtcdForfeitLeadership", {})).messages[0]?.member).toBe("");
  });

  it("has no alarms to list or disarm until one rings, and is defragmented at any time", async () => {
    expect((await machineCall(client(0), "EtcdAlarmList", {})).messages[0]?.memberAlarms).toEqual([]);
    drift(stage.sandbox.world, { op: "guest", id: "cp-2", what: "disk-full", set: {} });
    const { messages } = await machineCall(client(0), "EtcdAlarmDisarm", {});
    expect(messages[0]?.memberAlarms.map(({ alarm }) => alarm)).toEqual([EtcdMemberAlarmAlarmType.NOSPACE]);
    await machineCall(client(0), "EtcdDefragment", {});
  });

  it("goes on without one of three, stops without two, and goes on again", async () => {
    const power = (index: number, action: string) => stage.api.post(`/servers/${servers[index]?.id}/actions/${action}`);
    await power(2, "poweroff");
    expect(await members()).toHaveLength(3);
    await power(1, "poweroff");
    await expect(members()).rejects.toMatchObject({ code: 14 });
    await expect(bytesOf(machineAnswers(client(0), "EtcdSnapshot", {}))).rejects.toMatchObject({ code: 14 });
    const services = await machineCall(client(0), "ServiceList", {});
    expect(services.messages[0]?.services.find(({ id }) => id === "etcd")?.health?.healthy).toBe(false);
    await power(1, "poweron");
    await power(2, "poweron");
    await Promise.all(clients.map((one) => stage.running(one)));
    expect(await members()).toHaveLength(3);
  }, 30_000);

  it("loses a member that is removed, whether it is asked for a member that is there or not", async () => {
    await expect(machineCall(client(0), "EtcdRemoveMemberByID", { memberId: 7n })).rejects.toMatchObject({ code: 5 });
    const gone = (await members()).find(({ hostname }) => hostname === "cp-3");
    await machineCall(client(0), "EtcdRemoveMemberByID", { memberId: gone?.id ?? 0n });
    expect(await members()).toHaveLength(2);
    await expect(machineCall(client(2), "EtcdStatus", {})).rejects.toMatchObject({ code: 14 });
  });

  it("refuses an upgrade of one of two, leaves when it is told to, and its last member cannot", async () => {
    const image = `factory.talos.dev/hcloud-installer/${"3".repeat(64)}:v1.13.9`;
    await expect(machineCall(client(0), "Upgrade", { image })).rejects.toMatchObject({ code: 2 });
    await expect(
      machineCall(client(0), "Upgrade", { image: "ghcr.io/siderolabs/installer:v1.13.9" }),
    ).rejects.toMatchObject({ code: 2, details: expect.stringContaining("member count(2) is insufficient") });
    await machineCall(client(1), "EtcdLeaveCluster", {});
    expect((await members()).map(({ hostname }) => hostname)).toEqual(["cp-1"]);
    await expect(machineCall(client(0), "EtcdLeaveCluster", {})).rejects.toMatchObject({ code: expect.any(Number) });
    await expect(machineCall(client(0), "EtcdForfeitLeadership", {})).rejects.toMatchObject({ code: 2 });
  });

  it("is begun again from a snapshot, with everything that was in it", async () => {
    const snapshot = await bytesOf(machineAnswers(client(0), "EtcdSnapshot", {}));
    expect(snapshot.length % 512).toBe(32);
    const uidOf = async (of: KubeconfigClient) => {
      const { body } = await of.get("/api/v1/namespaces/default");
      return body.get("metadata").get("uid").text();
    };
    const before = await uidOf(await KubeconfigClient.of(client(0)));
    // Everything is wiped but the configuration; nobody else is left to join.
    for (const name of ["cp-2", "cp-3"]) await stage.api.delete(`/servers/${servers.find((s) => s.name === name)?.id}`);
    const systemPartitionsToWipe = [{ label: "EPHEMERAL", wipe: true }];
    await machineCall(client(0), "Reset", { graceful: false, reboot: true, systemPartitionsToWipe });
    await eventually(
      () => machineCall(client(0), "ServiceList", {}),
      (seen) => seen.messages[0]?.services.find(({ id }) => id === "etcd")?.state === "Preparing",
    );
    await recover(client(0), Buffer.concat([snapshot.subarray(0, -1), Buffer.from([snapshot.at(-1) === 0 ? 1 : 0])]));
    await expect(machineCall(client(0), "Bootstrap", { recoverEtcd: true })).rejects.toMatchObject({ code: 2 });
    await recover(client(0), snapshot);
    await machineCall(client(0), "Bootstrap", { recoverEtcd: true });
    await eventually(
      () => stageOf(client(0)),
      ({ ready }) => ready,
    );
    expect(await uidOf(await KubeconfigClient.of(client(0)))).toBe(before);
  }, 30_000);
});
