import { at, type JsonObject, objectsOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";

/** `status` of a deployment from its replica sets. */
export function deploymentStatus(
  deployment: JsonObject,
  sets: readonly JsonObject[],
  current: JsonObject | undefined,
  nowMs: number,
): JsonObject {
  const sum = (name: string) => sets.reduce((total, set) => total + Number(at(set, "status", name) ?? 0), 0);
  const wanted = Number(at(deployment, "spec", "replicas") ?? 1);
  const [replicas, ready, available] = [sum("replicas"), sum("readyReplicas"), sum("availableReplicas")];
  const updated = Number(at(current, "status", "replicas") ?? 0);
  const total = sets.reduce((count, set) => count + Number(at(set, "spec", "replicas") ?? 0), 0);
  const unavailable = Math.max(0, total - available);
  const counts = Object.entries({
    replicas,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: unavailable,
  });
  const conditions = conditionsOf(deployment, { wanted, available, updated, replicas, current, nowMs });
  const collisions = at(deployment, "status", "collisionCount");
  const kept = collisions === undefined ? {} : { collisionCount: collisions };
  return {
    observedGeneration: metadataOf(deployment)["generation"] ?? 1,
    ...Object.fromEntries(counts.filter(([, count]) => count > 0)),
    terminatingReplicas: sum("terminatingReplicas"),
    ...kept,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

interface Progress {
  readonly wanted: number;
  readonly available: number;
  readonly updated: number;
  readonly replicas: number;
  readonly current: JsonObject | undefined;
  readonly nowMs: number;
}

function conditionsOf(deployment: JsonObject, progress: Progress): JsonObject[] {
  const before = objectsOf(at(deployment, "status", "conditions"));
  const rows = [availableRow(deployment, progress), ...progressRows(deployment, progress)];
  // One that began paused tells that first.
  const beganPaused =
    at(deployment, "spec", "paused") === true && (before[0]?.["type"] ?? "Progressing") === "Progressing";
  return merged(before, beganPaused ? rows.reverse() : rows, progress.nowMs);
}

function availableRow(deployment: JsonObject, { wanted, available }: Progress): JsonObject {
  const isEnough = available >= wanted - missingAllowed(deployment, wanted);
  return {
    type: "Available",
    status: isEnough ? "True" : "False",
    reason: isEnough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
    message: `Deployment ${isEnough ? "has" : "does not have"} minimum availability.`,
  };
}

/** None before there is a replica set. */
function progressRows(deployment: JsonObject, progress: Progress): JsonObject[] {
  const { wanted, available, updated, replicas, current } = progress;
  if (at(deployment, "spec", "paused") === true) {
    return [{ type: "Progressing", status: "Unknown", reason: "DeploymentPaused", message: "Deployment is paused" }];
  }
  if (current === undefined) return [];
  const isDone = updated === wanted && replicas === wanted && available === wanted;
  return [
    {
      type: "Progressing",
      status: "True",
      reason: isDone ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
      message: `ReplicaSet "${nameOf(current)}" ${isDone ? "has successfully progressed" : "is progressing"}.`,
    },
  ];
}

function missingAllowed(deployment: JsonObject, wanted: number): number {
  if (at(deployment, "spec", "strategy", "type") === "Recreate") return 0;
  const value = at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable");
  if (typeof value === "number") return value;
  return Math.floor((Number(String(value ?? "0%").replace("%", "")) * wanted) / 100);
}

/** Conditions that say what they said keep their times; one that changed goes to the end. */
function merged(before: readonly JsonObject[], rows: readonly JsonObject[], nowMs: number): JsonObject[] {
  const now = timeText(nowMs);
  const result = [...before];
  for (const row of rows) {
    const index = result.findIndex((other) => other["type"] === row["type"]);
    const old = result[index];
    if (
      old !== undefined &&
      old["status"] === row["status"] &&
      old["reason"] === row["reason"] &&
      old["message"] === row["message"]
    )
      continue;
    const since = old !== undefined && old["status"] === row["status"] ? (old["lastTransitionTime"] ?? now) : now;
    const next: JsonObject = {
      type: row["type"] ?? "",
      status: row["status"] ?? "",
      lastUpdateTime: now,
      lastTransitionTime: since,
      reason: row["reason"] ?? "",
      message: row["message"] ?? "",
    };
    if (index >= 0) result.splice(index, 1);
    result.push(next);
  }
  return result;
}
