import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { controllerOf, metadataOf, nameOf } from "../plain/object-meta";
import type { ControllerFactory } from "./controller";
import { EventRecorder } from "./event-recorder";
import { createPod, isActive, isReady, ownedPods, podOf } from "./owned-pods";
import { ControllerWriter } from "./writer";

/** Keeps as many pods as a replica set wants. */
export const replicaSetController: ControllerFactory = (parts) => {
  const sets = parts.resources.named("replicasets", "apps");
  const pods = parts.resources.named("pods");
  const writer = new ControllerWriter(parts);
  const recorder = new EventRecorder(parts, "replicaset-controller");
  const scale = (set: JsonObject, active: readonly JsonObject[]) => {
    const wanted = Number(at(set, "spec", "replicas") ?? 1);
    for (let count = active.length; count < wanted; count += 1) {
      createPod(set, podOf(set, objectOf(at(set, "spec", "template"))), { writer, recorder, parts });
    }
    for (const pod of leastNeeded(active).slice(0, Math.max(0, active.length - wanted))) {
      writer.delete(pods, pod);
      recorder.record(set, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${nameOf(pod)}` });
    }
  };
  return {
    keysOf: ({ key, object, previous }) => {
      if (key.resource === "apps/replicasets") return [`${key.namespace}/${key.name}`];
      if (key.resource !== "/pods") return [];
      return ownersOf([object, previous], "ReplicaSet").map((name) => `${key.namespace}/${name}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const set = parts.registry.find(sets, namespace, name);
      if (set === undefined) return;
      if (metadataOf(set)["deletionTimestamp"] === undefined) scale(set, ownedPods(parts, set).filter(isActive));
      const live = parts.registry.find(sets, namespace, name);
      if (live === undefined) return;
      const status = statusOf(live, ownedPods(parts, live));
      if (!isEqual(status, live["status"])) writer.updateStatus(sets, live, status);
    },
  };
};

/** Names of the controllers of a kind that objects have. */
export function ownersOf(objects: readonly (JsonObject | undefined)[], kind: string): string[] {
  const names = objects.flatMap((object) => {
    const owner = object === undefined ? undefined : controllerOf(object);
    return owner?.["kind"] === kind ? [textOf(owner["name"])] : [];
  });
  return [...new Set(names)];
}

/** Pods that are nowhere or not ready go first, then the youngest. */
function leastNeeded(pods: readonly JsonObject[]): JsonObject[] {
  const rank = (pod: JsonObject) => (textOf(at(pod, "spec", "nodeName")) === "" ? 0 : isReady(pod) ? 2 : 1);
  const age = (pod: JsonObject) => Number(metadataOf(pod)["resourceVersion"] ?? 0);
  return pods.toSorted((a, b) => rank(a) - rank(b) || age(b) - age(a));
}

function statusOf(set: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const active = pods.filter(isActive);
  const ready = active.filter(isReady).length;
  const terminating = pods.filter((pod) => metadataOf(pod)["deletionTimestamp"] !== undefined).length;
  return {
    replicas: active.length,
    ...(active.length === 0 ? {} : { fullyLabeledReplicas: active.length }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    terminatingReplicas: terminating,
    observedGeneration: metadataOf(set)["generation"] ?? 1,
  };
}
