/** From maintenance to a running cluster: three control planes, two workers, on loopback. */
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { eventually, TalosStage } from "./talos-stage";

describe("A cluster", () => {
  let stage: TalosStage;
  beforeAll(async () => {
    stage = await TalosStage.start();
  });
  afterAll(() => stage.close());

  it("comes up: applied in maintenance, bootstrapped once, joined by the others, all Ready", async () => {
    const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];
    const servers = await Promise.all(names.map((name) => stage.server(name)));
    const [first] = servers;
    if (first === undefined) throw new Error("no servers");
    const endpoint = stage.ip(first);
    for (const [index, server] of servers.entries()) {
      const insecure = await stage.dial(server, null);
      await eventually(
        () => stage.stageOf(insecure),
        ({ stage: now }) => now === Stage.MAINTENANCE,
      );
      const data = Buffer.from(stage.configuration(index < 3 ? "controlplane" : "worker", endpoint));
      await stage.call(insecure, "ApplyConfiguration", { data });
    }
    const clients = await Promise.all(servers.map((server) => stage.dial(server)));
    const [control, second] = clients;
    if (control === undefined || second === undefined) throw new Error("no clients");
    await eventually(
      () => stage.call(control, "Bootstrap", {}),
      () => true,
    );
    for (const client of clients) {
      await eventually(
        () => stage.stageOf(client),
        ({ stage: now, unmet }) => now === Stage.RUNNING && unmet.every((name) => name === "nodeReady"),
      );
    }
    const { messages } = await stage.call(second, "EtcdMemberList", {});
    expect(messages[0]?.members.map(({ hostname, isLearner }) => [hostname, isLearner]).sort()).toEqual(
      names.slice(0, 3).map((name) => [name, false]),
    );
    await expect(stage.call(control, "Bootstrap", {})).rejects.toMatchObject({ code: 6 });
  }, 60_000);
});
