import type { KubernetesCluster } from "../../../sandbox/kubernetes/cluster";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../../../sandbox/kubernetes/plain/json";
import { labelsOf, metadataOf, nameOf, namespaceOf } from "../../../sandbox/kubernetes/plain/object-meta";
import { timeText } from "../../../sandbox/kubernetes/registry/registry";

/** So often the recorder's stand-in looked; it is faster here. */
const intervalMs = 40;

/**
 * The recorder's stand-in for scheduler and kubelet: binds pods to the first node that may have them, makes bound ones
 * ready (those of jobs: done), and lets terminating ones go.
 */
export function startNodeAgent(cluster: KubernetesCluster): () => void {
  const timer = setInterval(() => {
    for (const pod of cluster.store.list("/pods")) {
      try {
        tend(cluster, pod);
      } catch (error) {
        console.error(`The node agent failed on ${nameOf(pod)}: ${String(error)}`);
      }
    }
  }, intervalMs);
  return () => clearInterval(timer);
}

const user = { name: "admin", uid: "admin-uid", groups: ["system:masters", "system:authenticated"], extra: {} };

function tend(cluster: KubernetesCluster, pod: JsonObject): void {
  const pods = cluster.resources.named("pods");
  const options = { user, manager: "node-agent" };
  const spec = objectOf(pod["spec"]);
  if (metadataOf(pod)["deletionTimestamp"] !== undefined) {
    cluster.registry.delete(pods, namespaceOf(pod), nameOf(pod), { gracePeriodSeconds: 0 }, options);
    return;
  }
  if (textOf(spec["nodeName"]) === "") {
    const node = cluster.store.list("/nodes").find((candidate) => mayRun(pod, candidate));
    if (node !== undefined) {
      const bound = { ...pod, spec: { ...spec, nodeName: nameOf(node) } };
      write("binding", withStatus(bound, { conditions: [condition("PodScheduled")] }));
    }
    return;
  }
  const isBroken = objectsOf(spec["containers"]).some(({ image }) => textOf(image).includes("broken"));
  if (at(pod, "status", "phase") === "Pending" && !isBroken)
    write("status", withStatus(pod, runningStatus(pod, hostOf(cluster, spec))));

  function write(subresource: string, changed: JsonObject): void {
    cluster.registry.update(pods, namespaceOf(pod), nameOf(pod), () => changed, { ...options, subresource });
  }
}

function mayRun(pod: JsonObject, node: JsonObject): boolean {
  const spec = objectOf(pod["spec"]);
  const wanted = Object.entries(objectOf(spec["nodeSelector"]));
  const own = daemonNode(spec);
  if (own !== undefined) return own === nameOf(node);
  if (at(node, "spec", "unschedulable") === true) return false;
  const taints = objectsOf(at(node, "spec", "taints")).filter(({ effect }) => effect !== "PreferNoSchedule");
  const tolerations = objectsOf(spec["tolerations"]);
  const isTolerated = (taint: JsonObject) =>
    tolerations.some(
      ({ key, operator, effect, value }) =>
        (key === undefined || key === taint["key"]) &&
        (effect === undefined || effect === taint["effect"]) &&
        (operator === "Exists" || value === taint["value"]),
    );
  return taints.every(isTolerated) && wanted.every(([name, value]) => labelsOf(node)[name] === value);
}

/** The node that a DaemonSet's pod is made for. */
function daemonNode(spec: JsonObject): string | undefined {
  const [term] = objectsOf(
    at(spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"),
  );
  const [field] = objectsOf(term?.["matchFields"]);
  const values = field?.["values"];
  return Array.isArray(values) ? String(values[0]) : undefined;
}

/** The address of a pod's node. */
function hostOf(cluster: KubernetesCluster, spec: JsonObject): string {
  const node = cluster.store.get({ resource: "/nodes", namespace: "", name: textOf(spec["nodeName"]) });
  return textOf(objectsOf(at(node ?? {}, "status", "addresses"))[0]?.["address"]);
}

function runningStatus(pod: JsonObject, hostIp: string): JsonObject {
  const spec = objectOf(pod["spec"]);
  const isDone = textOf(spec["restartPolicy"]) !== "Always";
  const now = timeText(Date.now());
  const statuses = objectsOf(spec["containers"]).map((container) => ({
    name: container["name"] ?? "",
    image: container["image"] ?? "",
    imageID: "",
    ready: !isDone,
    restartCount: 0,
    started: !isDone,
    state: isDone
      ? { terminated: { exitCode: 0, reason: "Completed", startedAt: now, finishedAt: now } }
      : { running: { startedAt: now } },
  }));
  return {
    phase: isDone ? "Succeeded" : "Running",
    conditions: [
      condition("PodScheduled"),
      ...["Initialized", "Ready", "ContainersReady"].map((type) => condition(type, !isDone || type === "Initialized")),
    ],
    containerStatuses: statuses,
    hostIP: hostIp,
    podIP: "10.244.0.10",
    podIPs: [{ ip: "10.244.0.10" }],
    startTime: now,
  };
}

function condition(type: string, isTrue = true): JsonObject {
  return {
    type,
    status: isTrue ? "True" : "False",
    lastProbeTime: null,
    lastTransitionTime: timeText(Date.now()),
    ...(isTrue ? {} : { reason: "PodCompleted" }),
  };
}

function withStatus(pod: JsonObject, status: JsonObject): JsonObject {
  return { ...pod, status: { ...objectOf(pod["status"]), ...status } };
}
