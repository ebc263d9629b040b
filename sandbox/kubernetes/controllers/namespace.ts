import { at, type Json, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { shelfOf, timeText } from "../registry/registry";
import type { Resource } from "../schema/resource";
import type { ControllerFactory, ControllerParts } from "./controller";
import { ControllerWriter } from "./writer";

/** Empties a namespace that is on its way out, tells what is left, and lets it go. */
export const namespaceController: ControllerFactory = (parts) => {
  const namespaces = parts.resources.named("namespaces");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key }) => {
      if (key.resource === "/namespaces") return [key.name];
      const owner = key.namespace === "" ? undefined : parts.registry.find(namespaces, "", key.namespace);
      return at(owner, "metadata", "deletionTimestamp") === undefined ? [] : [key.namespace];
    },
    reconcile: (name) => {
      const namespace = parts.registry.find(namespaces, "", name);
      if (namespace === undefined || metadataOf(namespace)["deletionTimestamp"] === undefined) return;
      if (!textsOf(at(namespace, "spec", "finalizers")).includes("kubernetes")) return;
      const left = emptyNamespace(parts, writer, name);
      if (left.length > 0) {
        const conditions = remainingConditions(left, objectOf(namespace["status"])["conditions"], parts.clock.now());
        writer.updateStatus(namespaces, namespace, { ...objectOf(namespace["status"]), conditions });
        return;
      }
      const finalizers = textsOf(at(namespace, "spec", "finalizers")).filter((item) => item !== "kubernetes");
      writer.update(namespaces, namespace, (live) => ({ ...live, spec: { finalizers } }), "finalize");
    },
  };
};

interface Left {
  readonly resource: Resource;
  readonly objects: readonly JsonObject[];
}

/** Deletes everything in a namespace; answers what is held. */
function emptyNamespace(parts: ControllerParts, writer: ControllerWriter, name: string): Left[] {
  const left: Left[] = [];
  for (const resource of parts.resources.all) {
    if (!resource.isNamespaced || !resource.verbs.includes("delete") || resource.group === "events.k8s.io") continue;
    const shelf = shelfOf(resource);
    for (const object of parts.registry.store.list(shelf, name)) {
      if (metadataOf(object)["deletionTimestamp"] !== undefined) continue;
      writer.delete(
        resource,
        object,
        resource.name === "pods" ? { gracePeriodSeconds: graceOf(object) } : { propagationPolicy: "Background" },
      );
    }
    const objects = parts.registry.store.list(shelf, name);
    if (objects.length > 0) left.push({ resource, objects });
  }
  return left;
}

function graceOf(pod: JsonObject): number {
  const seconds = at(pod, "spec", "terminationGracePeriodSeconds");
  return typeof seconds === "number" ? seconds : 30;
}

function remainingConditions(left: readonly Left[], before: Json | undefined, nowMs: number): JsonObject[] {
  const counts = left.map(({ resource, objects }) => {
    const shown = resource.group === "" ? `${resource.name}.` : `${resource.name}.${resource.group}`;
    return `${shown} has ${objects.length} resource instances`;
  });
  const finalizers = new Map<string, number>();
  for (const object of left.flatMap(({ objects }) => objects)) {
    for (const name of textsOf(metadataOf(object)["finalizers"])) finalizers.set(name, (finalizers.get(name) ?? 0) + 1);
  }
  const held = [...finalizers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} in ${count} resource instances`);
  const rows: (readonly [string, boolean, string, string])[] = [
    ["NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"],
    [
      "NamespaceDeletionGroupVersionParsingFailure",
      false,
      "ParsedGroupVersions",
      "All legacy kube types successfully parsed",
    ],
    [
      "NamespaceDeletionContentFailure",
      false,
      "ContentDeleted",
      "All content successfully deleted, may be waiting on finalization",
    ],
    ["NamespaceContentRemaining", true, "SomeResourcesRemain", `Some resources are remaining: ${counts.join(", ")}`],
    held.length === 0
      ? ["NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished"]
      : [
          "NamespaceFinalizersRemaining",
          true,
          "SomeFinalizersRemain",
          `Some content in the namespace has finalizers remaining: ${held.join(", ")}`,
        ],
  ];
  return rows.map(([type, isTrue, reason, message]) => {
    const status = isTrue ? "True" : "False";
    const old = Array.isArray(before) ? before.find((item) => at(item, "type") === type) : undefined;
    const same = at(old, "status") === status ? textOf(at(old, "lastTransitionTime")) : "";
    return { type, status, lastTransitionTime: same === "" ? timeText(nowMs) : same, reason, message };
  });
}
