import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { at, isObject, type Json, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import { conditionOf } from "../subresources/conditions";
import { ageCell, listCell } from "./cells";
import type { KindRules } from "./kind-rules";

const roleLabel = "node-role.kubernetes.io/";

/** Nodes. */
export const nodeRules: KindRules = {
  keepsStatusOnCreate: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (!isObject(spec)) return;
    const cidr = textOf(spec["podCIDR"]);
    if (cidr !== "" && spec["podCIDRs"] === undefined) spec["podCIDRs"] = [cidr];
  },
  admitCreate: (draft) => {
    const spec = objectOf(draft["spec"]);
    const taints: Json[] = [...objectsOf(spec["taints"])];
    const key = "node.kubernetes.io/not-ready";
    if (!objectsOf(taints).some((taint) => taint["key"] === key && taint["effect"] === "NoSchedule"))
      taints.push({ key, effect: "NoSchedule" });
    draft["spec"] = { ...spec, taints };
  },
  resetFields: ["status"],
  validate: nodeErrors,
  selectableFields: { "spec.unschedulable": (object) => String(at(object, "spec", "unschedulable") === true) },
  cells: (object, nowMs) => {
    const info = objectOf(at(object, "status", "nodeInfo"));
    const text = (name: string) => (textOf(info[name]) === "" ? "<unknown>" : textOf(info[name]));
    return [
      nameOf(object),
      statusText(object),
      listCell(rolesOf(object)),
      ageCell(object, nowMs),
      textOf(info["kubeletVersion"]),
      addressOf(object, "InternalIP"),
      addressOf(object, "ExternalIP"),
      text("osImage"),
      text("kernelVersion"),
      text("containerRuntimeVersion"),
    ];
  },
};

function statusText(node: JsonObject): string {
  const ready = conditionOf(node, "Ready")?.["status"];
  const text = ready === undefined ? "Unknown" : ready === "True" ? "Ready" : "NotReady";
  return at(node, "spec", "unschedulable") === true ? `${text},SchedulingDisabled` : text;
}

function rolesOf(node: JsonObject): string[] {
  const roles = Object.entries(labelsOf(node)).flatMap(([key, value]) => {
    if (key.startsWith(roleLabel) && key.length > roleLabel.length) return [key.slice(roleLabel.length)];
    return key === "kubernetes.io/role" && value !== "" ? [value] : [];
  });
  return [...new Set(roles)].sort();
}

function addressOf(node: JsonObject, type: string): string {
  const found = objectsOf(at(node, "status", "addresses")).find((row) => row["type"] === type);
  return found === undefined ? "<none>" : textOf(found["address"]);
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function nodeErrors(node: JsonObject, live: JsonObject | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, taint] of objectsOf(at(node, "spec", "taints")).entries()) {
    const [key, effect] = [textOf(taint["key"]), textOf(taint["effect"])];
    const path = metadataOf(node)["name"] === undefined ? "spec.taints" : `spec.taints[${index}]`;
    if (key === "")
      errors.push(fieldError.invalid(`metadata.taints[${index}].key`, key, "name part must be non-empty"));
    if (effect === "") errors.push(fieldError.required(`metadata.taints[${index}].effect`));
    else if (!effects.includes(effect))
      errors.push(fieldError.notSupported(`metadata.taints[${index}].effect`, effect, effects));
    const id = `${key}:${effect}`;
    if (seen.has(id)) {
      const detail = fieldError.duplicate(path, taint);
      errors.push({ ...detail, message: `${detail.message}: taints must be unique by key and effect pair` });
    }
    seen.add(id);
  }
  return live === undefined ? errors : [...errors, ...changeErrors(node, live)];
}

function changeErrors(node: JsonObject, live: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const [after, before] = [objectOf(node["spec"]), objectOf(live["spec"])];
  const detail =
    "node updates may only change labels, taints, or capacity (or configSource, if the DynamicKubeletConfig feature gate is enabled)";
  const cidrs = textsOf(before["podCIDRs"]);
  if (cidrs.length > 0 && !isEqual(after["podCIDRs"], before["podCIDRs"])) {
    errors.push(fieldError.forbidden("spec.podCIDRs", detail));
  }
  const providerId = textOf(before["providerID"]);
  if (providerId !== "" && after["providerID"] !== providerId)
    errors.push(fieldError.forbidden("spec.providerID", detail));
  return errors;
}
