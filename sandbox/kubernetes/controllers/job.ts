import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { hasCondition } from "../subresources/conditions";
import type { ControllerFactory } from "./controller";
import { EventRecorder } from "./event-recorder";
import { createPod, isActive, isReady, ownedPods, podOf } from "./owned-pods";
import { ownersOf } from "./replica-set";
import { ControllerWriter } from "./writer";

/** Runs the pods of jobs until enough have succeeded, or too many have failed. */
export const jobController: ControllerFactory = (parts, again) => {
  const [jobs, pods] = [parts.resources.named("jobs", "batch"), parts.resources.named("pods")];
  const writer = new ControllerWriter(parts);
  const recorder = new EventRecorder(parts, "job-controller");
  const tell = (job: JsonObject, count: Counted) => {
    const [row] = count.ends;
    const end = row === undefined ? undefined : textOf(row["type"]);
    if (end === undefined || hasCondition(job, end)) return;
    const message = end === "Complete" ? "Job completed" : "Job has reached the specified backoff limit";
    const isGood = end === "Complete";
    recorder.record(job, {
      type: isGood ? "Normal" : "Warning",
      reason: isGood ? "Completed" : "BackoffLimitExceeded",
      message,
    });
  };
  const run = (job: JsonObject, count: Counted) => {
    const template = objectOf(at(job, "spec", "template"));
    for (let index = 0; index < count.missing; index += 1) {
      createPod(job, podOf(job, template), { writer, recorder, parts });
    }
    const surplus = count.ends.length > 0 || isSuspended(job) ? count.active : [];
    for (const pod of surplus) writer.delete(pods, pod);
  };
  const expire = (job: JsonObject, key: string) => {
    const seconds = at(job, "spec", "ttlSecondsAfterFinished");
    if (typeof seconds !== "number") return;
    const finished = Date.parse(textOf(at(job, "status", "completionTime"))) || parts.clock.now();
    const leftMs = finished + seconds * 1000 - parts.clock.now();
    if (leftMs > 0) again(key, leftMs, "expiry");
    else writer.delete(jobs, job, { propagationPolicy: "Foreground" });
  };
  return {
    keysOf: ({ key, object, previous }) => {
      if (key.resource === "batch/jobs") return [`${key.namespace}/${key.name}`];
      if (key.resource !== "/pods") return [];
      return ownersOf([object, previous], "Job").map((name) => `${key.namespace}/${name}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const job = parts.registry.find(jobs, namespace, name);
      if (job === undefined || metadataOf(job)["deletionTimestamp"] !== undefined) return;
      if (hasCondition(job, "Complete") || hasCondition(job, "Failed")) {
        expire(job, key);
        return;
      }
      run(job, countsOf(job, ownedPods(parts, job), timeText(parts.clock.now())));
      const count = countsOf(job, ownedPods(parts, job), timeText(parts.clock.now()));
      const status = statusOf(job, count, timeText(parts.clock.now()));
      if (isEqual(status, job["status"])) return;
      tell(job, count);
      writer.updateStatus(jobs, job, status);
    },
  };
};

interface Counted {
  readonly active: readonly JsonObject[];
  readonly succeeded: number;
  readonly failed: number;
  /** Pods to be made now. */
  readonly missing: number;
  /** Conditions with which the job is over; empty: it is not. */
  readonly ends: readonly JsonObject[];
}

function isSuspended(job: JsonObject): boolean {
  return at(job, "spec", "suspend") === true;
}

function countsOf(job: JsonObject, pods: readonly JsonObject[], now: string): Counted {
  const inPhase = (phase: string) => pods.filter((pod) => at(pod, "status", "phase") === phase).length;
  const [active, succeeded, failed] = [pods.filter(isActive), inPhase("Succeeded"), inPhase("Failed")];
  const parallelism = Number(at(job, "spec", "parallelism") ?? 1);
  const completions = at(job, "spec", "completions");
  const wanted = typeof completions === "number" ? completions : succeeded > 0 ? succeeded : 1;
  const row = (type: string, reason: string, message: string): JsonObject => {
    return { type, status: "True", lastProbeTime: now, lastTransitionTime: now, reason, message };
  };
  const ends: JsonObject[] = [];
  if (failed > Number(at(job, "spec", "backoffLimit") ?? 6)) {
    const message = "Job has reached the specified backoff limit";
    ends.push(row("FailureTarget", "BackoffLimitExceeded", message), row("Failed", "BackoffLimitExceeded", message));
  } else if (succeeded >= wanted && (active.length === 0 || typeof completions === "number")) {
    const message = "Reached expected number of succeeded pods";
    ends.push(row("SuccessCriteriaMet", "CompletionsReached", message), row("Complete", "CompletionsReached", message));
  }
  const room = Math.min(parallelism, Math.max(0, wanted - succeeded)) - active.length;
  const missing = ends.length > 0 || isSuspended(job) ? 0 : Math.max(0, room);
  return { active, succeeded, failed, missing, ends: ends.toReversed() };
}

function statusOf(job: JsonObject, { active, succeeded, failed, ends }: Counted, now: string): JsonObject {
  const before = objectOf(job["status"]);
  const isOver = ends.length > 0;
  const isComplete = ends.some((row) => row["type"] === "Complete");
  const suspended = { type: "Suspended", status: "True", reason: "JobSuspended", message: "Job suspended" };
  const conditions = isOver
    ? ends.toReversed()
    : isSuspended(job)
      ? [{ ...suspended, lastProbeTime: now, lastTransitionTime: now }]
      : [];
  return {
    ...(isOver || active.length === 0 ? {} : { active: active.length }),
    ...(isComplete ? { completionTime: now } : {}),
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(failed === 0 ? {} : { failed }),
    ready: isOver ? 0 : active.filter(isReady).length,
    ...(isSuspended(job) ? {} : { startTime: before["startTime"] ?? now }),
    ...(succeeded === 0 ? {} : { succeeded }),
    terminating: 0,
    uncountedTerminatedPods: {},
  };
}
