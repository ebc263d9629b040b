import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { isWhollyKnown } from "../../../provider-bridge/framework/values/known";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";

/**
 * What the older SDK makes of a state that a resource has come to: it cannot tell an empty collection or text from none,
 * and takes what stood there before (`reference`: the plan after an apply, the stored state after a read). Sets that were
 * planned whole are taken as planned.
 */
export function normaliseNulls(type: CtyType, result: Value, reference: Value, applied: boolean): Value {
  if (isUnknown(reference)) return result;
  if (applied && isCollection(type) && isNone(reference) && isNone(result)) return reference;
  if (reference === null || isUnknown(result)) return result;
  if (typeof type === "string") return primitive(result, reference, applied);
  if (type.kind === "set") return applied && isWhollyKnown(reference) ? reference : result;
  if (type.kind === "list") return list(type.element, result, reference, applied);
  if (type.kind === "map") return map(result, reference, applied);
  if (type.kind === "object") return object(type.attributes, result, reference, applied);
  return result;
}

function isCollection(type: CtyType): boolean {
  return typeof type !== "string" && (type.kind === "list" || type.kind === "set" || type.kind === "map");
}

function isNone(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map ? value.size === 0 : value === null;
}

function primitive(result: Value, reference: Value, applied: boolean): Value {
  if (result !== null) return result;
  return applied || reference === "" ? reference : null;
}

function list(element: CtyType, result: Value, reference: Value, applied: boolean): Value {
  if (result === null && Array.isArray(reference)) return applied || reference.length === 0 ? reference : null;
  if (!Array.isArray(result) || !Array.isArray(reference) || result.length !== reference.length) return result;
  return result.map((item: Value, index) => normaliseNulls(element, item, reference[index] ?? null, applied));
}

function map(result: Value, reference: Value, applied: boolean): Value {
  return result === null && applied ? reference : result;
}

function object(attributes: ReadonlyMap<string, CtyType>, result: Value, reference: Value, applied: boolean): Value {
  if (!(result instanceof Map) || !(reference instanceof Map)) return result;
  return new Map<string, Value>(
    [...attributes].map(([name, type]) => {
      const [value, before]: [Value, Value] = [result.get(name) ?? null, reference.get(name) ?? null];
      return [name, normaliseNulls(type, value, before, applied)];
    }),
  );
}
