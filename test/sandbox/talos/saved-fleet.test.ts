/** A fleet from one run of the sandbox to the next: what lies on disks and in etcd is there again, what ran boots. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { saveWorld } from "../../../sandbox/world/save";
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { ownBlock } from "../../support/own-block";
import { KubeconfigClient } from "./kubeconfig-client";
import { bytesOf, eventually, machineAnswers, machineCall, stageOf } from "./talos-calls";
import { makeBundle, TalosStage } from "./talos-stage";

describe("A fleet that is kept", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "saved-fleet-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("comes up again: same members, same nodes, same objects, without anybody's help", async () => {
    const stateFile = join(directory, "world.json");
    const bundle = await makeBundle();
    let stage = await TalosStage.start({ stateFile, block: await ownBlock() }, bundle);
    const { server, client } = await stage.single("cp");
    const worker = await stage.server("worker");
    const late = await stage.server("late");
    const workerClient = await stage.configure(worker, stage.configuration("worker", stage.ip(server)));
    await stage.running(workerClient);
    const kubernetes = await KubeconfigClient.of(client);
    await eventually(
      () => kubernetes.nodes(),
      (nodes) => nodes["cp"] === "True" && nodes["worker"] === "True",
    );
    await machineCall(client, "MetaWrite", { key: 10, value: Buffer.from("kept") });
    const member = async (of: typeof client) => {
      const { messages } = await machineCall(of, "EtcdMemberList", {});
      return messages[0]?.members.map(({ id, hostname }) => [id, hostname]);
    };
    const uidOf = async (of: KubeconfigClient) => {
      const { body } = await of.get("/api/v1/namespaces/kube-system");
      return body.get("metadata").get("uid").text();
    };
    const before = [await member(client), await uidOf(kubernetes)];
    const bootId = await bytesOf(machineAnswers(client, "Read", { path: "/proc/sys/kernel/random/boot_id" }));
    await stage.close();

    stage = await TalosStage.start({ stateFile }, bundle);
    try {
      const again = await stage.dial(stage.serverOf(server.id));
      await eventually(
        () => stageOf(again),
        ({ stage: now, ready }) => now === Stage.RUNNING && ready,
      );
      const same = await KubeconfigClient.of(again);
      expect([await member(again), await uidOf(same)]).toEqual(before);
      await eventually(
        () => same.nodes(),
        (nodes) => nodes["cp"] === "True" && nodes["worker"] === "True",
      );
      expect(stage.serverOf(server.id).bootCount).toBe(server.bootCount);
      const now = await bytesOf(machineAnswers(again, "Read", { path: "/proc/sys/kernel/random/boot_id" }));
      expect(now.equals(bootId)).toBe(false);
      const waiting = await stage.dial(stage.serverOf(late.id), null);
      expect(await eventually(() => stageOf(waiting), Boolean)).toMatchObject({ stage: Stage.MAINTENANCE });
    } finally {
      await stage.close();
    }
  }, 60_000);

  it("is saved while it runs, as often as anybody asks", async () => {
    const stage = await TalosStage.start();
    try {
      await stage.single("cp");
      const [one, other] = [saveWorld(stage.sandbox.world), saveWorld(stage.sandbox.world)];
      expect(one).toContain('"installations"');
      expect(JSON.parse(one).doors).toEqual(JSON.parse(other).doors);
    } finally {
      await stage.close();
    }
  }, 30_000);

  it("refuses a file that somebody has cut or changed", async () => {
    const stateFile = join(directory, "world.json");
    const stage = await TalosStage.start({ stateFile, block: await ownBlock() });
    await stage.server("cp");
    await stage.close();
    const text = readFileSync(stateFile, "utf8");
    writeFileSync(stateFile, text.slice(0, text.length / 2));
    await expect(TalosStage.start({ stateFile })).rejects.toThrow(SyntaxError);
    for (const [talos, message] of [
      [{ installations: "none" }, '"installations" of the saved data is string, not a list'],
      [{ installations: [{ id: 7 }], clusters: [] }, '"id" of a saved installation is number, not string'],
      [{ installations: [], clusters: [{ etcd: {} }] }, '"clusterId" of a saved etcd is undefined, not string'],
      [7, "the saved data holds number where an object is wanted"],
    ] as const) {
      const { sha256: _sum, ...changed } = JSON.parse(text);
      changed.state.doors.talos = talos;
      writeFileSync(stateFile, JSON.stringify(changed));
      await expect(TalosStage.start({ stateFile })).rejects.toThrow(message);
    }
  });
});
