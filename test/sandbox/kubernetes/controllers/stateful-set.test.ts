/** Numbered pods, one after the other; and what is forgotten in time. */
import { at, type JsonObject, objectOf } from "../../../../sandbox/kubernetes/plain/json";
import { nameOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { hasCondition } from "../../../../sandbox/kubernetes/subresources/conditions";
import { networkPlugin, PlayedCluster, workerFacts } from "../played-cluster";

let played: PlayedCluster;
beforeEach(() => {
  played = new PlayedCluster();
  played.create(networkPlugin);
  played.cluster.startKubelet(workerFacts("a"));
  played.pass(10);
});
afterEach(() => played.close());

const set = (replicas: number): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db" },
  spec: {
    replicas,
    serviceName: "db",
    selector: { matchLabels: { app: "db" } },
    template: {
      metadata: { labels: { app: "db" } },
      spec: { containers: [{ name: "db", image: "example.com/db:1" }] },
    },
  },
});
const names = () =>
  played
    .pods()
    .map(nameOf)
    .filter((name) => name.startsWith("db-"));
const change = (spec: (live: JsonObject) => JsonObject) =>
  played.change("statefulsets.apps", "default/db", (live) => ({ ...live, spec: spec(objectOf(live["spec"])) }));

describe("A stateful set", () => {
  it("makes its pods in order, each when the one before is ready", () => {
    played.create(set(3));
    const seen = new Set<string>();
    for (let second = 0; second < 20; second += 1) {
      played.pass(1);
      seen.add(names().join(" "));
    }
    expect([...seen].filter((text) => text !== "")).toEqual(["db-0", "db-0 db-1", "db-0 db-1 db-2"]);
    expect(at(played.find("statefulsets.apps", "default/db"), "status")).toMatchObject({
      readyReplicas: 3,
      updatedReplicas: 3,
    });
  });

  it("removes pods from the end, and replaces a pod by one of the same name", () => {
    played.create(set(3));
    played.pass(30);
    change((spec) => ({ ...spec, replicas: 1 }));
    played.pass(20);
    expect(names()).toEqual(["db-0"]);
    played.delete("pods", "default/db-0");
    played.pass(20);
    expect(names()).toEqual(["db-0"]);
    expect(hasCondition(played.find("pods", "default/db-0") ?? {}, "Ready")).toBe(true);
  });

  it("rolls another template out from the last to the first, one at a time", () => {
    played.create(set(2));
    played.pass(20);
    change((spec) => JSON.parse(JSON.stringify(spec).replace("db:1", "db:2")));
    let fewest = 2;
    for (let second = 0; second < 40; second += 1) {
      played.pass(1);
      fewest = Math.min(
        fewest,
        names().filter((name) => hasCondition(played.find("pods", `default/${name}`) ?? {}, "Ready")).length,
      );
    }
    expect(fewest).toBe(1);
    expect(JSON.stringify(played.pods().filter((pod) => nameOf(pod).startsWith("db-")))).not.toContain("db:1");
  });
});

it("Events are forgotten after an hour", () => {
  expect(played.cluster.store.list("/events").length).toBeGreaterThan(0);
  played.pass(2 * 3600);
  expect(played.cluster.store.list("/events")).toEqual([]);
});
