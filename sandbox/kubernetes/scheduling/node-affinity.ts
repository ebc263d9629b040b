import { at, type JsonObject, objectsOf, textOf } from "../plain/json";
import { labelsOf, nameOf, textMap } from "../plain/object-meta";
import { matchesLabels, requirementsOf } from "../selectors/label-selector";

/** Whether a pod's node selector and required node affinity allow a node. */
export function isWanted(pod: JsonObject, node: JsonObject): boolean {
  const labels = labelsOf(node);
  const selector = textMap(at(pod, "spec", "nodeSelector"));
  if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) return false;
  const required = at(
    pod,
    "spec",
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  if (required === undefined) return true;
  return objectsOf(required).some((term) => fitsTerm(term, node));
}

/** Terms are alternatives; an empty one fits nothing. */
function fitsTerm(term: JsonObject, node: JsonObject): boolean {
  const [labels, fields] = [objectsOf(term["matchExpressions"]), objectsOf(term["matchFields"])];
  if (labels.length + fields.length === 0) return false;
  const byLabel = requirements(labels);
  const byField = requirements(fields);
  return matchesLabels(labelsOf(node), byLabel) && matchesLabels({ "metadata.name": nameOf(node) }, byField);
}

function requirements(expressions: readonly JsonObject[]) {
  return requirementsOf({ matchExpressions: [...expressions] }).map((requirement, index) => {
    const operator = textOf(expressions[index]?.["operator"]);
    if (operator !== "Gt" && operator !== "Lt") return requirement;
    return { ...requirement, operator: operator === "Gt" ? ("gt" as const) : ("lt" as const) };
  });
}
