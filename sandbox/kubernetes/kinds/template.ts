import { type FieldError, fieldError } from "../api/field-error";
import { at, isObject, type Json, type JsonObject, objectOf } from "../plain/json";
import { textMap } from "../plain/object-meta";
import { selectsLabels } from "../selectors/label-selector";
import { labelErrorsOf } from "./labels";
import { setPodSpecDefaults } from "./pod-spec-defaults";
import { podSpecErrors } from "./pod-validation";

/** Fills in what the server puts into the pod template at `spec.template`. */
export function setTemplateDefaults(spec: JsonObject): void {
  const template = spec["template"];
  if (!isObject(template)) return;
  const own = template["spec"];
  if (isObject(own)) setPodSpecDefaults(own);
}

/** What is wrong with a selector and the template that it is to select. */
export function templateErrors(spec: JsonObject, restartPolicies: readonly string[]): FieldError[] {
  const template = objectOf(spec["template"]);
  const errors: FieldError[] = [];
  const labels = textMap(at(template, "metadata", "labels"));
  const selector = objectOf(spec["selector"]);
  if (spec["selector"] === undefined || spec["selector"] === null)
    errors.push(fieldError.required("spec.selector"), notSelected(labels));
  else if (Object.keys(selector).length === 0) {
    errors.push(fieldError.invalid("spec.selector", selector, "empty selector is invalid for deployment"));
  } else if (!selectsLabels(selector, labels)) {
    errors.push(notSelected(labels));
  }
  errors.push(...labelErrorsOf(at(template, "metadata", "labels"), "spec.template.labels"));
  errors.push(...podSpecErrors(objectOf(template["spec"]), "spec.template.spec"));
  const policy = at(template, "spec", "restartPolicy");
  if (typeof policy === "string" && !restartPolicies.includes(policy)) {
    errors.push(fieldError.notSupported("spec.template.spec.restartPolicy", policy, restartPolicies));
  }
  return errors;
}

/** What is wrong with a number that may not be negative. */
export function negativeErrors(value: Json | undefined, field: string): FieldError[] {
  if (typeof value !== "number" || value >= 0) return [];
  return [fieldError.invalid(field, value, "must be greater than or equal to 0")];
}

function notSelected(labels: Readonly<Record<string, string>>): FieldError {
  return fieldError.invalid(
    "spec.template.metadata.labels",
    { ...labels },
    "`selector` does not match template `labels`",
  );
}
