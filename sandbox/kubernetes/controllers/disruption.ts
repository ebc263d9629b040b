import { isEqual } from "../plain/compare";
import { at, type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { controllerOf, labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { selectsLabels } from "../selectors/label-selector";
import { withCondition } from "../subresources/conditions";
import type { ControllerFactory, ControllerParts } from "./controller";
import { amount } from "./deployment";
import { isActive, isReady } from "./owned-pods";
import { ControllerWriter } from "./writer";

/** Counts how many pods of each budget may go. */
export const disruptionController: ControllerFactory = (parts) => {
  const budgets = parts.resources.named("poddisruptionbudgets", "policy");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key, object, previous }) => {
      if (key.resource === "policy/poddisruptionbudgets") return [`${key.namespace}/${key.name}`];
      if (key.resource !== "/pods") return [];
      return parts.registry.store
        .list("policy/poddisruptionbudgets", key.namespace)
        .filter((budget) =>
          [object, previous].some(
            (pod) => pod !== undefined && selectsLabels(at(budget, "spec", "selector"), labelsOf(pod)),
          ),
        )
        .map((budget) => `${key.namespace}/${nameOf(budget)}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const budget = parts.registry.find(budgets, namespace, name);
      if (budget === undefined || metadataOf(budget)["deletionTimestamp"] !== undefined) return;
      const status = statusOf(parts, budget, namespace);
      if (!isEqual(status, budget["status"])) writer.updateStatus(budgets, budget, status);
    },
  };
};

function statusOf(parts: ControllerParts, budget: JsonObject, namespace: string): JsonObject {
  const selector = at(budget, "spec", "selector");
  const pods = parts.registry.store
    .list("/pods", namespace)
    .filter(
      (pod) =>
        selectsLabels(selector, labelsOf(pod)) && !["Succeeded", "Failed"].includes(textOf(at(pod, "status", "phase"))),
    );
  const healthy = pods.filter((pod) => isActive(pod) && isReady(pod)).length;
  const { expected, desired } = countsOf(parts, budget, pods);
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
  const nowMs = parts.clock.now();
  const before = objectOf(budget["status"]);
  const isAllowed = allowed > 0;
  const counted = withCondition(
    { status: { ...(before["conditions"] === undefined ? {} : { conditions: before["conditions"] }) } },
    {
      type: "DisruptionAllowed",
      status: isAllowed ? "True" : "False",
      observedGeneration: metadataOf(budget)["generation"] ?? 1,
      lastTransitionTime: timeText(nowMs),
      reason: isAllowed ? "SufficientPods" : "InsufficientPods",
      message: "",
    },
  );
  return {
    observedGeneration: metadataOf(budget)["generation"] ?? 1,
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    ...objectOf(counted["status"]),
  };
}

/** How many pods there are to be, and how many of them must stay. */
function countsOf(
  parts: ControllerParts,
  budget: JsonObject,
  pods: readonly JsonObject[],
): { expected: number; desired: number } {
  const spec = objectOf(budget["spec"]);
  const [least, most]: [Json | undefined, Json | undefined] = [spec["minAvailable"], spec["maxUnavailable"]];
  if (most !== undefined) {
    const expected = expectedPods(parts, pods);
    return { expected, desired: Math.max(0, expected - amount(most, expected, Math.ceil)) };
  }
  if (typeof least === "string") {
    const expected = expectedPods(parts, pods);
    return { expected, desired: amount(least, expected, Math.ceil) };
  }
  return { expected: pods.length, desired: typeof least === "number" ? least : 1 };
}

const scaled: Readonly<Record<string, string>> = {
  ReplicaSet: "apps/replicasets",
  StatefulSet: "apps/statefulsets",
  ReplicationController: "/replicationcontrollers",
  Deployment: "apps/deployments",
};

/** What the controllers of these pods want; pods without one count for nothing. */
function expectedPods(parts: ControllerParts, pods: readonly JsonObject[]): number {
  const totals = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    const shelf = scaled[textOf(owner?.["kind"])];
    if (owner === undefined || shelf === undefined) continue;
    const found = parts.registry.store.get({
      resource: shelf,
      namespace: textOf(metadataOf(pod)["namespace"]),
      name: textOf(owner["name"]),
    });
    totals.set(textOf(owner["uid"]), Number(at(found, "spec", "replicas") ?? 0));
  }
  return [...totals.values()].reduce((sum, count) => sum + count, 0);
}
