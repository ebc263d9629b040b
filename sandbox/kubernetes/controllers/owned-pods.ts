import { ApiError } from "../api/api-error";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { controllerOf, metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { hasCondition } from "../subresources/conditions";
import type { ControllerParts } from "./controller";
import type { EventRecorder } from "./event-recorder";
import type { ControllerWriter } from "./writer";

/** Pods that an object controls. */
export function ownedPods(parts: ControllerParts, owner: JsonObject): JsonObject[] {
  const uid = uidOf(owner);
  return parts.registry.store.list("/pods", namespaceOf(owner)).filter((pod) => controllerOf(pod)?.["uid"] === uid);
}

/** Not finished, and not on its way out. */
export function isActive(pod: JsonObject): boolean {
  const phase = textOf(at(pod, "status", "phase"));
  return phase !== "Succeeded" && phase !== "Failed" && metadataOf(pod)["deletionTimestamp"] === undefined;
}

/** Whether a pod is ready. */
export function isReady(pod: JsonObject): boolean {
  return hasCondition(pod, "Ready");
}

/** The reference to an owner that controls. */
export function controllerReference(owner: JsonObject): JsonObject {
  return {
    apiVersion: owner["apiVersion"] ?? "",
    kind: owner["kind"] ?? "",
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** What a pod of an owner is made of besides its template. */
export interface PodExtras {
  /** Default: a generated name. */
  readonly name?: string;
  /** Labels besides those of the template; default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Members of the spec that the template does not have; default none. */
  readonly spec?: JsonObject;
  /** Default none. */
  readonly finalizers?: readonly string[];
}

/** A pod from a template. */
export function podOf(owner: JsonObject, template: JsonObject, extras: PodExtras = {}): JsonObject {
  const own = objectOf(template["metadata"]);
  const labels = { ...objectOf(own["labels"]), ...extras.labels };
  const generateName = `${nameOf(owner)}-`;
  const metadata: JsonObject = {
    ...(extras.name === undefined ? { generateName } : { name: extras.name, generateName }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(own["annotations"] === undefined ? {} : { annotations: own["annotations"] }),
    ...(extras.finalizers === undefined ? {} : { finalizers: [...extras.finalizers] }),
    ownerReferences: [controllerReference(owner)],
  };
  return { metadata, spec: { ...objectOf(template["spec"]), ...extras.spec } };
}

/** Creates a pod for an owner and tells it; a refusal is told, too, and thrown. */
export function createPod(
  owner: JsonObject,
  pod: JsonObject,
  { writer, recorder, parts }: { writer: ControllerWriter; recorder: EventRecorder; parts: ControllerParts },
): void {
  try {
    const created = writer.create(parts.resources.named("pods"), namespaceOf(owner), pod);
    recorder.record(owner, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${nameOf(created)}` });
  } catch (error) {
    if (error instanceof ApiError) {
      recorder.record(owner, { type: "Warning", reason: "FailedCreate", message: `Error creating: ${error.message}` });
    }
    throw error;
  }
}
