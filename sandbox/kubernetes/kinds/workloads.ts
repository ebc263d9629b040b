import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { at, isObject, type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { controllerOf, nameOf } from "../plain/object-meta";
import { ageCell, containerCells, listCell, numberAt, selectorCell, usualCells } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";
import { negativeErrors, setTemplateDefaults, templateErrors } from "./template";

function specOf(object: JsonObject): JsonObject {
  const spec = object["spec"];
  if (isObject(spec)) return spec;
  const made: JsonObject = {};
  object["spec"] = made;
  return made;
}

function immutableSelector(object: JsonObject, live: JsonObject | undefined): FieldError[] {
  const [after, before] = [at(object, "spec", "selector"), at(live, "spec", "selector")];
  if (live === undefined || isEqual(after, before)) return [];
  return [fieldError.invalid("spec.selector", after ?? null, "field is immutable")];
}

function workloadErrors(object: JsonObject): FieldError[] {
  const spec = objectOf(object["spec"]);
  return [...negativeErrors(spec["replicas"], "spec.replicas"), ...templateErrors(spec, ["Always"])];
}

/** Deployments. */
export const deploymentRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = specOf(draft);
    setTemplateDefaults(spec);
    setMissing(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} });
    const strategy = objectOf(spec["strategy"]);
    setMissing(strategy, { type: "RollingUpdate" });
    if (strategy["type"] !== "RollingUpdate") return;
    setMissing(strategy, { rollingUpdate: {} });
    setMissing(objectOf(strategy["rollingUpdate"]), { maxUnavailable: "25%", maxSurge: "25%" });
  },
  subresourceResetFields: { status: ["spec", "metadata.labels"], scale: [] },
  validate: (object, live, { subresource }) => {
    if (subresource === "status") return [];
    const errors = [...workloadErrors(object), ...immutableSelector(object, live)];
    const strategy = objectOf(at(object, "spec", "strategy"));
    if (strategy["type"] === "Recreate" && strategy["rollingUpdate"] !== undefined) {
      errors.push(
        fieldError.forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"),
      );
    }
    return errors;
  },
  cells: (object, nowMs) => {
    const status = objectOf(object["status"]);
    const ready = `${numberAt(status, "readyReplicas")}/${numberAt(object, "spec", "replicas")}`;
    const counts = [numberAt(status, "updatedReplicas"), numberAt(status, "availableReplicas")];
    const pods = containerCells(at(object, "spec", "template", "spec"));
    return [
      nameOf(object),
      ready,
      ...counts,
      ageCell(object, nowMs),
      ...pods,
      selectorCell(at(object, "spec", "selector")),
    ];
  },
};

/** Replica sets, and (with a plain map as selector) replication controllers. */
export const replicaSetRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = specOf(draft);
    setTemplateDefaults(spec);
    setMissing(spec, { replicas: 1 });
  },
  subresourceResetFields: { status: ["spec"], scale: [] },
  validate: (object, live, { subresource }) =>
    subresource === "status" ? [] : [...workloadErrors(object), ...immutableSelector(object, live)],
  selectableFields: { "status.replicas": (object) => String(numberAt(object, "status", "replicas")) },
  cells: (object, nowMs) => replicaCells(object, nowMs, selectorCell(at(object, "spec", "selector"))),
};

function replicaCells(object: JsonObject, nowMs: number, selector: string): Json[] {
  const counts = [
    numberAt(object, "spec", "replicas"),
    numberAt(object, "status", "replicas"),
    numberAt(object, "status", "readyReplicas"),
  ];
  return [
    nameOf(object),
    ...counts,
    ageCell(object, nowMs),
    ...containerCells(at(object, "spec", "template", "spec")),
    selector,
  ];
}

/** Replication controllers. */
export const replicationControllerRules: KindRules = {
  hasGeneration: true,
  orphansByDefault: true,
  setDefaults: (draft) => {
    const spec = specOf(draft);
    setTemplateDefaults(spec);
    const labels = at(spec, "template", "metadata", "labels");
    setMissing(spec, { replicas: 1, ...(labels === undefined ? {} : { selector: labels }) });
  },
  subresourceResetFields: { status: ["spec"], scale: [] },
  cells: (object, nowMs) =>
    replicaCells(object, nowMs, selectorCell({ matchLabels: objectOf(at(object, "spec", "selector")) })),
};

/** Daemon sets. */
export const daemonSetRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = specOf(draft);
    setTemplateDefaults(spec);
    // Whoever writes a daemon set owns the annotation, too.
    if (at(draft, "metadata", "annotations", templateGeneration) === undefined) setTemplateGeneration(draft, 0);
    setMissing(spec, { revisionHistoryLimit: 10, updateStrategy: {} });
    const strategy = objectOf(spec["updateStrategy"]);
    setMissing(strategy, { type: "RollingUpdate" });
    if (strategy["type"] !== "RollingUpdate") return;
    setMissing(strategy, { rollingUpdate: {} });
    setMissing(objectOf(strategy["rollingUpdate"]), { maxUnavailable: 1, maxSurge: 0 });
  },
  prepareCreate: (draft) => setTemplateGeneration(draft, 1),
  prepareUpdate: (draft, live, { subresource }) => {
    if (subresource !== "") return;
    const before = Number(at(live, "metadata", "annotations", templateGeneration) ?? 0);
    setTemplateGeneration(
      draft,
      isEqual(at(draft, "spec", "template"), at(live, "spec", "template")) ? before : before + 1,
    );
  },
  validate: (object, live, { subresource }) =>
    subresource === "status"
      ? []
      : [...templateErrors(objectOf(object["spec"]), ["Always"]), ...immutableSelector(object, live)],
  cells: (object, nowMs) => {
    const status = objectOf(object["status"]);
    const counts = [
      "desiredNumberScheduled",
      "currentNumberScheduled",
      "numberReady",
      "updatedNumberScheduled",
      "numberAvailable",
    ];
    const nodes = Object.entries(objectOf(at(object, "spec", "template", "spec", "nodeSelector"))).map(
      ([key, value]) => `${key}=${String(value)}`,
    );
    const pods = containerCells(at(object, "spec", "template", "spec"));
    const selector = selectorCell(at(object, "spec", "selector"));
    return [
      nameOf(object),
      ...counts.map((name) => numberAt(status, name)),
      listCell(nodes),
      ageCell(object, nowMs),
      ...pods,
      selector,
    ];
  },
};

const templateGeneration = "deprecated.daemonset.template.generation";

function setTemplateGeneration(draft: JsonObject, generation: number): void {
  const metadata = objectOf(draft["metadata"]);
  metadata["annotations"] = { ...objectOf(metadata["annotations"]), [templateGeneration]: String(generation) };
}

/** Stateful sets. */
export const statefulSetRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = specOf(draft);
    setTemplateDefaults(spec);
    setMissing(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: "OrderedReady",
      updateStrategy: {},
      persistentVolumeClaimRetentionPolicy: {},
    });
    setMissing(objectOf(spec["persistentVolumeClaimRetentionPolicy"]), { whenDeleted: "Retain", whenScaled: "Retain" });
    const strategy = objectOf(spec["updateStrategy"]);
    setMissing(strategy, { type: "RollingUpdate" });
    if (strategy["type"] !== "RollingUpdate") return;
    setMissing(strategy, { rollingUpdate: {} });
    setMissing(objectOf(strategy["rollingUpdate"]), { partition: 0 });
  },
  subresourceResetFields: { status: ["spec"], scale: [] },
  validate: (object, _live, { subresource }) => (subresource === "status" ? [] : workloadErrors(object)),
  cells: (object, nowMs) => {
    const ready = `${numberAt(object, "status", "readyReplicas")}/${numberAt(object, "spec", "replicas")}`;
    return [nameOf(object), ready, ageCell(object, nowMs), ...containerCells(at(object, "spec", "template", "spec"))];
  },
};

/** Controller revisions. */
export const controllerRevisionRules: KindRules = {
  cells: (object, nowMs) => {
    const owner = controllerOf(object);
    const kind = textOf(owner?.["kind"]).toLowerCase();
    const [group] = textOf(owner?.["apiVersion"]).split("/");
    const shown = owner === undefined ? "<none>" : `${kind}.${group}/${textOf(owner["name"])}`;
    return usualCells(object, nowMs, shown, numberAt(object, "revision"));
  },
};

/** Pod templates. */
export const podTemplateRules: KindRules = {
  setDefaults: (draft) => setTemplateDefaults(draft),
  cells: (object) => {
    const labels = Object.entries(objectOf(at(object, "template", "metadata", "labels"))).map(
      ([key, value]) => `${key}=${String(value)}`,
    );
    return [nameOf(object), ...containerCells(at(object, "template", "spec")), listCell(labels)];
  },
};
