import { forbidden } from "../api/api-error";
import { at, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf } from "../plain/object-meta";
import { usualCells } from "./cells";
import type { KindRules } from "./kind-rules";
import { finalizerNameErrors } from "./metadata";
import { labelErrors } from "./names";

const nameLabel = "kubernetes.io/metadata.name";
/** Namespaces that nobody may delete. */
const immortal = new Set(["default", "kube-system", "kube-public"]);

/** Namespaces. */
export const namespaceRules: KindRules = {
  nameErrors: labelErrors,
  setDefaults: (draft) => {
    const name = nameOf(draft);
    if (name === "") return;
    const metadata = metadataOf(draft);
    draft["metadata"] = { ...metadata, labels: { ...labelsOf(draft), [nameLabel]: name } };
  },
  prepareCreate: (draft) => {
    const finalizers = textsOf(at(draft, "spec", "finalizers"));
    draft["spec"] = { finalizers: finalizers.includes("kubernetes") ? finalizers : [...finalizers, "kubernetes"] };
    draft["status"] = { phase: "Active" };
  },
  prepareUpdate: (draft, live, { subresource }) => {
    if (subresource === "") draft["spec"] = objectOf(live["spec"]);
    if (subresource === "finalize") draft["status"] = objectOf(live["status"]);
  },
  resetFields: ["status"],
  subresourceResetFields: { status: ["spec"], finalize: ["status"] },
  validate: (object) =>
    textsOf(at(object, "spec", "finalizers")).flatMap((name, index) =>
      finalizerNameErrors(name, `spec.finalizers[${index}]`),
    ),
  admitDelete: (object, { resource }) => {
    if (immortal.has(nameOf(object))) throw forbidden(resource, nameOf(object), "this namespace may not be deleted");
  },
  selectableFields: { "status.phase": (object) => phaseOf(object), name: nameOf },
  cells: (object, nowMs) => usualCells(object, nowMs, phaseOf(object)),
};

function phaseOf(object: JsonObject): string {
  return textOf(at(object, "status", "phase"));
}
