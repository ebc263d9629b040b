/** What stands behind an object's path besides its status: eviction, scale, tokens, binding, logs. */
import { ApiError, badRequest } from "../api/api-error";
import type { Call } from "../api/call";
import { parseBody, typedBody } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import { at, type Json, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import type { DeleteOptions, WriteOptions } from "../registry/write-options";
import { selectsLabels } from "../selectors/label-selector";
import { withCondition } from "./conditions";

const wanted = {
  group: "policy",
  version: "v1",
  kind: "Eviction",
  typeName: "policy.v1.Eviction",
  alsoVersions: ["policy/v1beta1"],
};

/** POST of an eviction: deletes a pod if its disruption budget allows. @throws ApiError 429 where it does not */
export function evict(call: Call): ApiReply {
  const { request, info, services, resource, user } = call;
  const { value } = parseBody(request, "the object provided is unrecognized (must be of type Eviction): ");
  const { object } = typedBody(value, wanted, "Ignore");
  if (nameOf(object) !== info.name) throw badRequest("name in URL does not match name in Eviction object");
  const { registry } = services;
  const pod = registry.get(resource, info.namespace, info.name);
  const options = objectOf(object["deleteOptions"]);
  const dryRun = request.query.getAll("dryRun").includes("All") || textsOf(options["dryRun"]).includes("All");
  evictPod(services, pod, deleteOptionsOf(options), { user, manager: managerOf(request), dryRun });
  return objectReply(
    201,
    { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 },
    { ...call.form, as: undefined },
  );
}

/** What an eviction needs of a cluster. */
export type EvictionGround = Pick<Call["services"], "registry" | "resources" | "clock">;

/** Evicts a pod, as anybody may who asks for it. @throws ApiError 429 where a budget does not let it go */
export function evictPod(ground: EvictionGround, pod: JsonObject, how: DeleteOptions, write: WriteOptions): void {
  const { registry, resources, clock } = ground;
  const [pods, namespace, name] = [resources.named("pods"), namespaceOf(pod), nameOf(pod)];
  if (needsBudget(pod)) takeFromBudget(ground, pod, write);
  if (!isOver(pod)) {
    registry.update(pods, namespace, name, (live) => markedForEviction(live, clock.now()), {
      ...write,
      subresource: "eviction",
    });
  }
  registry.delete(pods, namespace, name, how, write);
}

/** Finished, pending and terminating pods may always go. */
function needsBudget(pod: JsonObject): boolean {
  const phase = textOf(at(pod, "status", "phase"));
  return !["Succeeded", "Failed", "Pending"].includes(phase) && metadataOf(pod)["deletionTimestamp"] === undefined;
}

function isOver(pod: JsonObject): boolean {
  return ["Succeeded", "Failed"].includes(textOf(at(pod, "status", "phase")));
}

function markedForEviction(pod: JsonObject, nowMs: number): JsonObject {
  return withCondition(pod, {
    type: "DisruptionTarget",
    status: "True",
    lastProbeTime: null,
    lastTransitionTime: timeText(nowMs),
    reason: "EvictionByEvictionAPI",
    message: "Eviction API: evicting",
  });
}

function deleteOptionsOf(options: JsonObject): DeleteOptions {
  const { gracePeriodSeconds, propagationPolicy, preconditions } = options;
  const { uid, resourceVersion } = objectOf(preconditions);
  return {
    ...(typeof gracePeriodSeconds === "number" ? { gracePeriodSeconds } : {}),
    ...(typeof propagationPolicy === "string" ? { propagationPolicy } : {}),
    ...(typeof uid === "string" ? { uid } : {}),
    ...(typeof resourceVersion === "string" ? { resourceVersion } : {}),
  };
}

function takeFromBudget({ registry, resources, clock }: EvictionGround, pod: JsonObject, write: WriteOptions): void {
  const budgets = registry.store
    .list("policy/poddisruptionbudgets", namespaceOf(pod))
    .filter((budget) => selectsLabels(at(budget, "spec", "selector"), labelsOf(pod)));
  if (budgets.length > 1) {
    throw new ApiError(
      500,
      "",
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    );
  }
  const [budget] = budgets;
  if (budget === undefined) return;
  const status = objectOf(budget["status"]);
  if (Number(status["observedGeneration"] ?? 0) < Number(metadataOf(budget)["generation"] ?? 0))
    throw notProcessed(budget);
  if (mayGoUnready(budget, status, pod)) return;
  const allowed = Number(status["disruptionsAllowed"] ?? 0);
  if (allowed < 0) throw refused("pdb disruptions allowed is negative");
  if (allowed === 0) throw refused(healthMessage(budget, status));
  const disrupted: Json = { ...objectOf(status["disruptedPods"]), [nameOf(pod)]: timeText(clock.now()) };
  const next = { ...budget, status: { ...status, disruptionsAllowed: allowed - 1, disruptedPods: disrupted } };
  const resource = resources.named("poddisruptionbudgets", "policy");
  registry.update(
    resource,
    namespaceOf(pod),
    nameOf(budget),
    () => (allowed === 1 ? withoutRoom(next, clock.now()) : next),
    { ...write, manager: "kube-apiserver", subresource: "status" },
  );
}

/** The last disruption is taken: the budget says so. */
function withoutRoom(budget: JsonObject, nowMs: number): JsonObject {
  return withCondition(budget, {
    type: "DisruptionAllowed",
    status: "False",
    observedGeneration: Number(objectOf(budget["status"])["observedGeneration"] ?? 0),
    lastTransitionTime: timeText(nowMs),
    reason: "InsufficientPods",
    message: "",
  });
}

/** A pod that is not ready may go where enough others are, or where the budget always lets such pods go. */
function mayGoUnready(budget: JsonObject, status: JsonObject, pod: JsonObject): boolean {
  const conditions = at(pod, "status", "conditions");
  const isReady =
    Array.isArray(conditions) &&
    conditions.some((item) => at(item, "type") === "Ready" && at(item, "status") === "True");
  if (isReady) return false;
  if (at(budget, "spec", "unhealthyPodEvictionPolicy") === "AlwaysAllow") return true;
  const [current, desired] = [Number(status["currentHealthy"] ?? 0), Number(status["desiredHealthy"] ?? 0)];
  return current >= desired && desired > 0;
}

function healthMessage(budget: JsonObject, status: JsonObject): string {
  const [current, desired] = [Number(status["currentHealthy"] ?? 0), Number(status["desiredHealthy"] ?? 0)];
  const name = nameOf(budget);
  if (current > desired || desired === 0) return `The disruption budget ${name} does not allow evicting pods currently`;
  return `The disruption budget ${name} needs ${desired} healthy pods and has ${current} currently`;
}

function refused(message: string): ApiError {
  return new ApiError(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: "DisruptionBudget", message }],
  });
}

function notProcessed(budget: JsonObject): ApiError {
  const message = `The disruption budget ${nameOf(budget)} is still being processed by the server.`;
  return new ApiError(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: "DisruptionBudget", message }],
    retryAfterSeconds: 10,
  });
}
