import { copyOf, isEqual } from "../plain/compare";
import { at, type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { annotationsOf, controllerOf, metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { deploymentStatus } from "./deployment-status";
import { EventRecorder } from "./event-recorder";
import { controllerReference, isActive, ownedPods } from "./owned-pods";
import { ownersOf } from "./replica-set";
import { templateHash } from "./template-hash";
import { ControllerWriter } from "./writer";

const revisionKey = "deployment.kubernetes.io/revision";

/** Rolls deployments out by replica sets. */
export const deploymentController: ControllerFactory = (parts) => new DeploymentController(parts);

class DeploymentController implements Controller {
  readonly #parts: ControllerParts;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;
  readonly #deployments: Resource;
  readonly #sets: Resource;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#writer = new ControllerWriter(parts);
    this.#recorder = new EventRecorder(parts, "deployment-controller");
    this.#deployments = parts.resources.named("deployments", "apps");
    this.#sets = parts.resources.named("replicasets", "apps");
  }

  keysOf({ key, object, previous }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "apps/deployments") return [`${key.namespace}/${key.name}`];
    if (key.resource !== "apps/replicasets") return [];
    return ownersOf([object, previous], "Deployment").map((name) => `${key.namespace}/${name}`);
  }

  reconcile(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const deployment = this.#parts.registry.find(this.#deployments, namespace, name);
    if (deployment === undefined) return;
    const isGoing = metadataOf(deployment)["deletionTimestamp"] !== undefined;
    if (!isGoing) this.#rollOut(deployment);
    const live = this.#parts.registry.find(this.#deployments, namespace, name);
    if (live === undefined) return;
    const sets = this.#setsOf(live);
    const status = deploymentStatus(live, sets, this.#newSet(live, sets), this.#parts.clock.now());
    if (!isEqual(status, live["status"])) this.#writer.updateStatus(this.#deployments, live, status);
  }

  #setsOf(deployment: JsonObject): JsonObject[] {
    const uid = uidOf(deployment);
    return this.#parts.registry.store
      .list("apps/replicasets", namespaceOf(deployment))
      .filter((set) => controllerOf(set)?.["uid"] === uid);
  }

  #newSet(deployment: JsonObject, sets: readonly JsonObject[]): JsonObject | undefined {
    const hash = templateHash(at(deployment, "spec", "template"));
    return sets.find((set) => at(set, "metadata", "labels", "pod-template-hash") === hash);
  }

  #rollOut(deployment: JsonObject): void {
    const sets = this.#setsOf(deployment);
    const isPaused = at(deployment, "spec", "paused") === true;
    const known = this.#newSet(deployment, sets);
    if (isPaused) {
      if (known !== undefined) this.#scaleOnly(deployment, sets);
      return;
    }
    const current = this.#withRevision(deployment, known ?? this.#createSet(deployment, sets), sets);
    const others = this.#setsOf(deployment).filter((set) => uidOf(set) !== uidOf(current));
    if (at(deployment, "spec", "strategy", "type") === "Recreate") this.#recreate(deployment, current, others);
    else this.#roll(deployment, current, others);
    this.#forgetOld(deployment, others);
  }

  /** A paused deployment still follows its number of replicas. */
  #scaleOnly(deployment: JsonObject, sets: readonly JsonObject[]): void {
    const active = sets.filter((set) => replicasOf(set) > 0);
    const [only] = active;
    if (active.length === 1 && only !== undefined) this.#scale(deployment, only, replicasOf(deployment));
  }

  #createSet(deployment: JsonObject, sets: readonly JsonObject[]): JsonObject {
    const hash = templateHash(at(deployment, "spec", "template"));
    const template = copyOf(objectOf(at(deployment, "spec", "template")));
    const metadata = objectOf(template["metadata"]);
    const labels: JsonObject = { ...objectOf(metadata["labels"]), "pod-template-hash": hash };
    template["metadata"] = { ...metadata, labels };
    const selector = objectOf(at(deployment, "spec", "selector"));
    const matchLabels = { ...objectOf(selector["matchLabels"]), "pod-template-hash": hash };
    const replicas = this.#firstReplicas(deployment, sets);
    const annotations = {
      ...inherited(deployment),
      ...this.#setAnnotations(deployment),
      [revisionKey]: String(nextRevision(sets)),
    };
    const set = this.#writer.create(this.#sets, namespaceOf(deployment), {
      metadata: {
        name: `${nameOf(deployment)}-${hash}`,
        labels,
        annotations,
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas,
        ...(at(deployment, "spec", "minReadySeconds") === undefined
          ? {}
          : { minReadySeconds: at(deployment, "spec", "minReadySeconds") ?? 0 }),
        selector: { ...selector, matchLabels },
        template,
      },
    });
    if (replicas > 0) this.#tellScaled(deployment, set, 0, replicas);
    return set;
  }

  #firstReplicas(deployment: JsonObject, sets: readonly JsonObject[]): number {
    const wanted = replicasOf(deployment);
    const total = sets.reduce((sum, set) => sum + replicasOf(set), 0);
    if (at(deployment, "spec", "strategy", "type") === "Recreate") return total === 0 ? wanted : 0;
    return Math.max(0, Math.min(wanted, wanted + surgeOf(deployment) - total));
  }

  #setAnnotations(deployment: JsonObject): JsonObject {
    const wanted = replicasOf(deployment);
    return {
      "deployment.kubernetes.io/desired-replicas": String(wanted),
      "deployment.kubernetes.io/max-replicas": String(wanted + surgeOf(deployment)),
    };
  }

  /** The newest set has the highest revision, and the deployment tells it. */
  #withRevision(deployment: JsonObject, set: JsonObject, sets: readonly JsonObject[]): JsonObject {
    const others = sets.filter((other) => uidOf(other) !== uidOf(set));
    const own = Number(annotationsOf(set)[revisionKey] ?? 0);
    const revision = others.some((other) => Number(annotationsOf(other)[revisionKey] ?? 0) >= own)
      ? nextRevision(others)
      : own;
    const annotations = {
      ...annotationsOf(set),
      ...inherited(deployment),
      ...this.#setAnnotations(deployment),
      [revisionKey]: String(revision),
    };
    const current = this.#writer.update(this.#sets, set, (live) => ({
      ...live,
      metadata: { ...metadataOf(live), annotations },
    }));
    if (annotationsOf(deployment)[revisionKey] !== String(revision)) {
      const told = (live: JsonObject) => ({
        ...live,
        metadata: { ...metadataOf(live), annotations: { ...annotationsOf(live), [revisionKey]: String(revision) } },
      });
      this.#writer.update(this.#deployments, deployment, told, "status");
    }
    return current;
  }

  #recreate(deployment: JsonObject, current: JsonObject, others: readonly JsonObject[]): void {
    for (const set of others) this.#scale(deployment, set, 0);
    const hasOld = others.some((set) => ownedPods(this.#parts, set).some(isActive));
    if (!hasOld) this.#scale(deployment, current, replicasOf(deployment));
  }

  #roll(deployment: JsonObject, current: JsonObject, others: readonly JsonObject[]): void {
    const wanted = replicasOf(deployment);
    const total = [current, ...others].reduce((sum, set) => sum + replicasOf(set), 0);
    const own = replicasOf(current);
    if (own > wanted) this.#scale(deployment, current, wanted);
    else if (own < wanted) {
      const room = wanted + surgeOf(deployment) - total;
      if (room > 0) this.#scale(deployment, current, Math.min(wanted, own + room));
    }
    const after = this.#setsOf(deployment).find((set) => uidOf(set) === uidOf(current)) ?? current;
    const available = [after, ...others].reduce(
      (sum, set) => sum + Number(at(set, "status", "availableReplicas") ?? 0),
      0,
    );
    let spare = available - (wanted - unavailableOf(deployment));
    for (const set of others) {
      // What is not available anyway may go at once.
      const idle = Math.max(0, replicasOf(set) - Number(at(set, "status", "availableReplicas") ?? 0));
      const extra = Math.max(0, Math.min(replicasOf(set) - idle, spare));
      if (idle + extra === 0) continue;
      spare -= extra;
      this.#scale(deployment, set, replicasOf(set) - idle - extra);
    }
  }

  #scale(deployment: JsonObject, set: JsonObject, replicas: number): void {
    const before = replicasOf(set);
    const annotations = { ...annotationsOf(set), ...this.#setAnnotations(deployment) };
    if (before === replicas && isEqual(annotations, annotationsOf(set))) return;
    this.#writer.update(this.#sets, set, (live) => ({
      ...live,
      metadata: { ...metadataOf(live), annotations: { ...annotationsOf(live), ...this.#setAnnotations(deployment) } },
      spec: { ...objectOf(live["spec"]), replicas },
    }));
    if (before !== replicas) this.#tellScaled(deployment, set, before, replicas);
  }

  #tellScaled(deployment: JsonObject, set: JsonObject, before: number, replicas: number): void {
    const message = `Scaled ${replicas > before ? "up" : "down"} replica set ${nameOf(set)} from ${before} to ${replicas}`;
    this.#recorder.record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message });
  }

  /** More old sets than are to be remembered go. */
  #forgetOld(deployment: JsonObject, others: readonly JsonObject[]): void {
    const limit = Number(at(deployment, "spec", "revisionHistoryLimit") ?? 10);
    const empty = others.filter((set) => replicasOf(set) === 0 && Number(at(set, "status", "replicas") ?? 0) === 0);
    const revision = (set: JsonObject) => Number(annotationsOf(set)[revisionKey] ?? 0);
    const surplus = empty.toSorted((a, b) => revision(a) - revision(b)).slice(0, Math.max(0, empty.length - limit));
    for (const set of surplus) this.#writer.delete(this.#sets, set);
  }
}

function nextRevision(sets: readonly JsonObject[]): number {
  return Math.max(0, ...sets.map((set) => Number(annotationsOf(set)[revisionKey] ?? 0))) + 1;
}

/** Annotations that replica sets take over from their deployment. */
function inherited(deployment: JsonObject): JsonObject {
  const own = new Set(["kubectl.kubernetes.io/last-applied-configuration", revisionKey]);
  return Object.fromEntries(
    Object.entries(annotationsOf(deployment)).filter(
      ([key]) => !own.has(key) && !key.startsWith("deployment.kubernetes.io/"),
    ),
  );
}

function replicasOf(object: JsonObject): number {
  return Number(at(object, "spec", "replicas") ?? 1);
}

function surgeOf(deployment: JsonObject): number {
  if (at(deployment, "spec", "strategy", "type") === "Recreate") return 0;
  return amount(at(deployment, "spec", "strategy", "rollingUpdate", "maxSurge"), replicasOf(deployment), Math.ceil);
}

/** At least one pod may be missing where none may be too much. */
function unavailableOf(deployment: JsonObject): number {
  const value = amount(
    at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"),
    replicasOf(deployment),
    Math.floor,
  );
  return value === 0 && surgeOf(deployment) === 0 ? 1 : value;
}

/** A number, or a percentage of another. */
export function amount(value: Json | undefined, total: number, round: (value: number) => number): number {
  if (typeof value === "number") return value;
  const text = textOf(value);
  return text.endsWith("%") ? round((Number(text.slice(0, -1)) * total) / 100) : Number(text);
}
