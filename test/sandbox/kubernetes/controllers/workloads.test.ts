/** What controllers, scheduler and kubelets make of workloads together. */
import { at, type JsonObject, objectOf, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { labelsOf, nameOf, uidOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { conditionOf } from "../../../../sandbox/kubernetes/subresources/conditions";
import { networkPlugin, PlayedCluster, workerFacts } from "../played-cluster";

let played: PlayedCluster;
beforeEach(() => {
  played = new PlayedCluster();
  played.create(networkPlugin);
});
afterEach(() => played.close());

/** Nodes that are Ready. */
function nodes(...names: readonly string[]) {
  const kubelets = names.map((name) => played.cluster.startKubelet(workerFacts(name)));
  played.pass(10);
  return kubelets;
}

const container = { name: "web", image: "example.com/web:1" };
const deployment = (name: string, replicas: number, spec: JsonObject = {}, pod: JsonObject = {}): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [container], ...pod } },
    ...spec,
  },
});
const job = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name },
  spec: { template: { spec: { restartPolicy: "Never", containers: [container] } }, ...spec },
});
const podsOf = (name: string) => played.pods().filter((pod) => labelsOf(pod)["app"] === name);
const phases = (name: string) => podsOf(name).map((pod) => at(pod, "status", "phase"));
const placesOf = (name: string) => podsOf(name).map((pod) => at(pod, "spec", "nodeName"));

describe("A deployment", () => {
  it("runs its pods on the nodes, spread, each with an address of its node", () => {
    nodes("a", "b");
    played.create(deployment("web", 4));
    played.pass(10);
    expect(placesOf("web").sort()).toEqual(["a", "a", "b", "b"]);
    expect(new Set(podsOf("web").map((pod) => at(pod, "status", "podIP"))).size).toBe(4);
    expect(at(played.find("deployments.apps", "default/web"), "status", "availableReplicas")).toBe(4);
  });

  it("waits for room and for a node, and says why", () => {
    played.create(deployment("web", 1));
    played.pass(5);
    const why = () => conditionOf(podsOf("web")[0] ?? {}, "PodScheduled")?.["message"];
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
    nodes("a");
    played.pass(5);
    expect(podsOf("web").map((pod) => conditionOf(pod, "PodScheduled")?.["message"])).toContainEqual(
      expect.stringContaining("0/1 nodes are available: 1 Insufficient cpu."),
    );
  });

  it("stays off nodes that are cordoned, tainted, or not selected, until they are fit", () => {
    nodes("a");
    const spec = (change: JsonObject) =>
      played.change("nodes", "a", (live) => ({ ...live, spec: { ...objectOf(live["spec"]), ...change } }));
    spec({ unschedulable: true });
    played.pass(1);
    expect(played.taints("a")).toEqual(["node.kubernetes.io/unschedulable:NoSchedule"]);
    played.create(deployment("web", 1));
    played.pass(5);
    expect(placesOf("web")).toEqual([undefined]);
    spec({ unschedulable: false });
    played.pass(5);
    expect(placesOf("web")).toEqual(["a"]);
    played.create(deployment("picky", 1, {}, { nodeSelector: { disk: "ssd" } }));
    played.pass(5);
    expect(conditionOf(podsOf("picky")[0] ?? {}, "PodScheduled")?.["message"]).toContain(
      "1 node(s) didn't match Pod's node affinity/selector",
    );
    played.change("nodes", "a", (live) => ({
      ...live,
      metadata: { ...objectOf(live["metadata"]), labels: { ...labelsOf(live), disk: "ssd" } },
    }));
    played.pass(5);
    expect(phases("picky")).toEqual(["Running"]);
  });

  it("keeps two pods apart that must not share a node", () => {
    nodes("a", "b");
    const apart = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "kubernetes.io/hostname" },
        ],
      },
    };
    played.create(deployment("web", 3, {}, { affinity: apart }));
    played.pass(10);
    expect(placesOf("web").map(String).sort()).toEqual(["a", "b", "undefined"]);
  });
});

describe("Pods", () => {
  it("do not start while a fault says so, and start when it is gone", () => {
    nodes("a");
    const fault = played.faults.add({
      door: "kubernetes",
      what: "pod-start",
      match: "^default/web.* example.com/web:1$",
      times: 0,
      effect: { reason: "ImagePullBackOff", message: "no such image" },
    });
    played.create(deployment("web", 1));
    played.pass(30);
    const waiting = at(objectsOf(at(podsOf("web")[0], "status", "containerStatuses"))[0], "state", "waiting");
    expect([phases("web"), waiting]).toEqual([["Pending"], { reason: "ImagePullBackOff", message: "no such image" }]);
    played.faults.remove(fault.id);
    played.pass(10);
    expect(phases("web")).toEqual(["Running"]);
  });

  it("do not end while a fault says so", () => {
    nodes("a");
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
    const [kubelet] = nodes("a");
    played.create(deployment("web", 1));
    played.pass(10);
    kubelet?.stop();
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(10);
    const [status] = objectsOf(at(podsOf("web")[0], "status", "containerStatuses"));
    expect([status?.["restartCount"], status?.["ready"], podsOf("web").length]).toEqual([1, true, 1]);
  });

  it("are evicted from a lost node after five minutes, run elsewhere, and end for good when it is back", () => {
    const [kubelet] = nodes("a");
    played.create(deployment("web", 1));
    played.pass(10);
    const first = uidOf(podsOf("web")[0] ?? {});
    nodes("b");
    kubelet?.stop();
    played.pass(41 + 295);
    expect(placesOf("web")).toEqual(["a"]);
    expect(conditionOf(podsOf("web")[0] ?? {}, "Ready")?.["status"]).toBe("False");
    played.pass(20);
    const terminating = podsOf("web").filter((pod) => at(pod, "metadata", "deletionTimestamp") !== undefined);
    expect(terminating.map(uidOf)).toEqual([first]);
    expect(placesOf("web").sort()).toEqual(["a", "b"]);
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(10);
    expect(placesOf("web")).toEqual(["b"]);
  });

  it("stay on a node that is back in time", () => {
    const [kubelet] = nodes("a");
    nodes("b");
    played.create(deployment("web", 2));
    played.pass(10);
    const before = podsOf("web").map(uidOf).sort();
    kubelet?.stop();
    played.pass(200);
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(400);
    expect(podsOf("web").map(uidOf).sort()).toEqual(before);
  });

  it("go with a node that is gone, and daemons with them", () => {
    const [kubelet] = nodes("a");
    played.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "lone" }, spec: { containers: [container] } });
    played.pass(10);
    kubelet?.stop();
    played.delete("nodes", "a");
    played.pass(50);
    expect(played.pods()).toEqual([]);
    expect(at(played.find("daemonsets.apps", "kube-system/network"), "status", "desiredNumberScheduled")).toBe(0);
  });
});

describe("A daemon set", () => {
  it("follows nodes that come, and rolls a new template out one at a time", () => {
    nodes("a", "b", "c");
    const pods = () => played.pods().filter((pod) => labelsOf(pod)["app"] === "network");
    expect(
      pods()
        .map((pod) => at(pod, "spec", "nodeName"))
        .sort(),
    ).toEqual(["a", "b", "c"]);
    nodes("d");
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
    nodes("a");
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
    expect(placesOf("plain")).toEqual(["a"]);
  });
});

describe("A job", () => {
  it("is complete when its pods have succeeded", () => {
    nodes("a");
    played.create(job("once", { completions: 3, parallelism: 2 }));
    played.pass(30);
    const status = at(played.find("jobs.batch", "default/once"), "status");
    expect(status).toMatchObject({ succeeded: 3 });
    expect(objectsOf(at(status, "conditions")).map((row) => row["type"])).toEqual(["SuccessCriteriaMet", "Complete"]);
  });

  it("fails when its pods fail too often, and goes after its time to live", () => {
    nodes("a");
    played.faults.add({ door: "kubernetes", what: "pod-run", times: 0, effect: { exitCode: 3 } });
    played.create(job("bad", { backoffLimit: 1, ttlSecondsAfterFinished: 60 }));
    played.pass(40);
    const status = at(played.find("jobs.batch", "default/bad"), "status");
    expect(status).toMatchObject({ failed: 2 });
    expect(objectsOf(at(status, "conditions")).map((row) => row["type"])).toEqual(["FailureTarget", "Failed"]);
    const [terminated] = objectsOf(
      at(
        played.pods().find((pod) => labelsOf(pod)["job-name"] === "bad"),
        "status",
        "containerStatuses",
      ),
    );
    expect(at(terminated, "state", "terminated", "exitCode")).toBe(3);
  });

  it("waits while it is suspended", () => {
    nodes("a");
    played.create(job("later", { suspend: true }));
    played.pass(20);
    const isJobs = (pod: JsonObject) => nameOf(pod).startsWith("later-");
    expect(played.pods().some(isJobs)).toBe(false);
    played.change("jobs.batch", "default/later", (live) => ({
      ...live,
      spec: { ...objectOf(live["spec"]), suspend: false },
    }));
    played.pass(20);
    expect(at(played.find("jobs.batch", "default/later"), "status", "succeeded")).toBe(1);
  });
});

describe("A service", () => {
  it("has the ready pods behind it, in both forms", () => {
    nodes("a");
    played.create({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
    });
    played.create(deployment("web", 2));
    played.pass(10);
    const [subset] = objectsOf(at(played.find("endpoints", "default/web"), "subsets"));
    const ips = podsOf("web")
      .map((pod) => at(pod, "status", "podIP"))
      .sort();
    expect(
      objectsOf(subset?.["addresses"])
        .map((row) => row["ip"])
        .sort(),
    ).toEqual(ips);
    expect(subset?.["ports"]).toEqual([{ port: 8080, protocol: "TCP" }]);
    const [slice] = played.cluster.store
      .list("discovery.k8s.io/endpointslices", "default")
      .filter((row) => nameOf(row).startsWith("web-"));
    expect(objectsOf(slice?.["endpoints"]).map((row) => at(row, "conditions", "ready"))).toEqual([true, true]);
    played.delete("deployments.apps", "default/web");
    played.pass(10);
    expect(at(played.find("endpoints", "default/web"), "subsets") ?? []).toEqual([]);
  });

  it("of the API itself has the control planes behind it", () => {
    played.cluster.startKubelet(
      workerFacts("cp", { isControlPlane: true, labels: { "node-role.kubernetes.io/control-plane": "" } }),
    );
    played.pass(10);
    expect(at(played.find("endpoints", "default/kubernetes"), "subsets")).toEqual([
      { addresses: [{ ip: "10.0.1.7" }], ports: [{ name: "https", port: 6443, protocol: "TCP" }] },
    ]);
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
    const [kubelet] = nodes("a", "b");
    played.create(deployment("web", 2));
    played.pass(10);
    const drained = kubelet?.drain(60_000);
    for (let second = 0; second < 20; second += 1) {
      played.pass(1);
      await Promise.resolve();
    }
    await drained;
    expect(placesOf("web")).toEqual(["b", "b"]);
    expect(at(played.find("nodes", "a"), "spec", "unschedulable")).toBe(true);
    kubelet?.shutDown();
    played.cluster.startKubelet(workerFacts("a"));
    played.pass(5);
    expect(at(played.find("nodes", "a"), "spec", "unschedulable")).toBeUndefined();
    expect(played.taints("a")).toEqual([]);
  });

  it("keeps what a budget does not let go, and goes on after its limit", async () => {
    const [kubelet] = nodes("a");
    played.create(deployment("web", 1));
    played.create(budget(1));
    played.pass(10);
    const drained = kubelet?.drain(30_000);
    for (let second = 0; second < 45; second += 1) {
      played.pass(1);
      await Promise.resolve();
    }
    await drained;
    expect(placesOf("web")).toEqual(["a"]);
    expect(played.notes.at(-1)).toContain('Node "a" is not drained');
  });
});

it("An expired bootstrap token is removed, one that lasts is kept", () => {
  const token = (id: string, expiration: string): JsonObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: `bootstrap-token-${id}`, namespace: "kube-system" },
    type: "bootstrap.kubernetes.io/token",
    stringData: { "token-id": id, "token-secret": "0123456789abcdef", expiration },
  });
  const inSeconds = (seconds: number) => new Date(played.clock.now() + seconds * 1000).toISOString();
  played.create(token("aaaaaa", inSeconds(60)));
  played.create(token("bbbbbb", inSeconds(7200)));
  played.pass(3600);
  expect(played.find("secrets", "kube-system/bootstrap-token-aaaaaa")).toBeUndefined();
  expect(played.find("secrets", "kube-system/bootstrap-token-bbbbbb")).toBeDefined();
});
