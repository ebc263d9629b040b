import { createHash } from "node:crypto";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { nameOf, uidOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import { conditionOf } from "../subresources/conditions";

/** Where a pod runs, and when. */
export interface PodPlace {
  readonly nowMs: number;
  readonly hostIp: string;
  /** "" before the pod has a network. */
  readonly podIp: string;
}

/** What keeps a container from running, as kubelet says it. */
export interface Waiting {
  readonly reason: string;
  readonly message?: string;
}

/** A pod whose containers are being made, or cannot be. */
export function waitingStatus(pod: JsonObject, place: PodPlace, why: Waiting): JsonObject {
  const isReady = false;
  const containers = containersOf(pod).map((container) => ({
    ...statusOf(pod, container, { isReady, isStarted: false, restarts: restartsOf(pod, textOf(container["name"])) }),
    state: { waiting: { reason: why.reason, ...(why.message === undefined ? {} : { message: why.message }) } },
  }));
  return {
    ...common(pod, place),
    phase: "Pending",
    conditions: conditionsOf(pod, place, { isReady, isInitialized: initContainersOf(pod).length === 0 }),
    containerStatuses: containers,
    ...initStatuses(pod, place, "waiting"),
  };
}

/** A pod whose containers run; `restarts` is added to how often they were started before. */
export function runningStatus(pod: JsonObject, place: PodPlace, options: { isReady: boolean; restarts: number }) {
  const startedAt = timeText(place.nowMs);
  const containers = containersOf(pod).map((container) => {
    const restarts = restartsOf(pod, textOf(container["name"])) + options.restarts;
    return {
      ...statusOf(pod, container, { isReady: options.isReady, isStarted: true, restarts }),
      containerID: containerId(`${uidOf(pod)}/${textOf(container["name"])}/${restarts}`),
      state: { running: { startedAt } },
    };
  });
  return {
    ...common(pod, place),
    phase: "Running",
    conditions: conditionsOf(pod, place, { isReady: options.isReady, isInitialized: true }),
    containerStatuses: containers,
    ...initStatuses(pod, place, "done"),
  };
}

/** A pod whose containers have ended by themselves. */
export function finishedStatus(pod: JsonObject, place: PodPlace, exitCode: number): JsonObject {
  const reason = exitCode === 0 ? "Completed" : "Error";
  const finishedAt = timeText(place.nowMs);
  const containers = containersOf(pod).map((container) => {
    const name = textOf(container["name"]);
    const startedAt = textOf(at(runningState(pod, name), "startedAt")) || finishedAt;
    const restarts = restartsOf(pod, name);
    return {
      ...statusOf(pod, container, { isReady: false, isStarted: false, restarts }),
      containerID: containerId(`${uidOf(pod)}/${name}/${restarts}`),
      state: { terminated: { exitCode, reason, startedAt, finishedAt } },
    };
  });
  const done = exitCode === 0 ? "PodCompleted" : "PodFailed";
  return {
    ...common(pod, place),
    phase: exitCode === 0 ? "Succeeded" : "Failed",
    conditions: conditionsOf(pod, place, { isReady: false, isInitialized: true, done }),
    containerStatuses: containers,
    ...initStatuses(pod, place, "done"),
  };
}

/** How often a container of a pod was started again. */
function restartsOf(pod: JsonObject, name: string): number {
  const status = objectsOf(at(pod, "status", "containerStatuses")).find((row) => row["name"] === name);
  return Number(status?.["restartCount"] ?? 0);
}

function common(pod: JsonObject, { nowMs, hostIp, podIp }: PodPlace): JsonObject {
  const before = objectOf(pod["status"]);
  return {
    qosClass: before["qosClass"] ?? "BestEffort",
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(podIp === "" ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: before["startTime"] ?? timeText(nowMs),
    observedGeneration: at(pod, "metadata", "generation") ?? 1,
  };
}

function statusOf(
  pod: JsonObject,
  container: JsonObject,
  { isReady, isStarted, restarts }: { isReady: boolean; isStarted: boolean; restarts: number },
): JsonObject {
  const image = textOf(container["image"]);
  const before = objectsOf(at(pod, "status", "containerStatuses")).find((row) => row["name"] === container["name"]);
  return {
    name: container["name"] ?? "",
    image,
    imageID: isStarted ? `${image.replace(/[:@].*$/, "")}@sha256:${digest(image)}` : textOf(before?.["imageID"]),
    lastState: {},
    ready: isReady,
    restartCount: restarts,
    started: isStarted,
  };
}

function runningState(pod: JsonObject, name: string) {
  const status = objectsOf(at(pod, "status", "containerStatuses")).find((row) => row["name"] === name);
  return at(status, "state", "running");
}

function initStatuses(pod: JsonObject, { nowMs }: PodPlace, state: "waiting" | "done"): JsonObject {
  const containers = initContainersOf(pod);
  if (containers.length === 0) return {};
  const at = timeText(nowMs);
  return {
    initContainerStatuses: containers.map((container) => ({
      ...statusOf(pod, container, { isReady: state === "done", isStarted: false, restarts: 0 }),
      state:
        state === "waiting"
          ? { waiting: { reason: "PodInitializing" } }
          : { terminated: { exitCode: 0, reason: "Completed", startedAt: at, finishedAt: at } },
    })),
  };
}

interface Readiness {
  readonly isReady: boolean;
  readonly isInitialized: boolean;
  /** Why a pod that is over is not ready. */
  readonly done?: "PodCompleted" | "PodFailed";
}

function conditionsOf(pod: JsonObject, { nowMs, podIp }: PodPlace, readiness: Readiness): JsonObject[] {
  const { isReady, isInitialized, done } = readiness;
  const names = containersOf(pod).map((container) => textOf(container["name"]));
  const unready =
    done === undefined
      ? { reason: "ContainersNotReady", message: `containers with unready status: [${names.join(" ")}]` }
      : { reason: done };
  const row = (type: string, isTrue: boolean, why: JsonObject = {}): JsonObject => {
    const before = conditionOf(pod, type);
    const status = isTrue ? "True" : "False";
    const isSame = before?.["status"] === status;
    const lastTransitionTime = isSame ? (before?.["lastTransitionTime"] ?? timeText(nowMs)) : timeText(nowMs);
    return { type, status, lastProbeTime: null, lastTransitionTime, ...(isTrue && done === undefined ? {} : why) };
  };
  return [
    row("PodReadyToStartContainers", podIp !== "" && done === undefined),
    row("Initialized", isInitialized, done === undefined ? { reason: "ContainersNotInitialized" } : unready),
    row("Ready", isReady, unready),
    row("ContainersReady", isReady, unready),
    row("PodScheduled", true),
  ];
}

/** The containers of a pod's spec. */
export function containersOf(pod: JsonObject): JsonObject[] {
  return objectsOf(at(pod, "spec", "containers"));
}

function initContainersOf(pod: JsonObject): JsonObject[] {
  return objectsOf(at(pod, "spec", "initContainers"));
}

/** "namespace/name image image": what faults of pods look at. */
export function faultSubject(pod: JsonObject): string {
  const images = containersOf(pod).map((container) => textOf(container["image"]));
  return `${textOf(at(pod, "metadata", "namespace"))}/${nameOf(pod)} ${images.join(" ")}`;
}

function containerId(text: string): string {
  return `containerd://${digest(text)}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
