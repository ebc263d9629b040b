import { ApiError } from "../api/api-error";
import { component } from "../auth/user";
import type { ControllerParts } from "../controllers/controller";
import { at, type JsonObject, objectOf } from "../plain/json";
import { annotationsOf, controllerOf, metadataOf } from "../plain/object-meta";
import type { WriteOptions } from "../registry/write-options";
import { evictPod } from "../subresources/eviction";
import { cordonedAnnotation } from "./owned-metadata";
import { mirrorAnnotation } from "./static-pods";

/** Between two tries to evict what is left, milliseconds. */
const tryAgainMs = 5_000;
const asTalos: WriteOptions = { user: component("talos:admin"), manager: "talos" };

/**
 * Cordons a Node as Talos does before it stops, evicts its pods and waits for their end, for `limitMs` at most. Never
 * rejects: what does not go stays.
 */
export async function drainNode(
  parts: ControllerParts,
  nodeName: string,
  limitMs: number,
  signal?: AbortSignal,
): Promise<void> {
  for (let waitedMs = 0; waitedMs <= limitMs; waitedMs += tryAgainMs) {
    if (cordon(parts, nodeName) && evictAll(parts, nodeName) === 0) return;
    try {
      await parts.clock.sleep(tryAgainMs, signal);
    } catch {
      return;
    }
  }
  parts.note(`Node "${nodeName}" is not drained: pods are left`);
}

/** False where the API refuses it for now. */
function cordon(parts: ControllerParts, nodeName: string): boolean {
  const nodes = parts.resources.named("nodes");
  const node = parts.registry.find(nodes, "", nodeName);
  if (node === undefined || at(node, "spec", "unschedulable") === true) return true;
  return attempt(() =>
    parts.registry.update(
      nodes,
      "",
      nodeName,
      (live) => ({
        ...live,
        metadata: { ...metadataOf(live), annotations: { ...annotationsOf(live), [cordonedAnnotation]: "true" } },
        spec: { ...objectOf(live["spec"]), unschedulable: true },
      }),
      asTalos,
    ),
  );
}

/** How many pods are still there. */
function evictAll(parts: ControllerParts, nodeName: string): number {
  const left = parts.pods.onNode(nodeName).filter(isDrained);
  for (const pod of left) {
    if (metadataOf(pod)["deletionTimestamp"] === undefined) attempt(() => evictPod(parts, pod, {}, asTalos));
  }
  return parts.pods.onNode(nodeName).filter(isDrained).length;
}

/** Mirror pods and those of daemon sets stay. */
function isDrained(pod: JsonObject): boolean {
  return annotationsOf(pod)[mirrorAnnotation] === undefined && controllerOf(pod)?.["kind"] !== "DaemonSet";
}

function attempt(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
