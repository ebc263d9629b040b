import { type FieldError, fieldError } from "../api/field-error";
import { at, type Json, type JsonObject, objectOf, textOf } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import { ageText } from "../tables/age";
import { numberAt } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";

/** Events, in the core group's form. */
export const eventRules: KindRules = {
  allowsCreateOnUpdate: true,
  setDefaults: (draft) => {
    setMissing(draft, { source: {}, reportingComponent: "", reportingInstance: "" });
  },
  validate: (object) => eventErrors(object),
  selectableFields: {
    "involvedObject.kind": involved("kind"),
    "involvedObject.namespace": involved("namespace"),
    "involvedObject.name": involved("name"),
    "involvedObject.uid": involved("uid"),
    "involvedObject.apiVersion": involved("apiVersion"),
    "involvedObject.resourceVersion": involved("resourceVersion"),
    "involvedObject.fieldPath": involved("fieldPath"),
    reason: (object) => textOf(object["reason"]),
    reportingComponent: (object) => textOf(object["reportingComponent"]),
    source: (object) =>
      textOf(at(object, "source", "component")) === ""
        ? textOf(object["reportingComponent"])
        : textOf(at(object, "source", "component")),
    type: (object) => textOf(object["type"]),
  },
  cells: eventCells,
};

function involved(name: string): (object: JsonObject) => string {
  return (object) => textOf(at(object, "involvedObject", name));
}

function eventErrors(object: JsonObject): FieldError[] {
  const own = namespaceOf(object);
  const namespace = textOf(at(object, "involvedObject", "namespace"));
  const isClusterWide = namespace === "" && own === "default";
  const errors: FieldError[] = [];
  if (namespace !== own && !isClusterWide) {
    errors.push(fieldError.invalid("involvedObject.namespace", namespace, "does not match event.namespace"));
  }
  const isNew =
    object["firstTimestamp"] === null &&
    object["lastTimestamp"] === null &&
    textOf(object["reportingComponent"]) === "" &&
    object["eventTime"] === null;
  const isOfNewApi = isNew && object["count"] === undefined && textOf(at(object, "source", "component")) === "";
  if (isOfNewApi && errors.length > 0 && textOf(object["message"]) !== "")
    errors.push(fieldError.required("eventTime"));
  return errors;
}

/** "kubelet, node-1" */
function sourceText(object: JsonObject): string {
  const parts = [
    [at(object, "source", "component"), at(object, "source", "host")],
    [object["reportingComponent"], object["reportingInstance"]],
  ].map((pair) => pair.map(textOf));
  const [component = "", instance = ""] = parts.find(([first]) => first !== "") ?? [];
  return instance === "" ? component : `${component}, ${instance}`;
}

function eventCells(object: JsonObject, nowMs: number): Json[] {
  const [first, last, event] = ["firstTimestamp", "lastTimestamp", "eventTime"].map((name) => textOf(object[name]));
  const target = objectOf(object["involvedObject"]);
  const seriesTime = textOf(at(object, "series", "lastObservedTime"));
  const shown =
    textOf(target["kind"]) === ""
      ? textOf(target["name"])
      : `${textOf(target["kind"]).toLowerCase()}/${textOf(target["name"])}`;
  const firstSeen = first === "" ? (event ?? "") : (first ?? "");
  const lastSeen = seriesTime !== "" ? seriesTime : last === "" ? firstSeen : (last ?? "");
  const series = numberAt(object, "series", "count");
  const count = series > 0 ? series : Math.max(1, numberAt(object, "count"));
  return [
    ageText(lastSeen, nowMs),
    textOf(object["type"]),
    textOf(object["reason"]),
    shown,
    textOf(target["fieldPath"]),
    sourceText(object),
    textOf(object["message"]).trim(),
    ageText(firstSeen, nowMs),
    count,
    nameOf(object),
  ];
}
