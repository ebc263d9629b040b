import { fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Fields } from "../../../provider-bridge/framework/schema/schema";
import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../provider-bridge/framework/values/value";

/** What Terraform finds wrong with a new state (or a second plan) that should fit a plan. */
export function resultErrors(fields: Fields, plan: Value, actual: Value): string[] {
  return valueErrors(fieldsType(fields), plan, actual, "");
}

function valueErrors(type: CtyType, plan: Value, actual: Value, path: string): string[] {
  if (isUnknown(plan)) {
    return plan.refinement?.notNull === true && actual === null ? [`${path}: promised not to be null`] : [];
  }
  if (plan === null || actual === null) return plan === actual ? [] : [`${path}: null on one side only`];
  if (isUnknown(actual)) return [`${path}: was known, but now unknown`];
  if (plan instanceof DynamicValue && actual instanceof DynamicValue) {
    if (isUnknown(plan.value)) return [];
    return valuesEqual("dynamic", plan, actual) ? [] : [`${path}: dynamic value has changed`];
  }
  if (typeof type === "string") return valuesEqual(type, plan, actual) ? [] : [`${path}: value has changed`];
  if (plan instanceof Map && actual instanceof Map) {
    const keys = new Set([...plan.keys(), ...actual.keys()]);
    return [...keys].flatMap((key) => {
      if (!plan.has(key) || !actual.has(key)) return [`${path}.${key}: vanished or appeared`];
      const inner = type.kind === "object" ? type.attributes.get(key) : "element" in type ? type.element : undefined;
      return valueErrors(inner ?? "dynamic", plan.get(key) ?? null, actual.get(key) ?? null, `${path}.${key}`);
    });
  }
  if (!Array.isArray(plan) || !Array.isArray(actual)) return [`${path}: no collection`];
  if (type.kind === "set") return setErrors(type.element, plan, actual, path);
  if (plan.length !== actual.length) return [`${path}: length has changed`];
  return plan.flatMap((value: Value, index) => {
    const inner = type.kind === "tuple" ? type.elements[index] : "element" in type ? type.element : undefined;
    return valueErrors(inner ?? "dynamic", value, actual[index] ?? null, `${path}[${index}]`);
  });
}

function setErrors(element: CtyType, plan: readonly Value[], actual: readonly Value[], path: string): string[] {
  const fits = (left: Value, right: Value) => valueErrors(element, left, right, path).length === 0;
  const errors: string[] = [];
  if (plan.some((value) => !actual.some((other) => fits(value, other))))
    errors.push(`${path}: planned element is lost`);
  if (actual.some((value) => !plan.some((other) => fits(other, value))))
    errors.push(`${path}: element was not planned`);
  if (actual.length > plan.length) errors.push(`${path}: more elements than planned`);
  return errors;
}
