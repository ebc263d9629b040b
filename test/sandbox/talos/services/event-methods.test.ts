/** Events, services, logs: what a machine tells of itself, and to whom. */
import {
  ApplyConfigurationRequestMode as Mode,
  machine as messages,
  PhaseEventAction,
  SequenceEventAction,
  MachineStatusEventMachineStage as Stage,
} from "../../../../wire/talos/generated/machine";
import { bytesOf, eventually, machineAnswers, machineCall } from "../talos-calls";
import { type Single, TalosStage } from "../talos-stage";

interface Told {
  readonly name: string;
  readonly id: string;
  readonly actorId: string;
  readonly value: Uint8Array;
}

describe("A machine tells", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp");
  }, 30_000);
  afterAll(() => stage.close());

  /** Events until one is told for which `isLast` holds; or those of the past. */
  async function events(request: object, isLast: (event: Told) => boolean): Promise<Told[]> {
    const found: Told[] = [];
    let isFirst = true;
    for await (const { data, id, actorId } of machineAnswers(only.client, "Events", request, { deadlineMs: 20_000 })) {
      if (isFirst) expect([data, id]).toEqual([undefined, expect.any(String)]);
      isFirst = false;
      if (data === undefined) continue;
      expect(data.typeUrl).toMatch(/^talos\/runtime\/machine\.[A-Za-z]+Event$/);
      const event = { name: data.typeUrl.replace("talos/runtime/machine.", ""), id, actorId, value: data.value };
      found.push({ ...event, value: Buffer.from(data.value) });
      if (isLast(event)) break;
    }
    return found;
  }

  const sequenceOf = ({ name, value }: Told) =>
    name === "SequenceEvent" ? messages.decode("SequenceEvent", value) : undefined;
  const statusOf = ({ name, value }: Told) =>
    name === "MachineStatusEvent" ? messages.decode("MachineStatusEvent", value) : undefined;

  it("its whole life since the boot: sequences, phases, services, stages, in order", async () => {
    const isReady = (event: Told) => {
      const status = statusOf(event);
      return status?.stage === Stage.RUNNING && status.status?.ready === true;
    };
    const told = await events({ tailEvents: -1 }, isReady);
    const ids = told.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(ids.every((id) => /^[0-9a-v]{20}$/.test(id))).toBe(true);
    const sequences = told.map(sequenceOf).filter((sequence) => sequence !== undefined);
    expect(sequences.map(({ sequence, action }) => [sequence, action])).toEqual([
      ["initialize", SequenceEventAction.START],
      ["initialize", SequenceEventAction.STOP],
      ["boot", SequenceEventAction.START],
      ["boot", SequenceEventAction.STOP],
    ]);
    const stages = told.map((event) => statusOf(event)?.stage).filter((found) => found !== undefined);
    expect([...new Set(stages)]).toEqual([Stage.BOOTING, Stage.MAINTENANCE, Stage.RUNNING]);
    expect(told.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["PhaseEvent", "TaskEvent", "ServiceStateEvent", "AddressEvent"]),
    );
    const [last] = ids.slice(-3);
    const tail = await events({ tailId: last }, isReady);
    expect(tail.map(({ id }) => id)).toEqual(ids.slice(-2));
  });

  it("the events of one request to whoever asks for its actor", async () => {
    const { messages: answers } = await machineCall(only.client, "Reboot", {});
    const actorId = answers[0]?.actorId ?? "";
    const told = await events({ tailEvents: -1, withActorId: actorId }, ({ name, value }) => {
      return name === "PhaseEvent" && messages.decode("PhaseEvent", value).phase === "reboot";
    });
    expect(told.every((event) => event.actorId === actorId)).toBe(true);
    expect(told.map(sequenceOf)[0]).toMatchObject({ sequence: "reboot", action: SequenceEventAction.START });
    const phases = told.flatMap(({ name, value }) => {
      const { phase, action } = messages.decode("PhaseEvent", name === "PhaseEvent" ? value : Buffer.alloc(0));
      return name === "PhaseEvent" && action === PhaseEventAction.START ? [phase] : [];
    });
    expect(phases).toEqual([
      ...["cleanup", "dbus", "stopServices", "umount", "unmountBind", "unmountSystem", "volumeFinalize", "kexec"],
      ...["stopEverything", "reboot"],
    ]);
    await stage.running(only.client);
  });

  it("its services, with what happened to them and how they are", async () => {
    const { messages: answers } = await eventually(
      () => machineCall(only.client, "ServiceList", {}),
      (seen) => seen.messages[0]?.services.find(({ id }) => id === "kubelet")?.state === "Running",
    );
    const services = answers[0]?.services ?? [];
    const ids = services.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(
      expect.arrayContaining(["apid", "containerd", "cri", "etcd", "kubelet", "machined", "trustd", "udevd"]),
    );
    const etcd = services.find(({ id }) => id === "etcd");
    expect(etcd?.health).toMatchObject({ unknown: false, healthy: true });
    expect(etcd?.events?.events.map(({ state }) => state)).toEqual(expect.arrayContaining(["Preparing", "Running"]));
    expect(services.every((service) => service.events !== undefined && service.health !== undefined)).toBe(true);
  });

  it("its logs, the last lines of them, and what is said from now on", async () => {
    const text = async (tailLines: number) => {
      const request = { namespace: "system", id: "machined", tailLines };
      return (await bytesOf(machineAnswers(only.client, "Logs", request))).toString();
    };
    expect(await text(-1)).toContain("stage is now running");
    expect((await text(2)).split("\n")).toHaveLength(3);
    const containers = await machineCall(only.client, "LogsContainers", {});
    expect(containers.messages[0]?.ids).toContain("machined");
    const dmesg = (await bytesOf(machineAnswers(only.client, "Dmesg", {}))).toString();
    expect(dmesg).toMatch(/Linux version \d+\.\d+\.\d+-talos/);
    const follow = machineAnswers(only.client, "Logs", {
      namespace: "system",
      id: "machined",
      tailLines: 0,
      follow: true,
    });
    const next = follow.next();
    // The call is on its way before the configuration is: both go through one connection, in order.
    await machineCall(only.client, "ApplyConfiguration", { data: Buffer.from(only.text), mode: Mode.NO_REBOOT });
    const line = await next;
    expect(Buffer.from(line.value?.bytes ?? []).toString()).toContain("apply config request: mode no_reboot");
    await follow.return(undefined);
  });

  it("nothing of what came of a configuration that cannot be read but an event, and waits for ever", async () => {
    const userData = "version: v1alpha1\nmachine:\n    hammer: 1\n";
    const broken = await stage.server("broken", "v1.13.9", { user_data: userData });
    const anonymous = await stage.dial(broken, null);
    await expect(machineCall(anonymous, "Version", {})).rejects.toMatchObject({ code: 14 });
  });
});
