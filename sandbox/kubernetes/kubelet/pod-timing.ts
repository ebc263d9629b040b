import { at, type JsonObject, objectsOf, textOf, textsOf } from "../plain/json";
import { containersOf } from "./pod-status";

/**
 * How long pods take for things, milliseconds of simulated time: what one sees of small images on small servers. Nothing
 * depends on their being exact.
 */
export const podDurations = {
  /** From the kubelet's hearing of a pod to its containers' start: sandbox, network, image. */
  startMs: 2_500,
  /** From a container's start to its first good answer to a probe; without a probe it is ready at once. */
  probeMs: 1_500,
  /** From the signal to the end of a well-behaved container. */
  stopMs: 1_000,
  /** How long a container runs that is to end by itself. */
  runMs: 3_000,
} as const;

/** From the containers' start until all are ready. */
export function readyAfterMs(pod: JsonObject): number {
  const delays = containersOf(pod).map((container) => {
    const probe = container["readinessProbe"] ?? container["startupProbe"];
    if (probe === undefined) return 0;
    return Number(at(probe, "initialDelaySeconds") ?? 0) * 1000 + podDurations.probeMs;
  });
  return Math.max(0, ...delays);
}

/** How long the containers of a pod run before they end by themselves; undefined: for ever. */
export function runsForMs(pod: JsonObject): number | undefined {
  if (textOf(at(pod, "spec", "restartPolicy")) === "Always") return undefined;
  const sleeps = containersOf(pod).map(sleepSeconds);
  const longest = Math.max(0, ...sleeps.map((seconds) => seconds ?? 0));
  if (sleeps.includes(Number.POSITIVE_INFINITY)) return undefined;
  return longest === 0 ? podDurations.runMs : longest * 1000;
}

/** Whether a container of the pod sleeps for a while that its command says: that passes in real time at speed 0. */
export function isSleeper(pod: JsonObject): boolean {
  return containersOf(pod).some((container) => sleepSeconds(container) !== undefined);
}

/** "sleep 3600", alone or in a shell's line. */
function sleepSeconds(container: JsonObject): number | undefined {
  const line = [...textsOf(container["command"]), ...textsOf(container["args"])].join(" ");
  const match = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?|infinity)(?:s)?\b/.exec(line);
  if (match === null) return undefined;
  return match[1] === "infinity" ? Number.POSITIVE_INFINITY : Number(match[1]);
}

/** Whether a pod brings a network plugin: it writes where containerd looks for one. */
export function bringsNetwork(pod: JsonObject): boolean {
  return objectsOf(at(pod, "spec", "volumes")).some((volume) =>
    /^\/etc\/cni(\/net\.d)?\/?$/.test(textOf(at(volume, "hostPath", "path"))),
  );
}
