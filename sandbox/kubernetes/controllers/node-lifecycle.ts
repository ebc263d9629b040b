import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { conditionOf, hasCondition, withCondition } from "../subresources/conditions";
import type { ControllerFactory } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

const prefix = "node.kubernetes.io/";
/** Conditions that a kubelet posts: nobody knows them any more when it is lost. */
const kubeletConditions = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];
/** Taints that stand for conditions, with the status that brings them. */
const tainting: readonly (readonly [condition: string, status: string, taint: string])[] = [
  ["Ready", "False", "not-ready"],
  ["Ready", "Unknown", "unreachable"],
  ["MemoryPressure", "True", "memory-pressure"],
  ["DiskPressure", "True", "disk-pressure"],
  ["PIDPressure", "True", "pid-pressure"],
  ["NetworkUnavailable", "True", "network-unavailable"],
];

/** Says that nodes which are lost are unknown, and taints nodes as their conditions are. */
export const nodeLifecycleController: ControllerFactory = (parts, again) => {
  const [nodes, pods] = [parts.resources.named("nodes"), parts.resources.named("pods")];
  const writer = new ControllerWriter(parts);
  const recorder = new EventRecorder(parts, "node-controller");
  const stopListening = parts.heartbeats.onChange((nodeName) => again(nodeName, 0, "step"));
  const declareLost = (node: JsonObject): JsonObject => {
    const marked = withoutNews(node, timeText(parts.clock.now()));
    if (isEqual(marked["status"], node["status"])) return node;
    const message = `Node ${String(metadataOf(node)["name"])} status is now: NodeNotReady`;
    recorder.record(node, { type: "Normal", reason: "NodeNotReady", message });
    return writer.updateStatus(nodes, node, objectOf(marked["status"]));
  };
  const unreadyPods = (nodeName: string) => {
    for (const pod of parts.pods.onNode(nodeName)) {
      if (!hasCondition(pod, "Ready")) continue;
      const ready = conditionOf(pod, "Ready") ?? {};
      const lost = { ...ready, status: "False", lastTransitionTime: timeText(parts.clock.now()) };
      writer.updateStatus(pods, pod, objectOf(withCondition(pod, lost)["status"]));
    }
  };
  return {
    keysOf: ({ key, type }) => (key.resource === "/nodes" && type !== "DELETED" ? [key.name] : []),
    reconcile: (name) => {
      const found = parts.registry.find(nodes, "", name);
      if (found === undefined) return;
      const isLost = parts.heartbeats.isLost(name);
      const node = isLost ? declareLost(found) : found;
      const taints = taintsFor(node, timeText(parts.clock.now()));
      if (!isEqual(taints, objectsOf(at(node, "spec", "taints")))) {
        writer.update(nodes, node, (live) => ({ ...live, spec: specWith(live, taints) }));
      }
      if (isLost) unreadyPods(name);
    },
    stop: stopListening,
  };
};

function withoutNews(node: JsonObject, now: string): JsonObject {
  let marked = node;
  for (const type of kubeletConditions) {
    const before = conditionOf(marked, type);
    if (before?.["status"] === "Unknown") continue;
    marked = withCondition(marked, {
      type,
      status: "Unknown",
      lastHeartbeatTime: before?.["lastHeartbeatTime"] ?? now,
      lastTransitionTime: now,
      reason: before === undefined ? "NodeStatusNeverUpdated" : "NodeStatusUnknown",
      message: before === undefined ? "Kubelet never posted node status." : "Kubelet stopped posting node status.",
    });
  }
  return marked;
}

/** Taints of others stay where they are; those of conditions come and go. */
function taintsFor(node: JsonObject, now: string): JsonObject[] {
  const before = objectsOf(at(node, "spec", "taints"));
  const wanted = wantedTaints(node);
  const isOwn = (taint: JsonObject) =>
    tainting.some(([, , name]) => taint["key"] === prefix + name) || taint["key"] === `${prefix}unschedulable`;
  const kept = before.filter((taint) => !isOwn(taint) || wanted.some((row) => isSame(row, taint)));
  const added = wanted.filter((row) => !kept.some((taint) => isSame(row, taint)));
  return [...kept, ...added.map((row) => ({ ...row, timeAdded: now }))];
}

function wantedTaints(node: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  for (const [condition, status, name] of tainting) {
    const known = conditionOf(node, condition);
    // A node that has not posted anything yet is not ready.
    const actual = known === undefined && condition === "Ready" ? "False" : textOf(known?.["status"]);
    if (actual !== status) continue;
    found.push({ key: prefix + name, effect: "NoSchedule" });
    if (condition === "Ready" && known !== undefined) found.push({ key: prefix + name, effect: "NoExecute" });
  }
  if (at(node, "spec", "unschedulable") === true) {
    found.push({ key: `${prefix}unschedulable`, effect: "NoSchedule" });
  }
  return found;
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  return a["key"] === b["key"] && a["effect"] === b["effect"];
}

function specWith(node: JsonObject, taints: readonly JsonObject[]): JsonObject {
  const spec = { ...objectOf(node["spec"]) };
  if (taints.length === 0) delete spec["taints"];
  else spec["taints"] = [...taints];
  return spec;
}
