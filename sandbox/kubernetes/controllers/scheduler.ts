import { component } from "../auth/user";
import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { choosePlace } from "../scheduling/choose-place";
import type { Resource } from "../schema/resource";
import { withCondition } from "../subresources/conditions";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

const schedulerName = "default-scheduler";

/** Binds pods to nodes; one that fits nowhere is tried again when a node changes or a pod goes. */
export const scheduler: ControllerFactory = (parts) => new Scheduler(parts);

class Scheduler implements Controller {
  readonly #parts: ControllerParts;
  readonly #pods: Resource;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;
  /** Pods that fit nowhere. */
  readonly #waiting = new Set<string>();

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#pods = parts.resources.named("pods");
    this.#writer = new ControllerWriter(parts, {
      user: component("system:kube-scheduler"),
      manager: "kube-scheduler",
    });
    this.#recorder = new EventRecorder(parts, schedulerName);
  }

  keysOf({ key, object, previous, type }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "/pods") {
      const id = `${key.namespace}/${key.name}`;
      if (type !== "DELETED") return isUnbound(object) && !this.#waiting.has(id) ? [id] : [];
      this.#waiting.delete(id);
      return [...this.#waiting];
    }
    if (key.resource !== "/nodes" || type === "DELETED") return [];
    return isSameForPods(object, previous) ? [] : [...this.#waiting];
  }

  reconcile(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const { registry, pods } = this.#parts;
    const pod = registry.find(this.#pods, namespace, name);
    this.#waiting.delete(key);
    if (pod === undefined || !isUnbound(pod)) return;
    const place = choosePlace(pod, registry.store.list("/nodes"), (node) => pods.onNode(node));
    if (place.nodeName !== undefined) {
      this.#bind(pod, place.nodeName);
      return;
    }
    this.#waiting.add(key);
    this.#refuse(pod, place.message);
  }

  #bind(pod: JsonObject, nodeName: string): void {
    const lastTransitionTime = timeText(this.#parts.clock.now());
    const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime };
    this.#writer.update(
      this.#pods,
      pod,
      (live) => withCondition({ ...live, spec: { ...objectOf(live["spec"]), nodeName } }, scheduled),
      "binding",
    );
    const message = `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${nodeName}`;
    this.#recorder.record(pod, { type: "Normal", reason: "Scheduled", message });
  }

  #refuse(pod: JsonObject, message: string): void {
    const lastTransitionTime = timeText(this.#parts.clock.now());
    const why = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
    const status = withCondition(pod, { ...why, lastProbeTime: null, lastTransitionTime })["status"];
    if (isEqual(status, pod["status"])) return;
    this.#writer.updateStatus(this.#pods, pod, objectOf(status));
    this.#recorder.record(pod, { type: "Warning", reason: "FailedScheduling", message });
  }
}

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
