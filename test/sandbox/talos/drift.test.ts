/** What happens on Talos machines behind everyone's back: each drift, and what a client sees of it. */
import { request as httpRequest } from "node:http";
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../sandbox/world";
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { TimeService, time } from "../../../wire/talos/generated/time";
import { config as configResources } from "../../../wire/talos-resources/generated/config";
import { answersTo, eventually, first, machineCall, resourceSpec, stageOf } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const extensions = "customization:\n    systemExtensions:\n        officialExtensions:\n            - siderolabs/zfs\n";
const unavailable = { code: 14 };

describe("Behind everyone's back", () => {
  let stage: TalosStage;
  const servers: Server[] = [];
  const clients: grpc.Client[] = [];
  const client = (index: number): grpc.Client => clients[index] ?? clients[0] ?? fail();
  beforeAll(async () => {
    stage = await TalosStage.start();
    const image = await stage.snapshot();
    for (const name of ["cp-1", "cp-2", "cp-3"]) {
      const server = await stage.serverFrom(image, name);
      servers.push(server);
      const endpoint = stage.ip(servers[0] ?? server);
      clients.push(await stage.configure(server, stage.configuration("controlplane", endpoint)));
    }
    await eventually(
      () => machineCall(client(0), "Bootstrap", {}),
      () => true,
    );
    await everyoneIsReady();
  }, 60_000);
  afterAll(() => stage.close());

  const everyoneIsReady = async () => {
    for (const one of clients) {
      await eventually(
        () => stageOf(one),
        ({ stage: now, ready }) => now === Stage.RUNNING && ready,
      );
    }
  };

  /** As somebody does it who steers the sandbox from outside. */
  function happens(id: string, what: string, set: Record<string, unknown> = {}): Promise<number> {
    const socketPath = stage.sandbox.environment["HEPHAESTUS_SANDBOX_CONTROL"] ?? "";
    return new Promise((resolve, reject) => {
      const request = httpRequest({ socketPath, path: "/drift", method: "POST" }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      request.on("error", reject);
      request.end(JSON.stringify({ op: "guest", id, what, set }));
    });
  }

  it("the configuration is another one, in force and on the disk", async () => {
    expect(await happens("cp-1", "config", { from: "clusterName: stage", to: "clusterName: drifted" })).toBe(200);
    for (const id of ["v1alpha1", "persistent"]) {
      const spec = await resourceSpec(client(0), "config", "MachineConfigs.config.talos.dev", id);
      const { yamlMarshalled } = configResources.decode("MachineConfigSpec", spec);
      expect(Buffer.from(yamlMarshalled).toString("utf8")).toContain("clusterName: drifted");
    }
    expect(await happens("cp-1", "config", { text: "machine: {hammer: 1}" })).toBe(400);
    expect(await happens("cp-1", "config", { from: "clusterName: drifted", to: "clusterName: stage" })).toBe(200);
  });

  it("another version runs, with other extensions", async () => {
    expect(await happens("cp-2", "system", { version: "v1.13.8", schematic: extensions })).toBe(200);
    await eventually(
      () => stage.versionOf(client(1)),
      (tag) => tag === "v1.13.8",
    );
    await everyoneIsReady();
    expect(servers[1]?.boot).toMatchObject({ kind: "talos", version: "v1.13.8" });
  });

  it("etcd's data is gone: the others go on, and the next boot takes the machine in as a new member", async () => {
    const memberOf = async (name: string) => {
      const { messages } = await machineCall(client(0), "EtcdMemberList", {});
      return messages[0]?.members.find(({ hostname }) => hostname === name);
    };
    const before = await memberOf("cp-2");
    expect(await happens("cp-2", "etcd-lost")).toBe(200);
    expect((await memberOf("cp-2"))?.id).toBe(before?.id);
    await expect(machineCall(client(1), "EtcdStatus", {})).rejects.toMatchObject(unavailable);
    // Its list is asked of the others.
    expect((await machineCall(client(1), "EtcdMemberList", {})).messages[0]?.members).toHaveLength(3);
    expect((await stageOf(client(1))).unmet).toContain("services");
    await machineCall(client(1), "Reboot", {});
    await eventually(
      () => memberOf("cp-2"),
      (now) => now !== undefined && now.id !== before?.id && !now.isLearner,
    );
    await everyoneIsReady();
  });

  it("a machine is frozen: nothing on it answers until it is thawed", async () => {
    expect(await happens("cp-3", "freeze")).toBe(200);
    await expect(machineCall(client(2), "Version", {}, { deadlineMs: 300 })).rejects.toMatchObject({ code: 4 });
    const { messages } = await machineCall(client(0), "EtcdStatus", {});
    expect(messages[0]?.memberStatus?.leader).not.toBe(0n);
    expect(await happens("cp-3", "thaw")).toBe(200);
    await everyoneIsReady();
    expect(await happens("cp-3", "freeze")).toBe(200);
    expect(stage.sandbox.world.faults.list()).toHaveLength(1);
    await stage.api.post(`/servers/${servers[2]?.id}/actions/reset`);
    await everyoneIsReady();
    expect(stage.sandbox.world.faults.list()).toEqual([]);
  });

  it("the clock is wrong: a little shows in its status, more makes its certificate one of the future", async () => {
    expect(await happens("cp-3", "clock", { skewMs: 300_000 })).toBe(200);
    const seen = await eventually(
      () => stageOf(client(2)),
      ({ ready }) => !ready,
    );
    expect(seen.unmet).toContain("time");
    const { messages } = await first(answersTo(client(2), [time, TimeService], "Time", [{}]));
    const [local, remote] = [messages[0]?.localtime, messages[0]?.remotetime].map(
      (at) => Number(at?.seconds) * 1000 + Number(at?.nanos) / 1e6,
    );
    expect(Number(local) - Number(remote)).toBeCloseTo(300_000, 1);
    expect(await happens("cp-3", "clock", { skewMs: 48 * 3_600_000 })).toBe(200);
    await eventually(
      () => machineCall(client(2), "Version", {}).catch(({ code }: { code: number }) => code),
      (code) => code === 14,
    );
    expect(await happens("cp-3", "clock", { skewMs: "much" })).toBe(400);
    expect(await happens("cp-3", "clock", { skewMs: 0 })).toBe(200);
    await everyoneIsReady();
  });

  it("the certificate has expired", async () => {
    expect(await happens("cp-3", "certificate")).toBe(200);
    await eventually(
      () => machineCall(client(2), "Version", {}).catch(({ details }: { details: string }) => details),
      (details) => typeof details === "string" && details.includes("expired"),
    );
    await stage.api.post(`/servers/${servers[2]?.id}/actions/reset`);
    await everyoneIsReady();
  });

  it("the disk is full: etcd's alarm rings until it is disarmed, and nothing can be pulled", async () => {
    expect(await happens("cp-3", "disk-full")).toBe(200);
    const pull = { namespace: 1, reference: "registry.k8s.io/kubelet:v1.36.3" };
    await expect(machineCall(client(2), "ImagePull", pull)).rejects.toMatchObject({
      details: expect.stringContaining("no space left on device"),
    });
    const alarms = async () => (await machineCall(client(0), "EtcdAlarmList", {})).messages[0]?.memberAlarms;
    expect(await alarms()).toHaveLength(1);
    expect(await happens("cp-3", "disk-full", { full: false })).toBe(200);
    await machineCall(client(0), "EtcdAlarmDisarm", {});
    expect(await alarms()).toEqual([]);
    await machineCall(client(2), "ImagePull", pull);
  });

  it("a service is what nobody told it to be, and the machine is not ready", async () => {
    expect(await happens("cp-3", "service", { id: "kubelet", state: "Failed" })).toBe(200);
    expect(await stageOf(client(2))).toMatchObject({ ready: false, unmet: ["services"] });
    await machineCall(client(2), "ServiceRestart", { id: "kubelet" });
    await everyoneIsReady();
    expect(await happens("cp-3", "service", { id: "kubelet", state: "Dancing" })).toBe(400);
  });

  it("nothing happens where nobody is, and what is unknown is refused", async () => {
    expect(await happens("cp-1", "hammer")).toBe(400);
    expect(await happens("nobody", "freeze")).toBe(400);
  });
});

function fail(): never {
  throw new Error("There is none");
}
