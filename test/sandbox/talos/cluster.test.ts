/** From a snapshot to a running cluster: three control planes, two workers, on loopback. */
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../sandbox/world";
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { KubeconfigClient, kubeconfigOf } from "./kubeconfig-client";
import { eventually } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];
const controlPlanes = names.slice(0, 3);

describe("A cluster of servers that were made from a snapshot", () => {
  let stage: TalosStage;
  let servers: Server[];
  let clients: grpc.Client[];
  const node = (index: number) => {
    const [server, client] = [servers[index], clients[index]];
    if (server === undefined || client === undefined) throw new Error(`There is no node ${index}`);
    return { server, client };
  };
  beforeAll(async () => {
    stage = await TalosStage.start();
    const image = await stage.snapshot();
    servers = await Promise.all(names.map((name) => stage.serverFrom(image, name)));
  });
  afterAll(() => stage.close());

  it("waits in maintenance, takes a configuration from anybody, and then answers its own clients alone", async () => {
    const endpoint = stage.ip(servers[0] as Server);
    clients = [];
    for (const server of servers) {
      const type = controlPlanes.includes(server.name) ? "controlplane" : "worker";
      clients.push(await stage.configure(server, stage.configuration(type, endpoint)));
    }
    const seen = await eventually(
      () => stage.stageOf(node(0).client),
      ({ unmet }) => unmet.includes("services"),
    );
    expect(seen.stage).toBe(Stage.BOOTING);
    await expect(stage.stageOf(await stage.dial(node(0).server, null))).rejects.toMatchObject({ code: 14 });
  });

  it("is bootstrapped once, joined by the others, and all run", async () => {
    await eventually(
      () => stage.call(node(0).client, "Bootstrap", {}),
      () => true,
    );
    await Promise.all(clients.map((client) => stage.running(client)));
    const { messages } = await stage.call(node(1).client, "EtcdMemberList", {});
    expect(messages[0]?.members.map(({ hostname, isLearner }) => [hostname, isLearner]).sort()).toEqual(
      controlPlanes.map((name) => [name, false]),
    );
    await expect(stage.call(node(0).client, "Bootstrap", {})).rejects.toMatchObject({ code: 6 });
    await expect(stage.call(node(1).client, "Bootstrap", {})).rejects.toMatchObject({ code: 6 });
    await expect(stage.call(node(3).client, "Bootstrap", {})).rejects.toMatchObject({ code: 12 });
  });

  it("answers Kubernetes's clients on every control plane, with the kubeconfig that Talos hands out", async () => {
    const kubernetes = await KubeconfigClient.of(node(2).client);
    expect(kubernetes.server).toBe(`https://${stage.ip(node(0).server)}:6443`);
    for (const { server } of [node(0), node(1), node(2)]) {
      const version = await eventually(
        () => kubernetes.get("/version", `https://${stage.ip(server)}:6443`),
        ({ status }) => status === 200,
      );
      expect(version.body.get("gitVersion").text()).toBe("v1.36.3");
    }
    await expect(kubernetes.get("/version", `https://${stage.ip(node(3).server)}:6443`)).rejects.toThrow(
      "ECONNREFUSED",
    );
    await expect(kubeconfigOf(node(3).client)).rejects.toMatchObject({ code: 12 });
  });

  it("has all its nodes registered and Ready, and every machine is ready", async () => {
    const kubernetes = await KubeconfigClient.of(node(0).client);
    const nodes = await eventually(
      () => kubernetes.nodes(),
      (seen) => Object.values(seen).filter((ready) => ready === "True").length === names.length,
    );
    expect(Object.keys(nodes).sort()).toEqual(names);
    for (const client of clients) {
      const seen = await eventually(
        () => stage.stageOf(client),
        ({ ready }) => ready,
      );
      expect(seen).toEqual({ stage: Stage.RUNNING, ready: true, unmet: [] });
    }
  });
});
