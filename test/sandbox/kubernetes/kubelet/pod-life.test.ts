/** Pods from their node's first word to their end: faults, reboots, lost nodes, drains. */
import { at, type JsonObject, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { uidOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { conditionOf } from "../../../../sandbox/kubernetes/subresources/conditions";
import { workerFacts } from "../played-cluster";
import { container, deployment, PlayedWorkloads } from "../played-workloads";

let played: PlayedWorkloads;
beforeEach(() => {
  played = new PlayedWorkloads();
});
afterEach(() => played.close());

describe("Pods", () => {
  it("do not start while a fault says so, and start when it is gone", () => {
    played.nodes("a");
    const fault = played.faults.add({
      door: "kubernetes",
      what: "pod-start",
      match: "^default/web.* example.com/web:1$",
      times: 0,
      effect: { reason: "ImagePullBackOff", message: "no such image" },
    });
    played.create(deployment("web", 1));
    played.pass(30);
    const waiting = at(objectsOf(at(played.podsOf("web")[0], "status", "containerStatuses"))[0], "state", "waiting");
    expect([played.phases("web"), waiting]).toEqual([
      ["Pending"],
      { reason: "ImagePullBackOff", message: "no such image" },
    ]);
    played.faults.remove(fault.id);
    played.pass(10);
    expect(played.phases("web")).toEqual(["Running"]);
  });

  it.each<[string, JsonObject, string]>([
    ["mount", { volumes: [{ name: "v", configMap: { name: "settings" } }] }, "ContainerCreating"],
    [
      "read",
      { containers: [{ ...container, envFrom: [{ configMapRef: { name: "settings" } }] }] },
      "CreateContainerConfigError",
    ],
  ])("wait for a config map that they %s", (_what, spec, reason) => {
    played.nodes("a");
    played.create(deployment("web", 1, {}, spec));
    played.pass(20);
    const [status] = objectsOf(at(played.podsOf("web")[0], "status", "containerStatuses"));
    expect([played.phases("web"), at(status, "state", "waiting", "reason")]).toEqual([["Pending"], reason]);
    played.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } });
    played.pass(10);
    expect(played.phases("web")).toEqual(["Running"]);
  });

  it("do not wait for what they may do without", () => {
    played.nodes("a");
    const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "none", key: "a", optional: true } } }];
    played.create(deployment("web", 1, {}, { containers: [{ ...container, env }] }));
    played.pass(10);
    expect(played.phases("web")).toEqual(["Running"]);
  });

  it("run, and are not ready while a fault says so", () => {
    played.nodes("a");
    const fault = played.faults.add({ door: "kubernetes", what: "pod-ready", match: "^default/web", times: 0 });
    played.create(deployment("web", 1));
    played.pass(60);
    const ready = () => conditionOf(played.podsOf("web")[0] ?? {}, "Ready")?.["status"];
    expect([played.phases("web"), ready()]).toEqual([["Running"], "False"]);
    expect(at(played.find("deployments.apps", "default/web"), "status", "unavailableReplicas")).toBe(1);
    played.faults.remove(fault.id);
    played.pass(5);
    expect(ready()).toBe("True");
  });

  it("that start while etcd loses its quorum are ready when it is back", () => {
    played.nodes("a");
    played.create(deployment("web", 1));
    played.pass(1);
    played.cluster.setQuorum(false);
    played.pass(60);
    expect(played.phases("web")).toEqual(["Pending"]);
    played.cluster.setQuorum(true);
    played.pass(10);
    expect(played.phases("web")).toEqual(["Running"]);
  });

  it("do not end while a fault says so", () => {
    played.nodes("a");
    played.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { containers: [container] } });
    played.pass(10);
    const fault = played.faults.add({ door: "kubernetes", what: "pod-stop", match: "^default/web$", times: 0 });
    played.delete("pods", "default/web");
    played.pass(300);
    expect(at(played.find("pods", "default/web"), "metadata", "deletionTimestamp")).toBeDefined();
    played.faults.remove(fault.id);
    played.pass(5);
    expect(played.find("pods", "default/web")).toBeUndefined();
  });

  it("are started again when their machine has booted again", () => {
    const [kubelet] = played.nodes("a");
    played.create(deployment("web", 1));
    played.pass(10);
    kubelet?.stop();
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(10);
    const [status] = objectsOf(at(played.podsOf("web")[0], "status", "containerStatuses"));
    expect([status?.["restartCount"], status?.["ready"], played.podsOf("web").length]).toEqual([1, true, 1]);
  });

  it("are evicted from a lost node after five minutes, run elsewhere, and end for good when it is back", () => {
    const [kubelet] = played.nodes("a");
    played.create(deployment("web", 1));
    played.pass(10);
    const first = uidOf(played.podsOf("web")[0] ?? {});
    played.nodes("b");
    kubelet?.stop();
    played.pass(41 + 295);
    expect(played.placesOf("web")).toEqual(["a"]);
    expect(conditionOf(played.podsOf("web")[0] ?? {}, "Ready")?.["status"]).toBe("False");
    played.pass(20);
    const terminating = played.podsOf("web").filter((pod) => at(pod, "metadata", "deletionTimestamp") !== undefined);
    expect(terminating.map(uidOf)).toEqual([first]);
    expect(played.placesOf("web").sort()).toEqual(["a", "b"]);
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(10);
    expect(played.placesOf("web")).toEqual(["b"]);
  });

  it("stay on a node that is back in time", () => {
    const [kubelet] = played.nodes("a");
    played.nodes("b");
    played.create(deployment("web", 2));
    played.pass(10);
    const before = played.podsOf("web").map(uidOf).sort();
    kubelet?.stop();
    played.pass(200);
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(400);
    expect(played.podsOf("web").map(uidOf).sort()).toEqual(before);
  });

  it("go with a node that is gone, and daemons with them", () => {
    const [kubelet] = played.nodes("a");
    played.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "lone" }, spec: { containers: [container] } });
    played.pass(10);
    kubelet?.stop();
    played.delete("nodes", "a");
    played.pass(50);
    expect(played.pods()).toEqual([]);
    expect(at(played.find("daemonsets.apps", "kube-system/network"), "status", "desiredNumberScheduled")).toBe(0);
  });
});

describe("A node that Talos drains", () => {
  const budget = (minAvailable: number): JsonObject => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { minAvailable, selector: { matchLabels: { app: "web" } } },
  });

  it("is cordoned, its pods go elsewhere, and the next boot lets it free", async () => {
    const [kubelet] = played.nodes("a", "b");
    played.create(deployment("web", 2));
    played.pass(10);
    const drained = kubelet?.drain(60_000);
    for (let second = 0; second < 20; second += 1) {
      played.pass(1);
      await Promise.resolve();
    }
    await drained;
    expect(played.placesOf("web")).toEqual(["b", "b"]);
    expect(at(played.find("nodes", "a"), "spec", "unschedulable")).toBe(true);
    kubelet?.shutDown();
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(5);
    expect(at(played.find("nodes", "a"), "spec", "unschedulable")).toBeUndefined();
    expect(played.taints("a")).toEqual([]);
  });

  it("keeps what a budget does not let go, and goes on after its limit", async () => {
    const [kubelet] = played.nodes("a");
    played.create(deployment("web", 1));
    played.create(budget(1));
    played.pass(10);
    const drained = kubelet?.drain(30_000);
    for (let second = 0; second < 45; second += 1) {
      played.pass(1);
      await Promise.resolve();
    }
    await drained;
    expect(played.placesOf("web")).toEqual(["a"]);
    expect(played.notes.at(-1)).toContain('Node "a" is not drained');
  });
});
