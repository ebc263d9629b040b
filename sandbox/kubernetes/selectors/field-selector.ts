import { badRequest } from "../api/api-error";
import type { KindRules } from "../kinds/kind-rules";
import type { JsonObject } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";

/** One condition on a field. */
export interface FieldRequirement {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

/** Reads a field selector of a query. @throws ApiError 400, also for a field that the kind does not know */
export function parseFieldSelector(text: string, rules: KindRules): FieldRequirement[] {
  return text
    .split(/(?<!\\),/)
    .filter((part) => part !== "")
    .map((part) => {
      const [, field = "", operator = "", value = ""] = /^([^=!]*)(!=|==|=)((?:\\.|[^\\])*)$/.exec(part) ?? [];
      if (operator === "") throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      if (!isKnown(field, rules)) throw badRequest(`field label not supported: ${field}`);
      return { field, isEqual: operator !== "!=", value: value.replace(/\\(.)/g, "$1") };
    });
}

function isKnown(field: string, rules: KindRules): boolean {
  return (
    field === "metadata.name" || field === "metadata.namespace" || Object.hasOwn(rules.selectableFields ?? {}, field)
  );
}

/** Whether an object meets every condition. */
export function matchesFields(
  object: JsonObject,
  requirements: readonly FieldRequirement[],
  rules: KindRules,
): boolean {
  return requirements.every(({ field, isEqual, value }) => (fieldValue(object, field, rules) === value) === isEqual);
}

function fieldValue(object: JsonObject, field: string, rules: KindRules): string {
  if (field === "metadata.name") return nameOf(object);
  return field === "metadata.namespace" ? namespaceOf(object) : (rules.selectableFields?.[field]?.(object) ?? "");
}
