import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { EventRecorder } from "./event-recorder";
import { createPod, isActive, isReady, ownedPods, podOf } from "./owned-pods";
import { ownersOf } from "./replica-set";
import { templateHash } from "./template-hash";
import { ControllerWriter } from "./writer";

const hashLabel = "controller-revision-hash";

/** Keeps numbered pods, made one after the other and removed from the end. Claims of volumes are not played. */
export const statefulSetController: ControllerFactory = (parts) => new StatefulSets(parts);

class StatefulSets implements Controller {
  readonly #parts: ControllerParts;
  readonly #sets: Resource;
  readonly #pods: Resource;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#sets = parts.resources.named("statefulsets", "apps");
    this.#pods = parts.resources.named("pods");
    this.#writer = new ControllerWriter(parts);
    this.#recorder = new EventRecorder(parts, "statefulset-controller");
  }

  keysOf({ key, object, previous }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "apps/statefulsets") return [`${key.namespace}/${key.name}`];
    if (key.resource !== "/pods") return [];
    return ownersOf([object, previous], "StatefulSet").map((name) => `${key.namespace}/${name}`);
  }

  reconcile(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const set = this.#parts.registry.find(this.#sets, namespace, name);
    if (set === undefined) return;
    if (metadataOf(set)["deletionTimestamp"] === undefined) this.#step(set);
    const live = this.#parts.registry.find(this.#sets, namespace, name);
    if (live === undefined) return;
    const status = statusOf(live, ownedPods(this.#parts, live));
    if (!isEqual(status, live["status"])) this.#writer.updateStatus(this.#sets, live, status);
  }

  /** One step: the next pod that is missing, the last one too many, or the last one of an older template. */
  #step(set: JsonObject): void {
    const pods = ownedPods(this.#parts, set);
    const wanted = replicasOf(set);
    const isParallel = at(set, "spec", "podManagementPolicy") === "Parallel";
    const surplus = pods.filter((pod) => ordinalOf(set, pod) >= wanted).sort(lastFirst(set));
    for (const pod of isParallel ? surplus : surplus.slice(0, 1)) this.#delete(pod);
    for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
      const pod = pods.find((candidate) => ordinalOf(set, candidate) === ordinal);
      if (pod === undefined) this.#create(set, ordinal);
      else if (!isActive(pod)) this.#delete(pod);
      else if (isReady(pod)) continue;
      if (!isParallel) return;
    }
    this.#rollOut(set, pods);
  }

  #rollOut(set: JsonObject, pods: readonly JsonObject[]): void {
    if (at(set, "spec", "updateStrategy", "type") === "OnDelete") return;
    const first = Number(at(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0);
    const [old] = pods
      .filter((pod) => labelsOf(pod)[hashLabel] !== hashOf(set) && ordinalOf(set, pod) >= first)
      .sort(lastFirst(set));
    if (old !== undefined && pods.every(isActive)) this.#delete(old);
  }

  #create(set: JsonObject, ordinal: number): void {
    const name = `${nameOf(set)}-${ordinal}`;
    const labels = {
      [hashLabel]: hashOf(set),
      "statefulset.kubernetes.io/pod-name": name,
      "apps.kubernetes.io/pod-index": String(ordinal),
    };
    const spec = { hostname: name, subdomain: at(set, "spec", "serviceName") ?? "" };
    const pod = podOf(set, objectOf(at(set, "spec", "template")), { name, labels, spec });
    createPod(set, pod, { writer: this.#writer, recorder: this.#recorder, parts: this.#parts });
  }

  #delete(pod: JsonObject): void {
    if (metadataOf(pod)["deletionTimestamp"] === undefined) this.#writer.delete(this.#pods, pod);
  }
}

function replicasOf(set: JsonObject): number {
  return Number(at(set, "spec", "replicas") ?? 1);
}

function ordinalOf(set: JsonObject, pod: JsonObject): number {
  return Number(nameOf(pod).slice(nameOf(set).length + 1));
}

function lastFirst(set: JsonObject): (a: JsonObject, b: JsonObject) => number {
  return (a, b) => ordinalOf(set, b) - ordinalOf(set, a);
}

function hashOf(set: JsonObject): string {
  return `${nameOf(set)}-${templateHash(at(set, "spec", "template"))}`;
}

function statusOf(set: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const active = pods.filter(isActive);
  const ready = active.filter(isReady).length;
  const updated = active.filter((pod) => labelsOf(pod)[hashLabel] === hashOf(set)).length;
  const isDone = updated === replicasOf(set) && active.length === updated;
  const before = objectOf(set["status"]);
  return {
    availableReplicas: ready,
    collisionCount: 0,
    ...(isDone || before["currentRevision"] === undefined
      ? { currentReplicas: updated, currentRevision: hashOf(set) }
      : { currentReplicas: active.length - updated, currentRevision: before["currentRevision"] }),
    observedGeneration: metadataOf(set)["generation"] ?? 1,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    replicas: active.length,
    updateRevision: hashOf(set),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
  };
}
