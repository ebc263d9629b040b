import { issueClient } from "../../../provider-bridge/attributes";
import type { Server } from "../../../sandbox/world";
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { eventually, TalosStage } from "../../sandbox/talos/talos-stage";

const hourMs = 3_600_000;
const planes = 3;
/** A sandbox is one process: so many machines are configured at a time. */
const atATime = 10;
/** On a busy machine a sandbox of a hundred machines answers late. */
const patienceMs = 300_000;

/** A cluster that runs. */
export interface MachineCluster {
  readonly stage: TalosStage;
  readonly machines: readonly ClusterMachine[];
  /** The client configuration of an administrator. */
  readonly client: Readonly<Record<string, string | null>>;
  /** The configuration of each role, as text. */
  readonly configurations: Readonly<Record<ClusterMachine["role"], string>>;
}

/** One machine. */
export interface ClusterMachine {
  readonly name: string;
  readonly role: "controlplane" | "worker";
  readonly server: Server;
  readonly ip: string;
}

/** Brings `count` machines up, three of them control planes. */
export async function startCluster(count: number): Promise<MachineCluster> {
  const stage = await TalosStage.start();
  const machines: ClusterMachine[] = [];
  for (let index = 0; index < count; index += 1) {
    const role = index < planes ? "controlplane" : "worker";
    const name = role === "worker" ? `worker-${index - planes + 1}` : `cp-${index + 1}`;
    const labels = { cluster: "stage", role: role === "worker" ? "worker" : "control-plane" };
    const server = await stage.server(name, "v1.13.9", { labels });
    machines.push({ name, role, server, ip: stage.ip(server) });
  }
  const [first] = machines;
  if (first === undefined) throw new RangeError("A cluster has at least one machine");
  const configurations = {
    controlplane: stage.configuration("controlplane", first.ip),
    worker: stage.configuration("worker", first.ip),
  };
  for (let begin = 0; begin < machines.length; begin += atATime) {
    const some = machines.slice(begin, begin + atATime);
    await Promise.all(some.map(({ server, role }) => stage.configure(server, configurations[role])));
    if (begin === 0) await bootstrap(stage, first.server);
    for (const { server } of some) await running(stage, server);
  }
  const validity = { notBefore: new Date(Date.now() - hourMs), validityMs: 24 * hourMs };
  return { stage, machines, configurations, client: issueClient(stage.bundle, validity).configuration };
}

async function running(stage: TalosStage, server: Server): Promise<void> {
  const client = await stage.dial(server);
  await eventually(
    () => stage.stageOf(client),
    ({ stage: now }) => now === Stage.RUNNING,
    patienceMs,
  );
}

async function bootstrap(stage: TalosStage, server: Server): Promise<void> {
  const client = await stage.dial(server);
  await eventually(
    () => stage.call(client, "Bootstrap", {}),
    () => true,
    patienceMs,
  );
}
