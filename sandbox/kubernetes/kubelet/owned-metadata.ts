import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { annotationsOf, labelsOf, metadataOf } from "../plain/object-meta";
import type { KubeletFacts } from "../seam";

/** Where Talos remembers which labels, annotations and taints of a Node are its own, each a JSON list of keys. */
const remembered = {
  labels: "talos.dev/owned-labels",
  annotations: "talos.dev/owned-annotations",
  taints: "talos.dev/owned-taints",
} as const;
/** A Node that Talos itself has cordoned, and will let free with the next boot. */
export const cordonedAnnotation = "talos.dev/cordoned";

/**
 * The Node with what the machine configuration says of labels, annotations and taints: what is missing is set, what is
 * Talos's own is kept in step and goes with the configuration, what somebody else has set stays.
 */
export function withOwnedMetadata(node: JsonObject, facts: KubeletFacts): JsonObject {
  const metadata = { ...metadataOf(node) };
  const annotations = { ...annotationsOf(node) };
  const labels = follow(labelsOf(node), facts.labels, ownedKeys(node, remembered.labels));
  remember(annotations, remembered.labels, labels.owned);
  const own = follow(annotations, facts.annotations, ownedKeys(node, remembered.annotations));
  remember(own.values, remembered.annotations, own.owned);
  const taints = followTaints(node, facts.taints);
  remember(own.values, remembered.taints, taints.owned);
  metadata["labels"] = labels.values;
  metadata["annotations"] = own.values;
  const spec = { ...objectOf(node["spec"]) };
  if (taints.values.length === 0) delete spec["taints"];
  else spec["taints"] = taints.values;
  return { ...node, metadata, spec };
}

/** Whether the Node already is as {@link withOwnedMetadata} makes it. */
export function hasOwnedMetadata(node: JsonObject, facts: KubeletFacts): boolean {
  return isEqual(withOwnedMetadata(node, facts), node);
}

function ownedKeys(node: JsonObject, annotation: string): Set<string> {
  try {
    return new Set(textsOf(JSON.parse(annotationsOf(node)[annotation] ?? "[]")));
  } catch {
    // Somebody has spoiled it: nothing is known to be Talos's.
    return new Set();
  }
}

function remember(annotations: Record<string, string>, annotation: string, owned: ReadonlySet<string>): void {
  if (owned.size === 0) delete annotations[annotation];
  else annotations[annotation] = JSON.stringify([...owned].sort());
}

function follow(
  live: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
  before: ReadonlySet<string>,
): { values: Record<string, string>; owned: Set<string> } {
  const values = { ...live };
  const owned = new Set(before);
  for (const [key, value] of Object.entries(wanted)) {
    if (values[key] === undefined || values[key] === value || owned.has(key)) {
      values[key] = value;
      owned.add(key);
    }
  }
  for (const key of before) {
    if (Object.hasOwn(wanted, key)) continue;
    delete values[key];
    owned.delete(key);
  }
  return { values, owned };
}

/** Taints are told apart by their keys alone. */
function followTaints(node: JsonObject, wanted: KubeletFacts["taints"]): { values: JsonObject[]; owned: Set<string> } {
  const before = ownedKeys(node, remembered.taints);
  const owned = new Set(before);
  const values = objectsOf(at(node, "spec", "taints")).filter((taint) => {
    const key = textOf(taint["key"]);
    const isDropped = before.has(key) && !wanted.some((other) => other.key === key);
    if (isDropped) owned.delete(key);
    return !isDropped;
  });
  for (const { key, value, effect } of wanted) {
    const taint: JsonObject = { key, ...(value === undefined || value === "" ? {} : { value }), effect };
    const index = values.findIndex((other) => other["key"] === key);
    const found = values[index];
    if (found === undefined) values.push(taint);
    else if (owned.has(key)) values[index] = { ...found, ...taint };
    else if (textOf(found["value"]) !== (value ?? "") || found["effect"] !== effect) continue;
    owned.add(key);
  }
  return { values, owned };
}
