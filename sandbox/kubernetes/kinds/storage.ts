import { type FieldError, fieldError } from "../api/field-error";
import { isEqual, without } from "../plain/compare";
import { at, isObject, type Json, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { ageCell, listCell, usualCells } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";

/** Storage classes. */
export const storageClassRules: KindRules = {
  setDefaults: (draft) => setMissing(draft, { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" }),
  validate: (object, live) => {
    if (live === undefined) return textOf(object["provisioner"]) === "" ? [fieldError.required("provisioner")] : [];
    const errors: FieldError[] = [];
    if (!isEqual(object["parameters"], live["parameters"]))
      errors.push(fieldError.forbidden("parameters", "updates to parameters are forbidden."));
    if (object["provisioner"] !== live["provisioner"])
      errors.push(fieldError.invalid("provisioner", object["provisioner"] ?? "", "field is immutable"));
    if (object["reclaimPolicy"] !== live["reclaimPolicy"])
      errors.push(fieldError.forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden."));
    if (object["volumeBindingMode"] !== live["volumeBindingMode"])
      errors.push(fieldError.invalid("volumeBindingMode", object["volumeBindingMode"] ?? "", "field is immutable"));
    return errors;
  },
  cells: (object, nowMs) => {
    const isDefault = [
      "storageclass.kubernetes.io/is-default-class",
      "storageclass.beta.kubernetes.io/is-default-class",
    ].some((key) => at(object, "metadata", "annotations", key) === "true");
    return [
      isDefault ? `${nameOf(object)} (default)` : nameOf(object),
      textOf(object["provisioner"]),
      textOf(object["reclaimPolicy"]),
      textOf(object["volumeBindingMode"]),
      object["allowVolumeExpansion"] === true,
      ageCell(object, nowMs),
    ];
  },
};

const modes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ReadWriteOnce: "RWO",
    ReadOnlyMany: "ROX",
    ReadWriteMany: "RWX",
    ReadWriteOncePod: "RWOP",
  }),
);

function modesText(value: Json | undefined): string {
  return textsOf(value)
    .map((mode) => modes.get(mode) ?? mode)
    .join(",");
}

/** Claims of volumes. */
export const persistentVolumeClaimRules: KindRules = {
  answersWithObject: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (isObject(spec)) setMissing(spec, { volumeMode: "Filesystem" });
  },
  admitCreate: (draft, { store }) => {
    const metadata = metadataOf(draft);
    const finalizers = textsOf(metadata["finalizers"]);
    if (!finalizers.includes("kubernetes.io/pvc-protection"))
      metadata["finalizers"] = [...finalizers, "kubernetes.io/pvc-protection"];
    const spec = objectOf(draft["spec"]);
    if (spec["storageClassName"] !== undefined) return;
    const fallback = store
      .list("storage.k8s.io/storageclasses")
      .find((row) => at(row, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class") === "true");
    if (fallback !== undefined) spec["storageClassName"] = nameOf(fallback);
  },
  prepareCreate: (draft) => {
    draft["status"] = { phase: "Pending" };
  },
  validate: (object, live) => {
    const spec = objectOf(object["spec"]);
    const errors: FieldError[] = [];
    if (textsOf(spec["accessModes"]).length === 0)
      errors.push(fieldError.required("spec.accessModes", "at least 1 access mode is required"));
    for (const mode of textsOf(spec["accessModes"])) {
      if (!modes.has(mode)) errors.push(fieldError.notSupported("spec.accessModes", mode, [...modes.keys()].sort()));
    }
    if (at(spec, "resources", "requests", "storage") === undefined)
      errors.push(fieldError.required("spec.resources[storage]"));
    return live === undefined ? errors : [...errors, ...claimChangeErrors(object, live)];
  },
  cells: (object, nowMs) => {
    const spec = objectOf(object["spec"]);
    const isBound = textOf(spec["volumeName"]) !== "";
    const phase =
      metadataOf(object)["deletionTimestamp"] === undefined ? textOf(at(object, "status", "phase")) : "Terminating";
    const capacity = isBound ? textOf(at(object, "status", "capacity", "storage")) : "";
    const shown = isBound ? modesText(at(object, "status", "accessModes")) : "";
    const attributes = textOf(spec["volumeAttributesClassName"]);
    return [
      nameOf(object),
      phase,
      textOf(spec["volumeName"]),
      capacity,
      shown,
      textOf(spec["storageClassName"]),
      attributes === "" ? "<unset>" : attributes,
      ageCell(object, nowMs),
      textOf(spec["volumeMode"]),
    ];
  },
};

/** Only a bound claim may grow; binding itself sets the volume's name. */
function claimChangeErrors(object: JsonObject, live: JsonObject): FieldError[] {
  const isBound = at(live, "status", "phase") === "Bound";
  const kept = (claim: JsonObject) => {
    const spec = without(objectOf(claim["spec"]), "volumeName", "volumeAttributesClassName");
    return isBound ? without(spec, "resources") : spec;
  };
  if (isEqual(kept(object), kept(live))) return [];
  const detail =
    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
  return [fieldError.forbidden("spec", detail)];
}

/** What of a volume's spec does not say where it is. */
const sourceless = [
  "accessModes",
  "capacity",
  "claimRef",
  "mountOptions",
  "nodeAffinity",
  "persistentVolumeReclaimPolicy",
  "storageClassName",
  "volumeAttributesClassName",
  "volumeMode",
] as const;

function volumeErrors(object: JsonObject, live: JsonObject | undefined): FieldError[] {
  const source = (volume: JsonObject) => without(objectOf(volume["spec"]), ...sourceless);
  if (Object.keys(source(object)).length === 0) return [fieldError.required("spec", "must specify a volume type")];
  if (live === undefined || isEqual(source(object), source(live))) return [];
  const path = "spec.persistentvolumesource";
  return [fieldError.forbidden(path, `${path} is immutable after creation`)];
}

/** Volumes. */
export const persistentVolumeRules: KindRules = {
  answersWithObject: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (!isObject(spec)) return;
    setMissing(spec, { persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" });
    const path = spec["hostPath"];
    if (isObject(path)) setMissing(path, { type: "" });
  },
  admitCreate: (draft) => {
    const metadata = metadataOf(draft);
    metadata["finalizers"] = [...textsOf(metadata["finalizers"]), "kubernetes.io/pv-protection"];
  },
  prepareCreate: (draft, { nowMs }) => {
    draft["status"] = { phase: "Pending", lastPhaseTransitionTime: `${new Date(nowMs).toISOString().slice(0, 19)}Z` };
  },
  validate: volumeErrors,
  cells: (object, nowMs) => {
    const spec = objectOf(object["spec"]);
    const claim = objectOf(spec["claimRef"]);
    const claimText = spec["claimRef"] === undefined ? "" : `${textOf(claim["namespace"])}/${textOf(claim["name"])}`;
    const phase =
      metadataOf(object)["deletionTimestamp"] === undefined ? textOf(at(object, "status", "phase")) : "Terminating";
    return [
      nameOf(object),
      textOf(at(spec, "capacity", "storage")),
      modesText(spec["accessModes"]),
      textOf(spec["persistentVolumeReclaimPolicy"]),
      phase,
      claimText,
      textOf(spec["storageClassName"]),
      "<unset>",
      textOf(at(object, "status", "reason")),
      ageCell(object, nowMs),
      textOf(spec["volumeMode"]),
    ];
  },
};

/** Drivers of nodes. */
export const csiNodeRules: KindRules = {
  cells: (object, nowMs) => usualCells(object, nowMs, objectsOf(at(object, "spec", "drivers")).length),
};

/** CSI drivers. */
export const csiDriverRules: KindRules = {
  setDefaults: (draft) => {
    const spec = isObject(draft["spec"]) ? draft["spec"] : {};
    draft["spec"] = spec;
    setMissing(spec, {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      volumeLifecycleModes: ["Persistent"],
      requiresRepublish: false,
      seLinuxMount: false,
    });
  },
  cells: (object, nowMs) => {
    const spec = objectOf(object["spec"]);
    const tokens = objectsOf(spec["tokenRequests"]).map((row) => textOf(row["audience"]));
    return usualCells(
      object,
      nowMs,
      spec["attachRequired"] === true,
      spec["podInfoOnMount"] === true,
      spec["storageCapacity"] === true,
      tokens.length === 0 ? "<unset>" : tokens.join(","),
      spec["requiresRepublish"] === true,
      listCell(textsOf(spec["volumeLifecycleModes"])),
    );
  },
};

/** Attachments of volumes. */
export const volumeAttachmentRules: KindRules = {
  cells: (object, nowMs) =>
    usualCells(
      object,
      nowMs,
      textOf(at(object, "spec", "attacher")),
      textOf(at(object, "spec", "source", "persistentVolumeName")),
      textOf(at(object, "spec", "nodeName")),
      at(object, "status", "attached") === true,
    ),
};
