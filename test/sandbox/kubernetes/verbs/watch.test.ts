import { setTimeout as wait } from "node:timers/promises";
import { at } from "../../../../sandbox/kubernetes/plain/json";
import { ManualClock } from "../../../../sandbox/world";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
const clock = new ManualClock();
beforeEach(async () => {
  served = await ServedCluster.open({ clock });
});
afterEach(() => served.close());

const path = "/api/v1/namespaces/default/configmaps";

/** "ADDED a" of each event. */
function told(events: readonly { [key: string]: unknown }[]): string[] {
  return events.map((event) => {
    const text = JSON.parse(JSON.stringify(event));
    return `${text.type} ${text.object.metadata.name ?? text.object.reason ?? ""}`.trim();
  });
}

const revisionOf = async (where: string) => String(at((await served.get(where)).json, "metadata", "resourceVersion"));

test("a watch goes on where a list ended: nothing is missed, nothing comes twice", async () => {
  await served.configMap("a");
  const version = await revisionOf(path);
  await served.configMap("b");
  await served.ask("DELETE", `${path}/a`);
  const watching = await served.watch(`${path}?watch=1&resourceVersion=${version}`);
  await watching.reached(2);
  await served.patch(`${path}/b`, "merge", { data: { x: "1" } });
  await watching.reached(3);
  expect(told(watching.events)).toEqual(["ADDED b", "DELETED a", "MODIFIED b"]);
  const versions = watching.events.map((event) => Number(at(event, "object", "metadata", "resourceVersion")));
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  watching.close();
});

test("one without a version begins with what is there", async () => {
  await served.configMap("a");
  const watching = await served.watch(`${path}?watch=1`);
  await watching.reached(1);
  expect(told(watching.events)).toEqual(["ADDED a"]);
  watching.close();
});

test("coming into a selection is ADDED, leaving it DELETED", async () => {
  const watching = await served.watch(`${path}?watch=1&labelSelector=team%3Dred`);
  await served.configMap("a");
  await served.patch(`${path}/a`, "merge", { metadata: { labels: { team: "red" } } });
  await served.patch(`${path}/a`, "merge", { data: { x: "1" } });
  await served.patch(`${path}/a`, "merge", { metadata: { labels: { team: "blue" } } });
  await served.patch(`${path}/a`, "merge", { data: { x: "2" } });
  await served.configMap("end", { metadata: { name: "end", labels: { team: "red" } } });
  await watching.reached(4);
  expect(told(watching.events)).toEqual(["ADDED a", "MODIFIED a", "DELETED a", "ADDED end"]);
  watching.close();
});

test("bookmarks come by the minute to those who ask for them, and a watch ends at its time", async () => {
  const asked = await served.watch(
    `${path}?watch=1&resourceVersion=1000000&allowWatchBookmarks=true&timeoutSeconds=90`,
  );
  const version = await revisionOf(path);
  clock.advance(60_001);
  await asked.reached(1);
  expect(asked.events).toEqual([
    {
      type: "BOOKMARK",
      object: { kind: "ConfigMap", apiVersion: "v1", metadata: { resourceVersion: version } },
    },
  ]);
  clock.advance(30_000);
  await asked.ended;
});

test("one from before what is remembered is told 410; a list and a new watch go on", async () => {
  const old = await revisionOf(path);
  await served.configMap("a");
  served.cluster.store.history.compact(served.cluster.store.revision);
  const late = await served.watch(`${path}?watch=1&resourceVersion=${old}`);
  await late.ended;
  expect(late.events).toEqual([
    { type: "ERROR", object: expect.objectContaining({ code: 410, reason: "Expired", status: "Failure" }) },
  ]);
  const again = await served.watch(`${path}?watch=1&resourceVersion=${await revisionOf(path)}`);
  await served.configMap("b");
  await again.reached(1);
  expect(told(again.events)).toEqual(["ADDED b"]);
  again.close();
});

test("writes beyond what is remembered are forgotten, the oldest first", async () => {
  await served.configMap("a");
  const old = await revisionOf(path);
  const { registry, resources } = served.cluster;
  const options = { user: { name: "t", uid: "", groups: ["system:masters"], extra: {} }, manager: "t" };
  for (let count = 0; count < 5050; count += 1)
    registry.update(
      resources.named("configmaps"),
      "default",
      "a",
      (live) => ({ ...live, data: { n: String(count) } }),
      options,
    );
  const late = await served.watch(`${path}?watch=1&resourceVersion=${old}`);
  await late.ended;
  expect(at(late.events[0], "object", "code")).toBe(410);
  const recent = Number(await revisionOf(path)) - 100;
  const soon = await served.watch(`${path}?watch=1&resourceVersion=${recent}`);
  await soon.reached(100);
  expect(soon.events).toHaveLength(100);
  soon.close();
});

test("everything that is there, then a mark that this was all (sendInitialEvents)", async () => {
  await served.configMap("a");
  await served.configMap("b");
  const query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
  const watching = await served.watch(`${path}?${query}`);
  await watching.reached(3);
  expect(told(watching.events).slice(0, 2)).toEqual(["ADDED a", "ADDED b"]);
  expect(at(watching.events[2], "object", "metadata", "annotations")).toEqual({ "k8s.io/initial-events-end": "true" });
  watching.close();
});

test("a client that goes leaves no listener behind", async () => {
  const { store } = served.cluster;
  const before = store.listenerCount;
  const many = await Promise.all(Array.from({ length: 20 }, () => served.watch(`${path}?watch=1`)));
  expect(store.listenerCount).toBe(before + 20);
  for (const watching of many) watching.close();
  await Promise.all(many.map(({ ended }) => ended));
  for (let tries = 0; tries < 200 && store.listenerCount > before; tries += 1) await wait(5);
  expect(store.listenerCount).toBe(before);
});
