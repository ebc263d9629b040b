/** What controllers, scheduler and kubelets make of workloads together. */
import { at, type JsonObject, objectOf } from "../../../../sandbox/kubernetes/plain/json";
import { labelsOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { conditionOf } from "../../../../sandbox/kubernetes/subresources/conditions";
import { workerFacts } from "../played-cluster";
import { container, deployment, PlayedWorkloads } from "../played-workloads";

let played: PlayedWorkloads;
beforeEach(() => {
  played = new PlayedWorkloads();
});
afterEach(() => played.close());

describe("A deployment", () => {
  it("runs its pods on the nodes, spread, each with an address of its node", () => {
    played.nodes("a", "b");
    played.create(deployment("web", 4));
    played.pass(10);
    expect(played.placesOf("web").sort()).toEqual(["a", "a", "b", "b"]);
    expect(new Set(played.podsOf("web").map((pod) => at(pod, "status", "podIP"))).size).toBe(4);
    expect(at(played.find("deployments.apps", "default/web"), "status", "availableReplicas")).toBe(4);
  });

  it("waits for room and for a node, and says why", () => {
    played.create(deployment("web", 1));
    played.pass(5);
    const why = () => conditionOf(played.podsOf("web")[0] ?? {}, "PodScheduled")?.["message"];
    expect(why()).toBe("no nodes available to schedule pods");
    played.change("deployments.apps", "default/web", (live) => ({
      ...live,
      spec: {
        ...objectOf(live["spec"]),
        template: {
          metadata: { labels: { app: "web" } },
          spec: { containers: [{ ...container, resources: { requests: { cpu: "3" } } }] },
        },
      },
    }));
    played.nodes("a");
    played.pass(5);
    expect(played.podsOf("web").map((pod) => conditionOf(pod, "PodScheduled")?.["message"])).toContainEqual(
      expect.stringContaining("0/1 nodes are available: 1 Insufficient cpu."),
    );
  });

  it("stays off nodes that are cordoned, tainted, or not selected, until they are fit", () => {
    played.nodes("a");
    const spec = (change: JsonObject) =>
      played.change("nodes", "a", (live) => ({ ...live, spec: { ...objectOf(live["spec"]), ...change } }));
    spec({ unschedulable: true });
    played.pass(1);
    expect(played.taints("a")).toEqual(["node.kubernetes.io/unschedulable:NoSchedule"]);
    played.create(deployment("web", 1));
    played.pass(5);
    expect(played.placesOf("web")).toEqual([undefined]);
    spec({ unschedulable: false });
    played.pass(5);
    expect(played.placesOf("web")).toEqual(["a"]);
    played.create(deployment("picky", 1, {}, { nodeSelector: { disk: "ssd" } }));
    played.pass(5);
    expect(conditionOf(played.podsOf("picky")[0] ?? {}, "PodScheduled")?.["message"]).toContain(
      "1 node(s) didn't match Pod's node affinity/selector",
    );
    played.change("nodes", "a", (live) => ({
      ...live,
      metadata: { ...objectOf(live["metadata"]), labels: { ...labelsOf(live), disk: "ssd" } },
    }));
    played.pass(5);
    expect(played.phases("picky")).toEqual(["Running"]);
  });

  it("keeps two pods apart that must not share a node", () => {
    played.nodes("a", "b");
    const apart = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "kubernetes.io/hostname" },
        ],
      },
    };
    played.create(deployment("web", 3, {}, { affinity: apart }));
    played.pass(10);
    expect(played.placesOf("web").map(String).sort()).toEqual(["a", "b", "undefined"]);
  });
});

describe("A daemon set", () => {
  it("follows nodes that come, and rolls a new template out one at a time", () => {
    played.nodes("a", "b", "c");
    const pods = () => played.pods().filter((pod) => labelsOf(pod)["app"] === "network");
    expect(
      pods()
        .map((pod) => at(pod, "spec", "nodeName"))
        .sort(),
    ).toEqual(["a", "b", "c"]);
    played.nodes("d");
    expect(pods()).toHaveLength(4);
    played.change("daemonsets.apps", "kube-system/network", (live) => {
      const changed: JsonObject = JSON.parse(JSON.stringify(live).replace("network:1", "network:2"));
      return changed;
    });
    let fewest = 4;
    for (let second = 0; second < 60; second += 1) {
      played.pass(1);
      fewest = Math.min(fewest, pods().filter((pod) => conditionOf(pod, "Ready")?.["status"] === "True").length);
    }
    expect(fewest).toBe(3);
    expect(JSON.stringify(pods())).not.toContain("network:1");
    expect(at(played.find("daemonsets.apps", "kube-system/network"), "status")).toMatchObject({
      desiredNumberScheduled: 4,
      numberReady: 4,
      updatedNumberScheduled: 4,
    });
  });

  it("leaves nodes alone whose taint it does not stand", () => {
    played.nodes("a");
    played.create({
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "plain" },
      spec: {
        selector: { matchLabels: { app: "plain" } },
        template: { metadata: { labels: { app: "plain" } }, spec: { containers: [container] } },
      },
    });
    played.cluster.startKubelet(workerFacts("b", { taints: [{ key: "db", effect: "NoSchedule" }] }));
    played.pass(20);
    expect(played.placesOf("plain")).toEqual(["a"]);
  });
});
