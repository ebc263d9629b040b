import { forbidden } from "../api/api-error";
import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { at, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { ageCell, numberAt, usualCells } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";

/** Service accounts. */
export const serviceAccountRules: KindRules = {
  answersWithObject: true,
  cells: (object, nowMs) => usualCells(object, nowMs),
};

/** Leases. */
export const leaseRules: KindRules = {
  allowsCreateOnUpdate: true,
  validate: (object) => {
    const seconds = at(object, "spec", "leaseDurationSeconds");
    const transitions = at(object, "spec", "leaseTransitions");
    const errors: FieldError[] = [];
    if (typeof seconds === "number" && seconds <= 0)
      errors.push(fieldError.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
    if (typeof transitions === "number" && transitions < 0)
      errors.push(fieldError.invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0"));
    return errors;
  },
  cells: (object, nowMs) => usualCells(object, nowMs, textOf(at(object, "spec", "holderIdentity"))),
};

const highestPriority = 1_000_000_000;
const systemClasses: Readonly<Record<string, number>> = {
  "system-node-critical": 2_000_001_000,
  "system-cluster-critical": 2_000_000_000,
};

/** Priority classes. */
export const priorityClassRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => setMissing(draft, { preemptionPolicy: "PreemptLowerPriority", value: 0 }),
  admitCreate: (draft, { store, resource }) => {
    if (draft["globalDefault"] !== true) return;
    const other = store.list("scheduling.k8s.io/priorityclasses").find((row) => row["globalDefault"] === true);
    if (other !== undefined)
      throw forbidden(
        resource,
        nameOf(draft),
        `PriorityClass ${nameOf(other)} is already marked as default. Only one default can exist`,
      );
  },
  validate: (object, live) => {
    const [name, value] = [nameOf(object), numberAt(object, "value")];
    if (live !== undefined)
      return ["value", "preemptionPolicy"].flatMap((member) =>
        isEqual(object[member], live[member]) ? [] : [fieldError.forbidden(member, "may not be changed in an update.")],
      );
    if (name.startsWith("system-")) {
      if (systemClasses[name] === value) return [];
      const why =
        systemClasses[name] === undefined
          ? `${name} is not a known system priority class`
          : `value of ${name} PriorityClass must be ${systemClasses[name]}`;
      return [
        fieldError.forbidden(
          "metadata.name",
          `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
        ),
      ];
    }
    return value > highestPriority
      ? [fieldError.forbidden("value", `maximum allowed value of a user defined priority is ${highestPriority}`)]
      : [];
  },
  cells: (object, nowMs) => [
    nameOf(object),
    numberAt(object, "value"),
    object["globalDefault"] === true,
    ageCell(object, nowMs),
    textOf(object["preemptionPolicy"]),
  ],
};

/** Quotas. */
export const resourceQuotaRules: KindRules = {
  cells: (object, nowMs) => {
    const [hard, used] = [objectOf(at(object, "status", "hard")), objectOf(at(object, "status", "used"))];
    const shown = (wanted: boolean) =>
      Object.keys(hard)
        .filter((name) => name.startsWith("limits") === wanted)
        .sort()
        .map((name) => `${name}: ${String(used[name] ?? 0)}/${String(hard[name])}`)
        .join(", ");
    return [nameOf(object), shown(false), shown(true), ageCell(object, nowMs)];
  },
};

/** Limit ranges. */
export const limitRangeRules: KindRules = {
  allowsCreateOnUpdate: true,
  setDefaults: (draft) => {
    for (const limit of objectsOf(at(draft, "spec", "limits"))) {
      if (limit["type"] !== "Container") continue;
      const own = { ...objectOf(limit["max"]), ...objectOf(limit["default"]) };
      if (Object.keys(own).length > 0) limit["default"] = own;
      const requests = { ...objectOf(limit["min"]), ...own, ...objectOf(limit["defaultRequest"]) };
      if (Object.keys(requests).length > 0) limit["defaultRequest"] = requests;
    }
  },
  cells: (object) => [nameOf(object), textOf(metadataOf(object)["creationTimestamp"])],
};

/** Runtime classes. */
export const runtimeClassRules: KindRules = {
  cells: (object, nowMs) => usualCells(object, nowMs, textOf(object["handler"])),
};

/** API services. */
export const apiServiceRules: KindRules = {
  cells: (object, nowMs) => {
    const service = objectOf(at(object, "spec", "service"));
    const isLocal = at(object, "spec", "service") === undefined;
    const available = objectsOf(at(object, "status", "conditions")).find((row) => row["type"] === "Available");
    return usualCells(
      object,
      nowMs,
      isLocal ? "Local" : `${textOf(service["namespace"])}/${textOf(service["name"])}`,
      available === undefined ? "Unknown" : textOf(available["status"]),
    );
  },
};

/** Webhook configurations. */
export const webhookRules: KindRules = {
  hasGeneration: true,
  cells: (object, nowMs) => usualCells(object, nowMs, objectsOf(object["webhooks"]).length),
};
