import type { Json, JsonObject } from "../plain/json";
import { ApiError, detailsOf } from "./api-error";

/** One thing that is wrong with an object. */
export interface FieldError {
  readonly reason: string;
  readonly field: string;
  /** "Invalid value: "x": must be …" */
  readonly message: string;
}

/** Makes field errors in the server's words. */
export const fieldError = {
  invalid: (field: string, value: Json, detail: string): FieldError => ({
    reason: "FieldValueInvalid",
    field,
    message: `Invalid value: ${JSON.stringify(value)}${detail === "" ? "" : `: ${detail}`}`,
  }),
  required: (field: string, detail = ""): FieldError => ({
    reason: "FieldValueRequired",
    field,
    message: `Required value${detail === "" ? "" : `: ${detail}`}`,
  }),
  duplicate: (field: string, value: Json): FieldError => ({
    reason: "FieldValueDuplicate",
    field,
    message: `Duplicate value: ${JSON.stringify(value)}`,
  }),
  notSupported: (field: string, value: Json, supported: readonly string[]): FieldError => ({
    reason: "FieldValueNotSupported",
    field,
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((item) => `"${item}"`).join(", ")}`,
  }),
  forbidden: (field: string, detail: string): FieldError => ({
    reason: "FieldValueForbidden",
    field,
    message: `Forbidden: ${detail}`,
  }),
  tooLong: (field: string, detail: string): FieldError => ({
    reason: "FieldValueTooLong",
    field,
    message: `Too long: ${detail}`,
  }),
  notFound: (field: string, value: Json): FieldError => ({
    reason: "FieldValueNotFound",
    field,
    message: `Not found: ${JSON.stringify(value)}`,
  }),
};

/** 422 with every error. */
export function invalidObject(group: string, kind: string, name: string, errors: readonly FieldError[]): ApiError {
  const told = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
  const summary = told.length === 1 ? told[0] : `[${told.join(", ")}]`;
  const shown = group === "" ? kind : `${kind}.${group}`;

  const causes: JsonObject[] = errors.map(({ reason, field, message }) => ({ reason, message, field }));
  return new ApiError(422, "Invalid", `${shown} "${name}" is invalid: ${summary}`, {
    ...(kind === "" ? (group === "" ? {} : { group }) : detailsOf({ group }, name, kind)),
    causes,
  });
}
