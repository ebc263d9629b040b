import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { at, isObject, type Json, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { labelsOf, nameOf } from "../plain/object-meta";
import { conditionOf } from "../subresources/conditions";
import { ageCell, listCell } from "./cells";
import type { KindRules } from "./kind-rules";
import { qualifiedNameErrors } from "./labels";

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
      kernelText(textOf(info["kernelVersion"]), textOf(info["architecture"])),
      text("containerRuntimeVersion"),
    ];
  },
};

/** "6.18.0 (amd64)" */
function kernelText(version: string, architecture: string): string {
  if (version === "") return "<unknown>";
  return architecture === "" ? version : `${version} (${architecture})`;
}

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
  const errors = taintErrors(node);
  // The real server checks taints twice in an update, and tells it twice.
  return live === undefined ? errors : [...errors, ...errors, ...changeErrors(node, live)];
}

function taintErrors(node: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, taint] of objectsOf(at(node, "spec", "taints")).entries()) {
    const [key, effect] = [textOf(taint["key"]), textOf(taint["effect"])];
    const path = `metadata.taints[${index}]`;
    errors.push(...qualifiedNameErrors(key).map((detail) => fieldError.invalid(`${path}.key`, key, detail)));
    if (effect === "") errors.push(fieldError.required(`${path}.effect`));
    else if (!effects.includes(effect)) errors.push(fieldError.notSupported(`${path}.effect`, effect, effects));
    const id = `${key}:${effect}`;
    if (seen.has(id)) {
      const shown = { Key: key, Value: textOf(taint["value"]), Effect: effect, TimeAdded: taint["timeAdded"] ?? null };
      const detail = fieldError.duplicate(path, shown);
      errors.push({ ...detail, message: `${detail.message}: taints must be unique by key and effect pair` });
    }
    seen.add(id);
  }
  return errors;
}

function changeErrors(node: JsonObject, live: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const [after, before] = [objectOf(node["spec"]), objectOf(live["spec"])];
  const detail = (name: string) => `node updates may not change ${name} except from "" to valid`;
  const cidrs = textsOf(before["podCIDRs"]);
  if (cidrs.length > 0 && !isEqual(after["podCIDRs"], before["podCIDRs"])) {
    errors.push(fieldError.forbidden("spec.podCIDRs", detail("podCIDR")));
  }
  const providerId = textOf(before["providerID"]);
  if (providerId !== "" && after["providerID"] !== providerId)
    errors.push(fieldError.forbidden("spec.providerID", detail("providerID")));
  return errors;
}
