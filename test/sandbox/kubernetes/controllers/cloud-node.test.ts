/** Nodes that wait for hcloud's cloud controller, with and without one. */
import { at, type JsonObject, objectOf, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { labelsOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { networkPlugin, PlayedCluster, workerFacts } from "../played-cluster";

let played: PlayedCluster;
let isThere: boolean;
beforeEach(() => {
  played = new PlayedCluster();
  played.create(networkPlugin);
  isThere = true;
});
afterEach(() => played.close());

const start = (name: string) =>
  played.cluster.startKubelet(
    workerFacts(name, {
      hasExternalCloudProvider: true,
      cloud: {
        providerId: "hcloud://42",
        labels: { "node.kubernetes.io/instance-type": "cx23", "topology.kubernetes.io/region": "fsn1" },
        externalAddress: "127.77.1.2",
        exists: () => isThere,
      },
    }),
  );
const controller = (image: string): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "cloud", namespace: "kube-system" },
  spec: {
    selector: { matchLabels: { app: "cloud" } },
    template: {
      metadata: { labels: { app: "cloud" } },
      spec: {
        hostNetwork: true,
        tolerations: [{ key: "node.cloudprovider.kubernetes.io/uninitialized", value: "true", effect: "NoSchedule" }],
        containers: [{ name: "cloud", image }],
      },
    },
  },
});
const waits = "node.cloudprovider.kubernetes.io/uninitialized:NoSchedule";

it("A node waits until the controller runs, then has provider id, labels and address, also after its next status", () => {
  const kubelet = start("a");
  played.pass(20);
  expect([played.ready("a"), played.taints("a")]).toEqual(["True KubeletReady", [waits]]);
  played.create(controller("docker.io/hetznercloud/hcloud-cloud-controller-manager:v1.35.0"));
  played.pass(20);
  kubelet.update({ kubeletVersion: "v1.36.4" });
  played.pass(5);
  const node = played.find("nodes", "a");
  expect(played.taints("a")).toEqual([]);
  expect(at(node, "spec", "providerID")).toBe("hcloud://42");
  expect(labelsOf(node ?? {})).toMatchObject({ "node.kubernetes.io/instance-type": "cx23" });
  expect(objectsOf(at(node, "status", "addresses")).map((row) => row["type"])).toEqual([
    "InternalIP",
    "Hostname",
    "ExternalIP",
  ]);
});

it("A node waits for ever where something else runs", () => {
  start("a");
  played.create(controller("example.com/another-controller:1"));
  played.pass(60);
  expect(played.taints("a")).toEqual([waits]);
});

it("A node whose server is gone is deleted when it is lost, and not while it lives", () => {
  const kubelet = start("a");
  played.cluster.startKubelet(workerFacts("b"));
  played.create(controller("hetznercloud/hcloud-cloud-controller-manager:v1.35.0"));
  played.pass(20);
  isThere = false;
  played.change("nodes", "a", (live) => ({ ...live, spec: { ...objectOf(live["spec"]), unschedulable: true } }));
  played.pass(5);
  expect(played.find("nodes", "a")).toBeDefined();
  kubelet.stop();
  // The controller itself may have run there: it is evicted after five minutes and comes up on the other node.
  played.pass(400);
  expect(played.find("nodes", "a")).toBeUndefined();
  expect(played.find("nodes", "b")).toBeDefined();
});
