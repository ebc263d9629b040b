import { type FieldError, fieldError } from "../api/field-error";
import { at, type Json, type JsonObject, objectOf } from "../plain/json";
import { numberAt, usualCells } from "./cells";
import type { KindRules } from "./kind-rules";

/** Disruption budgets. */
export const podDisruptionBudgetRules: KindRules = {
  hasGeneration: true,
  validate: (object) => {
    const spec = objectOf(object["spec"]);
    const errors: FieldError[] = [];
    if (spec["minAvailable"] !== undefined && spec["maxUnavailable"] !== undefined) {
      errors.push(fieldError.invalid("spec", specText(spec), "minAvailable and maxUnavailable cannot be both set"));
    }
    for (const name of ["minAvailable", "maxUnavailable"]) errors.push(...amountErrors(spec[name], `spec.${name}`));
    return errors;
  },
  cells: (object, nowMs) => {
    const shown = (value: Json | undefined) => (value === undefined ? "N/A" : String(value));
    const spec = objectOf(object["spec"]);
    return usualCells(
      object,
      nowMs,
      shown(spec["minAvailable"]),
      shown(spec["maxUnavailable"]),
      numberAt(object, "status", "disruptionsAllowed"),
    );
  },
};

function amountErrors(value: Json | undefined, field: string): FieldError[] {
  if (typeof value === "number" && value < 0)
    return [fieldError.invalid(field, value, "must be greater than or equal to 0")];
  if (typeof value !== "string") return [];
  if (!/^\d+%$/.test(value)) {
    const detail =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    return [fieldError.invalid(field, value, detail)];
  }
  return Number(value.slice(0, -1)) > 100 ? [fieldError.invalid(field, value, "must not be greater than 100%")] : [];
}

function specText(spec: JsonObject): JsonObject {
  return {
    minAvailable: spec["minAvailable"] ?? null,
    maxUnavailable: spec["maxUnavailable"] ?? null,
    selector: at(spec, "selector") ?? null,
  };
}
