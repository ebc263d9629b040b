import { component } from "../auth/user";
import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { choosePlace } from "../scheduling/choose-place";
import { withCondition } from "../subresources/conditions";
import type { ControllerFactory } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

const schedulerName = "default-scheduler";

/** Binds pods to nodes; one that fits nowhere is tried again when a node changes or a pod goes. */
export const scheduler: ControllerFactory = (parts) => {
  const pods = parts.resources.named("pods");
  const writer = new ControllerWriter(parts, {
    user: component("system:kube-scheduler"),
    manager: "kube-scheduler",
  });
  const recorder = new EventRecorder(parts, schedulerName);
  const waiting = new Set<string>();
  const bind = (pod: JsonObject, nodeName: string) => {
    const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null };
    const lastTransitionTime = timeText(parts.clock.now());
    writer.update(
      pods,
      pod,
      (live) =>
        withCondition({ ...live, spec: { ...objectOf(live["spec"]), nodeName } }, { ...scheduled, lastTransitionTime }),
      "binding",
    );
    const message = `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${nodeName}`;
    recorder.record(pod, { type: "Normal", reason: "Scheduled", message });
  };
  const refuse = (pod: JsonObject, message: string) => {
    const lastTransitionTime = timeText(parts.clock.now());
    const why = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
    const status = withCondition(pod, { ...why, lastProbeTime: null, lastTransitionTime })["status"];
    if (isEqual(status, pod["status"])) return;
    writer.updateStatus(pods, pod, objectOf(status));
    recorder.record(pod, { type: "Warning", reason: "FailedScheduling", message });
  };
  return {
    keysOf: ({ key, object, previous, type }) => {
      if (key.resource === "/pods") {
        const id = `${key.namespace}/${key.name}`;
        if (type === "DELETED") {
          waiting.delete(id);
          return [...waiting];
        }
        return isUnbound(object) && !waiting.has(id) ? [id] : [];
      }
      if (key.resource !== "/nodes" || type === "DELETED") return [];
      return isSameForPods(object, previous) ? [] : [...waiting];
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const pod = parts.registry.find(pods, namespace, name);
      waiting.delete(key);
      if (pod === undefined || !isUnbound(pod)) return;
      const place = choosePlace(pod, parts.registry.store.list("/nodes"), (node) => parts.pods.onNode(node));
      if (place.nodeName !== undefined) {
        bind(pod, place.nodeName);
        return;
      }
      waiting.add(key);
      refuse(pod, place.message);
    },
  };
};

function isUnbound(pod: JsonObject): boolean {
  return (
    textOf(at(pod, "spec", "nodeName")) === "" &&
    textOf(at(pod, "spec", "schedulerName")) === schedulerName &&
    metadataOf(pod)["deletionTimestamp"] === undefined &&
    !["Succeeded", "Failed"].includes(textOf(at(pod, "status", "phase")))
  );
}

function isSameForPods(node: JsonObject, previous: JsonObject | undefined): boolean {
  return (
    previous !== undefined &&
    isEqual(node["spec"], previous["spec"]) &&
    isEqual(metadataOf(node)["labels"], metadataOf(previous)["labels"]) &&
    isEqual(at(node, "status", "allocatable"), at(previous, "status", "allocatable"))
  );
}
