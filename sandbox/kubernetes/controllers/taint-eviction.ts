import type { Cancel } from "../../world/clock";
import { component } from "../auth/user";
import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { staysForMs } from "../scheduling/tolerations";
import { withCondition } from "../subresources/conditions";
import type { ControllerFactory } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

/** Deletes pods that do not stand a NoExecute taint of their node, after the time that they stand it. */
export const taintEvictionController: ControllerFactory = (parts) => {
  const [pods, nodes] = [parts.resources.named("pods"), parts.resources.named("nodes")];
  const writer = new ControllerWriter(parts, {
    user: component("system:kube-controller-manager"),
    manager: "kube-controller-manager",
  });
  const recorder = new EventRecorder(parts, "taint-eviction-controller");
  const timers = new Map<string, Cancel>();
  const forget = (key: string) => {
    timers.get(key)?.();
    timers.delete(key);
  };
  const evict = (pod: JsonObject) => {
    const lastTransitionTime = timeText(parts.clock.now());
    const message = "Taint manager: deleting due to NoExecute taint";
    const why = { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager", message };
    const marked = withCondition(pod, { ...why, lastProbeTime: null, lastTransitionTime });
    writer.updateStatus(pods, pod, objectOf(marked["status"]));
    writer.delete(pods, pod);
    const text = `Marking for deletion Pod ${namespaceOf(pod)}/${nameOf(pod)}`;
    recorder.record(pod, { type: "Normal", reason: "TaintManagerEviction", message: text });
  };
  return {
    keysOf: ({ key, object, previous, type }) => {
      if (key.resource === "/pods") {
        const id = `${key.namespace}/${key.name}`;
        if (type === "DELETED") forget(id);
        const isNews = nodeOf(object) !== "" && (previous === undefined || nodeOf(previous) === "");
        return type !== "DELETED" && isNews ? [id] : [];
      }
      if (key.resource !== "/nodes" || type === "DELETED") return [];
      if (previous !== undefined && isEqual(drivers(object), drivers(previous))) return [];
      return parts.pods.onNode(key.name).map((pod) => `${namespaceOf(pod)}/${nameOf(pod)}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const pod = parts.registry.find(pods, namespace, name);
      const node = pod === undefined ? undefined : parts.registry.find(nodes, "", nodeOf(pod));
      if (pod === undefined || node === undefined || metadataOf(pod)["deletionTimestamp"] !== undefined) {
        forget(key);
        return;
      }
      const times = drivers(node).flatMap((taint) => staysForMs(at(pod, "spec", "tolerations"), taint) ?? []);
      if (times.length === 0) forget(key);
      else if (Math.min(...times) === 0) evict(pod);
      // What runs already goes on: a second taint does not begin anew.
      else if (!timers.has(key))
        timers.set(
          key,
          parts.clock.deadline(Math.min(...times), () => expire(key)),
        );
    },
    stop: () => {
      for (const key of [...timers.keys()]) forget(key);
    },
  };

  function expire(key: string): void {
    timers.delete(key);
    const [namespace = "", name = ""] = key.split("/");
    const pod = parts.registry.find(pods, namespace, name);
    if (pod === undefined || metadataOf(pod)["deletionTimestamp"] !== undefined || !parts.hasQuorum()) return;
    evict(pod);
  }
};

function drivers(node: JsonObject): JsonObject[] {
  return objectsOf(at(node, "spec", "taints")).filter((taint) => taint["effect"] === "NoExecute");
}

function nodeOf(pod: JsonObject): string {
  return textOf(at(pod, "spec", "nodeName"));
}
