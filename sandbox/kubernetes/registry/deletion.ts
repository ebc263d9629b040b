import { ApiError, detailsOf } from "../api/api-error";
import type { KindRules } from "../kinds/kind-rules";
import { type JsonObject, objectOf, textsOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import type { Resource } from "../schema/resource";
import type { ObjectStore } from "../store/object-store";
import type { DeleteOptions } from "./write-options";

/** What a deletion does: `marked` is what the object becomes; undefined: it goes at once, `last` is what is told of it. */
export interface Deletion {
  readonly marked: JsonObject | undefined;
  readonly last: JsonObject;
}

interface Asked {
  readonly live: JsonObject;
  readonly resource: Resource;
  readonly rules: KindRules;
  readonly how: DeleteOptions;
  readonly nowMs: number;
  readonly store: ObjectStore;
}

/** Decides what a deletion does. @throws ApiError 409 where a precondition fails. */
export function deletionOf({ live, resource, rules, how, nowMs }: Asked): Deletion {
  checkPreconditions(live, resource, how);
  const metadata = metadataOf(live);
  const finalizers = finalizersAfter(textsOf(metadata["finalizers"]), how, rules);
  const graceSeconds = rules.gracePeriodSeconds?.(live, how.gracePeriodSeconds) ?? 0;
  const isNamespace = resource.group === "" && resource.name === "namespaces";
  const held = isNamespace && textsOf(objectOf(live["spec"])["finalizers"]).length > 0;
  const isOver = graceSeconds === 0 && finalizers.length === 0 && !held;
  if (isOver && rules.gracePeriodSeconds === undefined) return { marked: undefined, last: live };
  const marked = markedFor(live, { finalizers, graceSeconds, nowMs, isNamespace, rules });
  return { marked: isOver ? undefined : marked, last: marked };
}

interface Marking {
  readonly finalizers: readonly string[];
  readonly graceSeconds: number;
  readonly nowMs: number;
  readonly isNamespace: boolean;
  readonly rules: KindRules;
}

function markedFor(live: JsonObject, { finalizers, graceSeconds, nowMs, isNamespace, rules }: Marking): JsonObject {
  const metadata = metadataOf(live);
  const marked: JsonObject = { ...live, metadata: { ...metadata } };
  const after = metadataOf(marked);
  if (finalizers.length > 0) after["finalizers"] = [...finalizers];
  const before = metadata["deletionGracePeriodSeconds"];
  const isShorter = typeof before === "number" && graceSeconds < before;
  if (metadata["deletionTimestamp"] === undefined || isShorter) {
    after["deletionTimestamp"] = secondText(nowMs + graceSeconds * 1000);
    if (!isNamespace) after["deletionGracePeriodSeconds"] = graceSeconds;
    if (rules.hasGeneration === true && metadata["deletionTimestamp"] === undefined) {
      after["generation"] = (typeof metadata["generation"] === "number" ? metadata["generation"] : 0) + 1;
    }
  }
  if (isNamespace) marked["status"] = { ...objectOf(live["status"]), phase: "Terminating" };
  return marked;
}

function secondText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function finalizersAfter(finalizers: readonly string[], how: DeleteOptions, rules: KindRules): string[] {
  const policy = how.propagationPolicy ?? (rules.orphansByDefault === true ? "Orphan" : undefined);
  if (policy === undefined) return [...finalizers];
  const rest = finalizers.filter((name) => name !== "orphan" && name !== "foregroundDeletion");
  if (policy === "Orphan") return [...rest, "orphan"];
  return policy === "Foreground" ? [...rest, "foregroundDeletion"] : rest;
}

function checkPreconditions(live: JsonObject, resource: Resource, how: DeleteOptions): void {
  const metadata = metadataOf(live);
  const refuse = (why: string) => {
    const shown = resource.group === "" ? resource.kind : `${resource.kind}.${resource.group}`;
    const message = `Operation cannot be fulfilled on ${shown} "${nameOf(live)}": ${why}`;
    return new ApiError(409, "Conflict", message, detailsOf(resource, nameOf(live), resource.kind));
  };
  if (how.uid !== undefined && how.uid !== metadata["uid"]) {
    throw refuse(
      `the UID in the precondition (${how.uid}) does not match the UID in record (${metadata["uid"]}). ` +
        "The object might have been deleted and then recreated",
    );
  }
  if (how.resourceVersion !== undefined && how.resourceVersion !== metadata["resourceVersion"]) {
    throw refuse(
      `the ResourceVersion in the precondition (${how.resourceVersion}) does not match the ResourceVersion in record ` +
        `(${metadata["resourceVersion"]}). The object might have been modified`,
    );
  }
}
