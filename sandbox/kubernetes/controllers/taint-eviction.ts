import type { Cancel } from "../../world/clock";
import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { staysForMs } from "../scheduling/tolerations";
import type { Resource } from "../schema/resource";
import { withCondition } from "../subresources/conditions";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { EventRecorder } from "./event-recorder";
import { ControllerWriter } from "./writer";

/** Deletes pods that do not stand a NoExecute taint of their node, after the time that they stand it. */
export const taintEvictionController: ControllerFactory = (parts) => new TaintEviction(parts);

class TaintEviction implements Controller {
  readonly #parts: ControllerParts;
  readonly #pods: Resource;
  readonly #nodes: Resource;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;
  readonly #timers = new Map<string, Cancel>();

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#pods = parts.resources.named("pods");
    this.#nodes = parts.resources.named("nodes");
    this.#writer = new ControllerWriter(parts);
    this.#recorder = new EventRecorder(parts, "taint-eviction-controller");
  }

  keysOf({ key, object, previous, type }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "/pods") {
      const id = `${key.namespace}/${key.name}`;
      if (type === "DELETED") this.#forget(id);
      const isNews = nodeOf(object) !== "" && (previous === undefined || nodeOf(previous) === "");
      return type !== "DELETED" && isNews ? [id] : [];
    }
    if (key.resource !== "/nodes" || type === "DELETED") return [];
    if (previous !== undefined && isEqual(drivers(object), drivers(previous))) return [];
    return this.#parts.pods.onNode(key.name).map((pod) => `${namespaceOf(pod)}/${nameOf(pod)}`);
  }

  reconcile(key: string): void {
    const pod = this.#find(key);
    const node = pod === undefined ? undefined : this.#parts.registry.find(this.#nodes, "", nodeOf(pod));
    if (pod === undefined || node === undefined) {
      this.#forget(key);
      return;
    }
    const times = drivers(node).flatMap((taint) => staysForMs(at(pod, "spec", "tolerations"), taint) ?? []);
    const soonestMs = Math.min(...times);
    if (times.length === 0) this.#forget(key);
    else if (soonestMs === 0) this.#evict(pod);
    // What runs already goes on: a second taint does not begin anew.
    else if (!this.#timers.has(key)) {
      this.#timers.set(
        key,
        this.#parts.clock.deadline(soonestMs, () => this.#expire(key)),
      );
    }
  }

  stop(): void {
    for (const key of [...this.#timers.keys()]) this.#forget(key);
  }

  /** A pod that is not on its way out. */
  #find(key: string): JsonObject | undefined {
    const [namespace = "", name = ""] = key.split("/");
    const pod = this.#parts.registry.find(this.#pods, namespace, name);
    return pod === undefined || metadataOf(pod)["deletionTimestamp"] !== undefined ? undefined : pod;
  }

  #forget(key: string): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
  }

  #expire(key: string): void {
    this.#timers.delete(key);
    const pod = this.#find(key);
    // Without a quorum nothing is deleted; what is due then is when everything is looked at again.
    if (pod !== undefined && this.#parts.hasQuorum()) this.#evict(pod);
  }

  #evict(pod: JsonObject): void {
    const lastTransitionTime = timeText(this.#parts.clock.now());
    const message = "Taint manager: deleting due to NoExecute taint";
    const why = { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager", message };
    const marked = withCondition(pod, { ...why, lastProbeTime: null, lastTransitionTime });
    this.#writer.updateStatus(this.#pods, pod, objectOf(marked["status"]));
    this.#writer.delete(this.#pods, pod);
    const text = `Marking for deletion Pod ${namespaceOf(pod)}/${nameOf(pod)}`;
    this.#recorder.record(pod, { type: "Normal", reason: "TaintManagerEviction", message: text });
  }
}

function drivers(node: JsonObject): JsonObject[] {
  return objectsOf(at(node, "spec", "taints")).filter((taint) => taint["effect"] === "NoExecute");
}

function nodeOf(pod: JsonObject): string {
  return textOf(at(pod, "spec", "nodeName"));
}
