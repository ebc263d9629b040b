/** A node's life as its kubelet and the control plane tell it, second by second. */
import type { KubeletFacts } from "../../../../sandbox/kubernetes";
import { at, objectOf } from "../../../../sandbox/kubernetes/plain/json";
import { annotationsOf, labelsOf, nameOf, uidOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { networkPlugin, PlayedCluster, workerFacts } from "../played-cluster";

let played: PlayedCluster;
beforeEach(() => {
  played = new PlayedCluster();
});
afterEach(() => played.close());

/** A node that is Ready, as most tests begin. */
function readyNode(name = "worker-1", more: Partial<KubeletFacts> = {}) {
  if (played.find("daemonsets.apps", "kube-system/network") === undefined) played.create(networkPlugin);
  const kubelet = played.cluster.startKubelet(workerFacts(name, more));
  played.pass(10);
  expect(played.ready(name)).toBe("True KubeletReady");
  return kubelet;
}

describe("A node", () => {
  it("registers, waits for a network plugin in the kubelet's words, and is Ready when one runs", () => {
    const heard: boolean[] = [];
    const kubelet = played.cluster.startKubelet(workerFacts("worker-1"), () => heard.push(kubelet.isReady()));
    played.pass(60);
    const node = played.find("nodes", "worker-1");
    expect(played.ready("worker-1")).toBe("False KubeletNotReady");
    expect(JSON.stringify(at(node, "status", "conditions"))).toContain("cni plugin not initialized");
    expect(played.taints("worker-1").sort()).toEqual([
      "node.kubernetes.io/not-ready:NoExecute",
      "node.kubernetes.io/not-ready:NoSchedule",
    ]);
    played.create(networkPlugin);
    played.pass(10);
    expect([played.ready("worker-1"), kubelet.isReady(), heard]).toEqual(["True KubeletReady", true, [true]]);
    expect(played.taints("worker-1")).toEqual([]);
    expect(at(played.find("nodes", "worker-1"), "spec", "podCIDR")).toBe("10.244.0.0/24");
  });

  it("tells what it is: addresses, versions, capacity, and its lease", () => {
    readyNode("worker-1", { providerId: "hcloud://42", maxPods: 50 });
    const node = played.find("nodes", "worker-1");
    expect(at(node, "spec", "providerID")).toBe("hcloud://42");
    expect(at(node, "status", "nodeInfo")).toMatchObject({ kubeletVersion: "v1.36.3", osImage: "Talos (v1.13.9)" });
    expect(at(node, "status", "capacity")).toMatchObject({ cpu: "2", memory: "4Gi", pods: "50" });
    expect(at(node, "status", "addresses")).toEqual([
      { type: "InternalIP", address: "10.0.1.7" },
      { type: "Hostname", address: "worker-1" },
    ]);
    const lease = () => at(played.find("leases.coordination.k8s.io", "kube-node-lease/worker-1"), "spec", "renewTime");
    const before = lease();
    played.pass(10);
    expect(String(lease()) > String(before)).toBe(true);
  });

  it("is Unknown and unreachable 40 seconds after its last sign of life, and back as soon as it is heard", () => {
    const kubelet = readyNode();
    kubelet.stop();
    played.pass(39);
    expect(played.ready("worker-1")).toBe("True KubeletReady");
    played.pass(2);
    expect(played.ready("worker-1")).toBe("Unknown NodeStatusUnknown");
    expect(played.taints("worker-1").sort()).toEqual([
      "node.kubernetes.io/unreachable:NoExecute",
      "node.kubernetes.io/unreachable:NoSchedule",
    ]);
    played.cluster.startKubelet(workerFacts("worker-1"));
    played.pass(2);
    expect([played.ready("worker-1"), played.taints("worker-1")]).toEqual(["True KubeletReady", []]);
  });

  it.each([
    ["a fault of its kubelet", (on: boolean) => silence(on)],
    ["an API server that it does not reach", (on: boolean) => connection?.setConnected(!on)],
  ])("falls silent by %s", (_what, set) => {
    connection = readyNode();
    set(true);
    played.pass(43);
    expect(played.ready("worker-1")).toBe("Unknown NodeStatusUnknown");
    set(false);
    played.pass(3);
    expect(played.ready("worker-1")).toBe("True KubeletReady");
  });
  let connection: ReturnType<typeof readyNode> | undefined;
  const silence = (on: boolean) => {
    if (on) played.faults.add({ door: "kubernetes", what: "kubelet-silent", match: "^worker-1$", times: 0 });
    else played.faults.clear();
  };

  it("says that it shuts down, at once", () => {
    readyNode().shutDown();
    expect(played.ready("worker-1")).toBe("False KubeletNotReady");
    played.pass(41);
    expect(played.ready("worker-1")).toBe("Unknown NodeStatusUnknown");
  });

  it("comes back when its object is deleted under a living kubelet, and stays away when the kubelet is gone", () => {
    const kubelet = readyNode();
    const before = uidOf(played.find("nodes", "worker-1") ?? {});
    played.delete("nodes", "worker-1");
    played.pass(5);
    expect(uidOf(played.find("nodes", "worker-1") ?? {})).not.toBe(before);
    expect(played.ready("worker-1")).toBe("True KubeletReady");
    kubelet.stop();
    played.delete("nodes", "worker-1");
    played.pass(60);
    expect(played.find("nodes", "worker-1")).toBeUndefined();
    expect(played.pods("worker-1")).toEqual([]);
    expect(played.find("leases.coordination.k8s.io", "kube-node-lease/worker-1")).toBeUndefined();
  });

  it("changes its version when the kubelet is another", () => {
    const kubelet = readyNode();
    kubelet.update({ kubeletVersion: "v1.37.0" });
    played.pass(1);
    expect(at(played.find("nodes", "worker-1"), "status", "nodeInfo", "kubeletVersion")).toBe("v1.37.0");
    expect(played.ready("worker-1")).toBe("True KubeletReady");
  });

  it("waits with its registration until etcd has a quorum", () => {
    played.create(networkPlugin);
    played.cluster.setQuorum(false);
    const kubelet = played.cluster.startKubelet(workerFacts("worker-1"));
    played.pass(120);
    expect(kubelet.isReady()).toBe(false);
    played.cluster.setQuorum(true);
    played.pass(10);
    expect(kubelet.isReady()).toBe(true);
  });

  it("is not lost while nobody could hear it: without a quorum nothing changes", () => {
    readyNode();
    played.cluster.setQuorum(false);
    const before = played.cluster.store.revision;
    played.pass(600);
    expect(played.cluster.store.revision).toBe(before);
    played.cluster.setQuorum(true);
    played.pass(5);
    expect(played.ready("worker-1")).toBe("True KubeletReady");
  });
});

describe("What the machine configuration says of a node", () => {
  const labels = () => labelsOf(played.find("nodes", "worker-1") ?? {});

  it("is kept in step: set, changed, put back when somebody removes it, gone when the configuration drops it", () => {
    const kubelet = readyNode("worker-1", {
      labels: { pool: "blue" },
      taints: [{ key: "db", value: "x", effect: "NoSchedule" }],
    });
    expect([labels()["pool"], played.taints("worker-1")]).toEqual(["blue", ["db:NoSchedule"]]);
    played.change("nodes", "worker-1", (live) => ({
      ...live,
      metadata: { ...objectOf(live["metadata"]), labels: { mine: "stays" } },
      spec: { ...objectOf(live["spec"]), taints: [] },
    }));
    played.pass(2);
    expect([labels()["pool"], played.taints("worker-1")]).toEqual(["blue", ["db:NoSchedule"]]);
    kubelet.update({ labels: { pool: "green" }, taints: [] });
    played.pass(2);
    expect([labels()["pool"], labels()["mine"], played.taints("worker-1")]).toEqual(["green", "stays", []]);
    kubelet.update({ labels: {} });
    played.pass(2);
    expect(labels()["pool"]).toBeUndefined();
  });

  it("leaves alone what somebody else has set before", () => {
    const kubelet = readyNode();
    played.change("nodes", "worker-1", (live) => ({
      ...live,
      metadata: { ...objectOf(live["metadata"]), labels: { ...labelsOf(live), pool: "theirs" } },
    }));
    kubelet.update({ labels: { pool: "ours" } });
    played.pass(2);
    expect(labels()["pool"]).toBe("theirs");
    expect(annotationsOf(played.find("nodes", "worker-1") ?? {})["talos.dev/owned-labels"]).toBeUndefined();
  });

  it("gives a new node what the kubelet's arguments say, once", () => {
    readyNode("worker-1", {
      registeredLabels: { zone: "one" },
      registeredTaints: [{ key: "fresh", effect: "NoSchedule" }],
    });
    expect([labels()["zone"], played.taints("worker-1")]).toEqual(["one", ["fresh:NoSchedule"]]);
    played.change("nodes", "worker-1", (live) => ({ ...live, spec: { ...objectOf(live["spec"]), taints: [] } }));
    played.pass(20);
    expect(played.taints("worker-1")).toEqual([]);
  });

  it("taints a node for a cloud provider that is to come", () => {
    readyNode("worker-1", { hasExternalCloudProvider: true });
    expect(played.taints("worker-1")).toEqual(["node.cloudprovider.kubernetes.io/uninitialized:NoSchedule"]);
  });
});

describe("Static pods", () => {
  const source = (image: string) => ({ name: "kube-scheduler", namespace: "kube-system", image });
  const mirror = () => played.find("pods", "kube-system/kube-scheduler-cp-1");

  it("are mirrored, run, and come back when they are deleted", () => {
    readyNode("cp-1", { staticPods: [source("registry.k8s.io/kube-scheduler:v1.36.3")] });
    expect(at(mirror(), "status", "phase")).toBe("Running");
    expect(at(mirror(), "metadata", "ownerReferences")).toMatchObject([{ kind: "Node", name: "cp-1" }]);
    expect(annotationsOf(mirror() ?? {})["kubernetes.io/config.mirror"]).toMatch(/^[0-9a-f]{32}$/);
    played.delete("pods", "kube-system/kube-scheduler-cp-1");
    played.pass(10);
    expect(at(mirror(), "status", "phase")).toBe("Running");
  });

  it("that the API does not take leave the node alone, and are told once", () => {
    const broken = { ...source("x"), name: "broken", spec: { containers: [] } };
    readyNode("cp-1", { staticPods: [broken, source("registry.k8s.io/kube-scheduler:v1.36.3")] });
    played.pass(120);
    expect(played.ready("cp-1")).toBe("True KubeletReady");
    expect(at(mirror(), "status", "phase")).toBe("Running");
    expect(played.notes.filter((note) => note.includes('cannot mirror "broken"'))).toHaveLength(1);
  });

  it("are replaced with another image, and go when the configuration has them no more", () => {
    const kubelet = readyNode("cp-1", { staticPods: [source("registry.k8s.io/kube-scheduler:v1.36.3")] });
    const before = uidOf(mirror() ?? {});
    kubelet.update({ staticPods: [source("registry.k8s.io/kube-scheduler:v1.37.0")] });
    played.pass(10);
    expect(uidOf(mirror() ?? {})).not.toBe(before);
    expect(at(mirror(), "status", "phase")).toBe("Running");
    expect(JSON.stringify(at(mirror(), "spec", "containers"))).toContain("v1.37.0");
    kubelet.update({ staticPods: [] });
    played.pass(10);
    expect(mirror()).toBeUndefined();
  });
});

it("A saved cluster's nodes are there at once, lost after the grace period, and back with their kubelets", () => {
  readyNode();
  const other = new PlayedCluster(JSON.parse(JSON.stringify(played.cluster.save())), played.clock);
  expect(other.ready("worker-1")).toBe("True KubeletReady");
  other.pass(41);
  expect(other.ready("worker-1")).toBe("Unknown NodeStatusUnknown");
  other.cluster.startKubelet(workerFacts("worker-1"));
  other.pass(10);
  expect(other.ready("worker-1")).toBe("True KubeletReady");
  expect(other.pods("worker-1").map((pod) => [nameOf(pod).split("-")[0], at(pod, "status", "phase")])).toEqual([
    ["network", "Running"],
  ]);
});
