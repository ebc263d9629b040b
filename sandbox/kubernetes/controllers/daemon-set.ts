import { isEqual } from "../plain/compare";
import { at, type Json, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { isWanted } from "../scheduling/node-affinity";
import { keepingTaint, toleratesTaint } from "../scheduling/tolerations";
import type { Resource } from "../schema/resource";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { amount } from "./deployment";
import { EventRecorder } from "./event-recorder";
import { createPod, isReady, ownedPods, podOf } from "./owned-pods";
import { ownersOf } from "./replica-set";
import { templateHash } from "./template-hash";
import { ControllerWriter } from "./writer";

const hashLabel = "controller-revision-hash";

/** Keeps one pod on every node that takes it. */
export const daemonSetController: ControllerFactory = (parts) => new DaemonSetController(parts);

class DaemonSetController implements Controller {
  readonly #parts: ControllerParts;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;
  readonly #sets: Resource;
  readonly #pods: Resource;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#writer = new ControllerWriter(parts);
    this.#recorder = new EventRecorder(parts, "daemonset-controller");
    this.#sets = parts.resources.named("daemonsets", "apps");
    this.#pods = parts.resources.named("pods");
  }

  keysOf({ key, object, previous, type }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "apps/daemonsets") return [`${key.namespace}/${key.name}`];
    if (key.resource === "/pods")
      return ownersOf([object, previous], "DaemonSet").map((name) => `${key.namespace}/${name}`);
    if (key.resource !== "/nodes" || (type === "MODIFIED" && isSamePlace(object, previous))) return [];
    return this.#parts.registry.store.list("apps/daemonsets").map((set) => `${namespaceOf(set)}/${nameOf(set)}`);
  }

  reconcile(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const set = this.#parts.registry.find(this.#sets, namespace, name);
    if (set === undefined) return;
    const places = this.#places(set);
    if (metadataOf(set)["deletionTimestamp"] === undefined) this.#place(set, places);
    const live = this.#parts.registry.find(this.#sets, namespace, name);
    if (live === undefined) return;
    const status = statusOf(live, this.#places(live));
    if (!isEqual(status, live["status"])) this.#writer.updateStatus(this.#sets, live, status);
  }

  #places(set: JsonObject): Places {
    const hash = templateHash(at(set, "spec", "template"));
    const byNode = new Map<string, JsonObject[]>();
    for (const pod of ownedPods(this.#parts, set)) {
      const nodeName = targetOf(pod);
      byNode.set(nodeName, [...(byNode.get(nodeName) ?? []), pod]);
    }
    const model = { spec: specFor(set, "") };
    const nodes = this.#parts.registry.store.list("/nodes");
    const [wanted, staying] = [new Set<string>(), new Set<string>()];
    for (const node of nodes) {
      if (!isWanted({ spec: objectOf(at(set, "spec", "template", "spec")) }, node)) continue;
      const taints = objectsOf(at(node, "spec", "taints"));
      const tolerations = at(model, "spec", "tolerations");
      if (keepingTaint(tolerations, taints) === undefined) wanted.add(nameOf(node));
      const isDriven = taints.some((taint) => taint["effect"] === "NoExecute" && !toleratesTaint(tolerations, taint));
      if (!isDriven) staying.add(nameOf(node));
    }
    return { hash, byNode, wanted, staying };
  }

  #place(set: JsonObject, { hash, byNode, wanted, staying }: Places): void {
    for (const nodeName of wanted) {
      const pods = byNode.get(nodeName) ?? [];
      const over = pods.filter((pod) => ["Failed", "Succeeded"].includes(textOf(at(pod, "status", "phase"))));
      for (const pod of over) this.#delete(set, pod);
      if (pods.length === 0) this.#create(set, nodeName, hash);
    }
    for (const [nodeName, pods] of byNode) {
      if (
        staying.has(nodeName) &&
        (wanted.has(nodeName) || pods.every((pod) => textOf(at(pod, "spec", "nodeName")) !== ""))
      )
        continue;
      for (const pod of pods) this.#delete(set, pod);
    }
    if (at(set, "spec", "updateStrategy", "type") !== "OnDelete") this.#rollOut(set, { hash, byNode, wanted, staying });
  }

  /** Replaces pods of an older template, as many at a time as may be missing. */
  #rollOut(set: JsonObject, { hash, byNode, wanted }: Places): void {
    const allowed = Math.max(
      1,
      amount(at(set, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable") ?? 1, wanted.size, Math.ceil),
    );
    const pods = [...byNode.values()].flat();
    const missing = [...wanted].filter((nodeName) => !(byNode.get(nodeName) ?? []).some(isStaying)).length;
    let room = allowed - missing;
    for (const pod of pods) {
      if (labelsOf(pod)[hashLabel] === hash || metadataOf(pod)["deletionTimestamp"] !== undefined) continue;
      if (isReady(pod) && room <= 0) continue;
      if (isReady(pod)) room -= 1;
      this.#delete(set, pod);
    }
  }

  #create(set: JsonObject, nodeName: string, hash: string): void {
    const template = objectOf(at(set, "spec", "template"));
    const labels = { [hashLabel]: hash, "pod-template-generation": String(metadataOf(set)["generation"] ?? 1) };
    const pod = podOf(set, template, { labels, spec: specFor(set, nodeName) });
    createPod(set, pod, { writer: this.#writer, recorder: this.#recorder, parts: this.#parts });
  }

  #delete(set: JsonObject, pod: JsonObject): void {
    if (metadataOf(pod)["deletionTimestamp"] !== undefined) return;
    this.#writer.delete(this.#pods, pod);
    this.#recorder.record(set, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${nameOf(pod)}` });
  }
}

interface Places {
  /** Of the template as it is. */
  readonly hash: string;
  readonly byNode: ReadonlyMap<string, readonly JsonObject[]>;
  /** Nodes that are to have a pod. */
  readonly wanted: ReadonlySet<string>;
  /** Nodes where a pod may stay that is there. */
  readonly staying: ReadonlySet<string>;
}

/** The node that a pod of a daemon set is for, also before it is bound. */
function targetOf(pod: JsonObject): string {
  const bound = textOf(at(pod, "spec", "nodeName"));
  if (bound !== "") return bound;
  const [term] = objectsOf(
    at(pod, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"),
  );
  const [field] = objectsOf(term?.["matchFields"]);
  const values = field?.["values"];
  return Array.isArray(values) ? textOf(values[0]) : "";
}

/** Ready, and not on its way out. */
function isStaying(pod: JsonObject): boolean {
  return isReady(pod) && metadataOf(pod)["deletionTimestamp"] === undefined;
}

/** What a pod's spec has besides the template: its node, and what daemons stand. */
function specFor(set: JsonObject, nodeName: string): JsonObject {
  const spec = objectOf(at(set, "spec", "template", "spec"));
  const affinity = objectOf(spec["affinity"]);
  const nodeAffinity = objectOf(affinity["nodeAffinity"]);
  const own = { matchFields: [{ key: "metadata.name", operator: "In", values: [nodeName] }] };
  return {
    affinity: {
      ...affinity,
      nodeAffinity: {
        ...nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [own] },
      },
    },
    tolerations: [...objectsOf(spec["tolerations"]), ...standing(spec["hostNetwork"])],
  };
}

function standing(hostNetwork: Json | undefined): JsonObject[] {
  const row = (name: string, effect: string) => ({ key: `node.kubernetes.io/${name}`, operator: "Exists", effect });
  return [
    row("not-ready", "NoExecute"),
    row("unreachable", "NoExecute"),
    row("disk-pressure", "NoSchedule"),
    row("memory-pressure", "NoSchedule"),
    row("pid-pressure", "NoSchedule"),
    row("unschedulable", "NoSchedule"),
    ...(hostNetwork === true ? [row("network-unavailable", "NoSchedule")] : []),
  ];
}

function statusOf(set: JsonObject, { hash, byNode, wanted }: Places): JsonObject {
  const counts = { current: 0, ready: 0, updated: 0, misplaced: 0 };
  for (const [nodeName, pods] of byNode) {
    if (!wanted.has(nodeName)) {
      counts.misplaced += pods.length > 0 ? 1 : 0;
      continue;
    }
    counts.current += 1;
    if (pods.some(isStaying)) counts.ready += 1;
    if (pods.some((pod) => labelsOf(pod)[hashLabel] === hash)) counts.updated += 1;
  }
  const unavailable = wanted.size - counts.ready;
  return {
    currentNumberScheduled: counts.current,
    desiredNumberScheduled: wanted.size,
    numberMisscheduled: counts.misplaced,
    numberReady: counts.ready,
    ...(counts.ready === 0 ? {} : { numberAvailable: counts.ready }),
    ...(unavailable === 0 ? {} : { numberUnavailable: unavailable }),
    observedGeneration: metadataOf(set)["generation"] ?? 1,
    ...(counts.updated === 0 ? {} : { updatedNumberScheduled: counts.updated }),
  };
}

/** Whether a change of a node leaves everything alone that daemons look at. */
function isSamePlace(node: JsonObject, previous: JsonObject | undefined): boolean {
  return (
    previous !== undefined &&
    isEqual(at(node, "spec", "taints"), at(previous, "spec", "taints")) &&
    isEqual(metadataOf(node)["labels"], metadataOf(previous)["labels"])
  );
}
