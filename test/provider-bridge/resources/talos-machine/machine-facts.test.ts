/** What is asked of a machine again, and what is known from what is asked anyway. */
import {
  kinds,
  listResources,
  readCredential,
  type TalosNode,
  TalosPool,
} from "../../../../provider-bridge/clients/talos";
import { systemClock } from "../../../../provider-bridge/clients/transport";
import { readFacts } from "../../../../provider-bridge/resources/talos-machine/machine-facts";
import { eventually } from "../../../sandbox/talos/talos-stage";
import { callContext } from "../../../support/call-context";
import { type MachineCluster, startCluster } from "../../../support/machines/cluster";

let cluster: MachineCluster;
let pool: TalosPool;
let node: TalosNode;

beforeAll(async () => {
  cluster = await startCluster(1);
  pool = new TalosPool({ clock: systemClock, random: () => 0 });
  const { client, machines } = cluster;
  const credential = readCredential({
    caCertificate: client["ca_certificate"] ?? "",
    clientCertificate: client["client_certificate"] ?? "",
    clientKey: client["client_key"] ?? "",
  });
  node = pool.node(machines[0]?.ip ?? "", credential);
  await eventually(
    () => listResources(node, kinds.nodeStatus, callContext()),
    (nodes) => nodes.length === 1,
  );
}, 120_000);
afterAll(async () => {
  pool.closeAll();
  await cluster.stage.close();
});

/** How often single resources are asked for by `work`. */
async function asked<T>(work: () => Promise<T>): Promise<{ readonly gets: number; readonly result: T }> {
  const { faults } = cluster.stage.sandbox.world;
  const counter = faults.add({ door: "talos", what: "Get", skip: 1_000_000_000 });
  const result = await work();
  return { gets: counter.seen, result };
}

test("in the same boot, with its Node under the known name: only what may be another is asked", async () => {
  const first = await asked(() => readFacts(node, callContext()));
  expect(first.result.hostname).toBe("cp-1");
  const known = { boot: first.result, hostname: first.result.hostname };
  const again = await asked(() => readFacts(node, callContext(), known));
  expect(again.result).toEqual(first.result);
  expect(again.gets).toBeLessThan(first.gets);
  const withoutName = await asked(() => readFacts(node, callContext(), { ...known, hostname: null }));
  expect(withoutName.gets).toBe(again.gets + 1);
});

test("a host name that is not the known one is asked for, and told", async () => {
  const known = { boot: undefined, hostname: "another" };
  expect((await readFacts(node, callContext(), known)).hostname).toBe("cp-1");
  const { world } = cluster.stage.sandbox;
  const id = cluster.machines[0]?.server.id ?? 0;
  const set = { from: "  type: controlplane", to: "  type: controlplane\n    network:\n        hostname: renamed" };
  expect([...world.guestDrifts].some((make) => make(id, "config", set))).toBe(true);
  const seen = await readFacts(node, callContext(), { boot: undefined, hostname: "cp-1" });
  expect(seen.hostname).toBe("renamed");
});
