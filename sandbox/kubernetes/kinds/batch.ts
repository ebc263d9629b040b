import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { at, isObject, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { metadataOf, nameOf, uidOf } from "../plain/object-meta";
import { hasCondition } from "../subresources/conditions";
import { ageText, durationText } from "../tables/age";
import { ageCell, containerCells, numberAt, selectorCell } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";
import { podSpecErrors } from "./pod-validation";
import { negativeErrors, setTemplateDefaults } from "./template";

function jobSpecDefaults(spec: JsonObject): void {
  setTemplateDefaults(spec);
  if (spec["completions"] === undefined && spec["parallelism"] === undefined) spec["completions"] = 1;
  setMissing(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: "NonIndexed",
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: "TerminatingOrFailed",
  });
}

/** Jobs. */
export const jobRules: KindRules = {
  hasGeneration: true,
  orphansByDefault: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (isObject(spec)) jobSpecDefaults(spec);
  },
  prepareCreate: (draft) => {
    const spec = objectOf(draft["spec"]);
    if (spec["manualSelector"] === true) return;
    const [uid, name] = [uidOf(draft), nameOf(draft)];
    const labels = {
      "batch.kubernetes.io/controller-uid": uid,
      "batch.kubernetes.io/job-name": name,
      "controller-uid": uid,
      "job-name": name,
    };
    const template = objectOf(spec["template"]);
    const metadata = objectOf(template["metadata"]);
    template["metadata"] = { ...metadata, labels: { ...objectOf(metadata["labels"]), ...labels } };
    spec["selector"] = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
    const own = metadataOf(draft);
    // A job without labels takes those of its template.
    if (own["labels"] === undefined) own["labels"] = { ...objectOf(objectOf(template["metadata"])["labels"]) };
  },
  validate: (object, live, { subresource }) => (subresource === "status" ? [] : jobErrors(object, live)),
  selectableFields: { "status.successful": (object) => String(numberAt(object, "status", "succeeded")) },
  cells: (object, nowMs) => {
    const wanted = at(object, "spec", "completions");
    const completions = `${numberAt(object, "status", "succeeded")}/${typeof wanted === "number" ? wanted : `1 of ${numberAt(object, "spec", "parallelism")}`}`;
    const pods = containerCells(at(object, "spec", "template", "spec"));
    return [
      nameOf(object),
      jobStatusText(object),
      completions,
      jobDuration(object, nowMs),
      ageCell(object, nowMs),
      ...pods,
      selectorCell(at(object, "spec", "selector")),
    ];
  },
};

function jobErrors(object: JsonObject, live: JsonObject | undefined): FieldError[] {
  const spec = objectOf(object["spec"]);
  const errors = ["parallelism", "completions", "backoffLimit"].flatMap((name) =>
    negativeErrors(spec[name], `spec.${name}`),
  );
  errors.push(...podSpecErrors(objectOf(at(spec, "template", "spec")), "spec.template.spec"));
  const policy = at(spec, "template", "spec", "restartPolicy");
  if (policy === "Always" || policy === undefined) {
    errors.push({ ...fieldError.required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"') });
  }
  if (live !== undefined && !isEqual(at(object, "spec", "template"), at(live, "spec", "template"))) {
    errors.push(fieldError.invalid("spec.template", at(object, "spec", "template") ?? null, "field is immutable"));
  }
  return errors;
}

function jobStatusText(object: JsonObject): string {
  if (hasCondition(object, "Complete")) return "Complete";
  if (hasCondition(object, "Failed")) return "Failed";
  if (metadataOf(object)["deletionTimestamp"] !== undefined) return "Terminating";
  if (hasCondition(object, "Suspended")) return "Suspended";
  if (hasCondition(object, "FailureTarget")) return "FailureTarget";
  return hasCondition(object, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
}

function jobDuration(object: JsonObject, nowMs: number): string {
  const [start, end] = [textOf(at(object, "status", "startTime")), textOf(at(object, "status", "completionTime"))];
  if (start === "") return "";
  return durationText(((end === "" ? nowMs : Date.parse(end)) - Date.parse(start)) / 1000);
}

/** Cron jobs. */
export const cronJobRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (!isObject(spec)) return;
    setMissing(spec, {
      concurrencyPolicy: "Allow",
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    const template = at(spec, "jobTemplate", "spec");
    if (isObject(template)) setTemplateDefaults(template);
  },
  validate: (object) => {
    const schedule = textOf(at(object, "spec", "schedule"));
    if (schedule === "") return [fieldError.required("spec.schedule")];
    const fields = schedule.trim().split(/\s+/).length;
    if (schedule.startsWith("@") || fields === 5) return [];
    return [fieldError.invalid("spec.schedule", schedule, `expected exactly 5 fields, found ${fields}: [${schedule}]`)];
  },
  cells: (object, nowMs) => {
    const zone = textOf(at(object, "spec", "timeZone"));
    const last = textOf(at(object, "status", "lastScheduleTime"));
    const suspended = at(object, "spec", "suspend") === true ? "True" : "False";
    const pods = containerCells(at(object, "spec", "jobTemplate", "spec", "template", "spec"));
    const active = objectsOf(at(object, "status", "active")).length;
    return [
      nameOf(object),
      textOf(at(object, "spec", "schedule")),
      zone === "" ? "<none>" : zone,
      suspended,
      active,
      last === "" ? "<none>" : ageText(last, nowMs),
      ageCell(object, nowMs),
      ...pods,
      selectorCell(at(object, "spec", "jobTemplate", "spec", "selector")),
    ];
  },
};
