import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import type { Resource } from "../schema/resource";
import { hasCondition } from "../subresources/conditions";
import type { Again, Controller, ControllerFactory, ControllerParts } from "./controller";
import { EventRecorder } from "./event-recorder";
import { createPod, isActive, isReady, ownedPods, podOf } from "./owned-pods";
import { ownersOf } from "./replica-set";
import { ControllerWriter } from "./writer";

/** Runs the pods of jobs until enough have succeeded, or too many have failed. */
export const jobController: ControllerFactory = (parts, again) => new JobController(parts, again);

class JobController implements Controller {
  readonly #parts: ControllerParts;
  readonly #again: Again;
  readonly #jobs: Resource;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;

  constructor(parts: ControllerParts, again: Again) {
    this.#parts = parts;
    this.#again = again;
    this.#jobs = parts.resources.named("jobs", "batch");
    this.#writer = new ControllerWriter(parts);
    this.#recorder = new EventRecorder(parts, "job-controller");
  }

  keysOf({ key, object, previous }: Parameters<Controller["keysOf"]>[0]): readonly string[] {
    if (key.resource === "batch/jobs") return [`${key.namespace}/${key.name}`];
    if (key.resource !== "/pods") return [];
    return ownersOf([object, previous], "Job").map((name) => `${key.namespace}/${name}`);
  }

  reconcile(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const job = this.#parts.registry.find(this.#jobs, namespace, name);
    if (job === undefined || metadataOf(job)["deletionTimestamp"] !== undefined) return;
    if (hasCondition(job, "Complete") || hasCondition(job, "Failed")) {
      this.#expire(job, key);
      return;
    }
    const now = timeText(this.#parts.clock.now());
    this.#run(job, countsOf(job, ownedPods(this.#parts, job), now));
    const count = countsOf(job, ownedPods(this.#parts, job), now);
    const status = statusOf(job, count, now);
    if (isEqual(status, job["status"])) return;
    this.#tell(job, count);
    this.#writer.updateStatus(this.#jobs, job, status);
  }

  #run(job: JsonObject, count: Counted): void {
    const template = objectOf(at(job, "spec", "template"));
    for (let index = 0; index < count.missing; index += 1) {
      const pod = podOf(job, template);
      createPod(job, pod, { writer: this.#writer, recorder: this.#recorder, parts: this.#parts });
    }
    const surplus = count.ends.length > 0 || isSuspended(job) ? count.active : [];
    for (const pod of surplus) this.#writer.delete(this.#parts.resources.named("pods"), pod);
  }

  #tell(job: JsonObject, { ends }: Counted): void {
    const types = ends.map((row) => row["type"]);
    if (types.includes("Complete")) {
      this.#recorder.record(job, { type: "Normal", reason: "Completed", message: "Job completed" });
    } else if (types.includes("Failed")) {
      const message = "Job has reached the specified backoff limit";
      this.#recorder.record(job, { type: "Warning", reason: "BackoffLimitExceeded", message });
    }
  }

  /** A job that is over goes when its time has passed, if it has one. */
  #expire(job: JsonObject, key: string): void {
    const seconds = at(job, "spec", "ttlSecondsAfterFinished");
    if (typeof seconds !== "number") return;
    const [last] = objectsOf(at(job, "status", "conditions")).slice(-1);
    const finishedMs = Date.parse(textOf(last?.["lastTransitionTime"]));
    const leftMs = finishedMs + seconds * 1000 - this.#parts.clock.now();
    if (leftMs > 0) this.#again(key, leftMs, "expiry");
    else this.#writer.delete(this.#jobs, job, { propagationPolicy: "Foreground" });
  }
}

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
