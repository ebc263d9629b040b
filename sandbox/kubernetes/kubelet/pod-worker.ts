import type { Cancel } from "../../world/clock";
import { ApiError } from "../api/api-error";
import type { ControllerParts } from "../controllers/controller";
import { EventRecorder } from "../controllers/event-recorder";
import type { ControllerWriter } from "../controllers/writer";
import { faultDoor } from "../faults";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import { missingReference } from "./missing-reference";
import {
  containersOf,
  faultSubject,
  finishedStatus,
  type PodPlace,
  runningStatus,
  type Waiting,
  waitingStatus,
} from "./pod-status";
import { isSleeper, podDurations, readyAfterMs, runsForMs } from "./pod-timing";

/** What a worker knows of the node that its pods are on. */
export interface PodHost {
  readonly nodeName: string;
  hostIp(): string;
  /** An address of the node's range, the same for the same pod. */
  podIp(uid: string): string;
  /** Whether pods get a network of their own. */
  hasNetwork(): boolean;
  /** A pod has started or stopped. */
  podChanged(): void;
}

/** Starting, running, stopping; or held: it cannot start, cannot be ready, cannot stop. */
type Stage = "start" | "run" | "stop" | Held;
type Held = "blocked" | "unready" | "stuck";

/** What a kubelet does about one pod just now. */
interface Work {
  readonly what: Stage;
  cancel: Cancel;
}

const nothing: Cancel = () => {};

/** Runs the pods of one node: starts, readiness, ends, stops, each after its time. */
export class PodWorker {
  readonly #parts: ControllerParts;
  readonly #host: PodHost;
  readonly #writer: ControllerWriter;
  readonly #recorder: EventRecorder;
  readonly #pods: Resource;
  readonly #work = new Map<string, Work>();

  constructor(parts: ControllerParts, host: PodHost, writer: ControllerWriter) {
    this.#parts = parts;
    this.#host = host;
    this.#writer = writer;
    this.#recorder = new EventRecorder(parts, "kubelet", host.nodeName);
    this.#pods = parts.resources.named("pods");
  }

  /** Whether a pod cannot start for now and is to be looked at again. */
  get isBlocked(): boolean {
    for (const { what } of this.#work.values()) if (isHeld(what)) return true;
    return false;
  }

  /** Looks at a pod that is bound to this node, and goes on with it. */
  consider(pod: JsonObject, isRetry = false): void {
    const uid = uidOf(pod);
    const work = this.#work.get(uid);
    if (metadataOf(pod)["deletionTimestamp"] !== undefined) {
      if (work === undefined || isRetry || !["stop", "stuck"].includes(work.what)) this.#stop(pod, work);
      return;
    }
    if (["Succeeded", "Failed"].includes(textOf(at(pod, "status", "phase")))) return;
    if (isRetry && work?.what === "unready") this.#becomeReady(pod);
    else if (work === undefined || (isRetry && work.what === "blocked")) this.#begin(pod);
  }

  /** A pod is gone from the API. */
  forget(uid: string): void {
    this.#work.get(uid)?.cancel();
    this.#work.delete(uid);
  }

  /** Tries again what could not start. */
  retry(find: (uid: string) => JsonObject | undefined): void {
    for (const [uid, { what }] of [...this.#work]) {
      if (!isHeld(what)) continue;
      const pod = find(uid);
      if (pod === undefined) this.#work.delete(uid);
      else this.consider(pod, true);
    }
  }

  stop(): void {
    for (const { cancel } of this.#work.values()) cancel();
    this.#work.clear();
  }

  #begin(pod: JsonObject): void {
    const uid = uidOf(pod);
    const isOwnNetwork = at(pod, "spec", "hostNetwork") !== true;
    if (isOwnNetwork && !this.#host.hasNetwork()) {
      this.#block(pod, { reason: "ContainerCreating" });
      return;
    }
    const fault = this.#parts.faults.take(faultDoor, "pod-start", faultSubject(pod));
    if (fault !== undefined) {
      const reason = typeof fault["reason"] === "string" ? fault["reason"] : "ImagePullBackOff";
      const message = typeof fault["message"] === "string" ? fault["message"] : `Back-off pulling image of the pod`;
      this.#recorder.record(pod, { type: "Warning", reason: "Failed", message: `Error: ${reason}` });
      this.#block(pod, { reason, message });
      return;
    }
    const lost = missingReference(pod, (kind, name) => this.#exists(`/${kind}s`, namespaceOf(pod), name));
    if (lost !== undefined) {
      this.#recorder.record(pod, { type: "Warning", reason: "Failed", message: `Error: ${lost.message ?? ""}` });
      this.#block(pod, lost);
      return;
    }
    const isRestart = textOf(at(pod, "status", "phase")) === "Running";
    // Noted before anything is posted: whoever hears of the status considers the pod again at once.
    this.#later(uid, "start", podDurations.startMs, () => this.#run(pod, isRestart));
    if (!isRestart)
      this.#post(pod, (live) => waitingStatus(live, this.#place(live, false), { reason: "ContainerCreating" }));
    else this.#post(pod, (live) => runningStatus(live, this.#place(live, true), { isReady: false, restarts: 1 }));
  }

  #exists(resource: string, namespace: string, name: string): boolean {
    return this.#parts.registry.store.get({ resource, namespace, name }) !== undefined;
  }

  #run(pod: JsonObject, isRestart: boolean): void {
    const uid = uidOf(pod);
    const readyMs = isRestart ? 0 : readyAfterMs(pod);
    for (const container of containersOf(pod)) {
      const message = `Started container ${textOf(container["name"])}`;
      this.#recorder.record(pod, { type: "Normal", reason: "Started", message });
    }
    if (readyMs === 0) {
      this.#becomeReady(pod);
      return;
    }
    this.#later(uid, "start", readyMs, () => this.#becomeReady(pod));
    this.#post(pod, (live) => runningStatus(live, this.#place(live, true), { isReady: false, restarts: 0 }));
  }

  #becomeReady(pod: JsonObject): void {
    const isHeld = this.#parts.faults.peek(faultDoor, "pod-ready", faultSubject(pod)) !== undefined;
    this.#work.set(uidOf(pod), { what: isHeld ? "unready" : "run", cancel: nothing });
    const isPosted = this.#post(pod, (live) =>
      runningStatus(live, this.#place(live, true), { isReady: !isHeld, restarts: 0 }),
    );
    if (!isPosted || isHeld) return;
    this.#endLater(pod);
    this.#host.podChanged();
  }

  #endLater(pod: JsonObject): void {
    const runMs = runsForMs(pod);
    if (runMs === undefined) return;
    const end = () => {
      const fault = this.#parts.faults.take(faultDoor, "pod-run", faultSubject(pod));
      const exitCode = fault === undefined ? 0 : typeof fault["exitCode"] === "number" ? fault["exitCode"] : 1;
      this.#post(pod, (live) => finishedStatus(live, this.#place(live, true), exitCode));
      this.#work.delete(uidOf(pod));
    };
    const { clock } = this.#parts;
    const cancel = isSleeper(pod) ? clock.deadline(runMs, end) : clock.after(runMs, end);
    this.#work.set(uidOf(pod), { what: "run", cancel });
  }

  #stop(pod: JsonObject, before: Work | undefined): void {
    before?.cancel();
    const subject = `${namespaceOf(pod)}/${nameOf(pod)}`;
    if (this.#parts.faults.peek(faultDoor, "pod-stop", subject) !== undefined) {
      this.#work.set(uidOf(pod), { what: "stuck", cancel: nothing });
      return;
    }
    const grace = Number(metadataOf(pod)["deletionGracePeriodSeconds"] ?? 0);
    this.#later(uidOf(pod), "stop", Math.min(podDurations.stopMs, grace * 1000), () => {
      this.#work.delete(uidOf(pod));
      this.#attempt(pod, () => this.#writer.delete(this.#pods, pod, { gracePeriodSeconds: 0, uid: uidOf(pod) }));
      this.#host.podChanged();
    });
  }

  #block(pod: JsonObject, why: Waiting): void {
    this.#work.set(uidOf(pod), { what: "blocked", cancel: nothing });
    this.#post(pod, (live) => waitingStatus(live, this.#place(live, false), why));
  }

  #later(uid: string, what: Work["what"], durationMs: number, step: () => void): void {
    this.#work.get(uid)?.cancel();
    this.#work.set(uid, { what, cancel: this.#parts.clock.after(durationMs, step) });
  }

  #place(pod: JsonObject, hasIp: boolean): PodPlace {
    const hostIp = this.#host.hostIp();
    const isHost = at(pod, "spec", "hostNetwork") === true;
    const podIp = isHost ? hostIp : hasIp ? this.#host.podIp(uidOf(pod)) : "";
    return { nowMs: this.#parts.clock.now(), hostIp, podIp };
  }

  /** Writes a status, unless it says what it said; false where the API refuses it. */
  #post(pod: JsonObject, make: (live: JsonObject) => JsonObject): boolean {
    return this.#attempt(pod, () => {
      const live = this.#parts.registry.find(this.#pods, namespaceOf(pod), nameOf(pod));
      if (live === undefined || uidOf(live) !== uidOf(pod)) return;
      this.#writer.updateStatus(this.#pods, live, objectOf(make(live)));
    });
  }

  /** What the API refuses is tried again with the next look at the node's pods. */
  #attempt(pod: JsonObject, write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code !== 404) this.#work.set(uidOf(pod), { what: "blocked", cancel: nothing });
      return false;
    }
  }
}

function isHeld(what: Stage): what is Held {
  return what === "blocked" || what === "unready" || what === "stuck";
}
