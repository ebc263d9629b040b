import type { InnerTypes, Refusal, ValueType } from "../schema/value-type";
import { attributePath, indexPath, keyPath, type Path } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";

/** A refused value and where it stands; an element of a set stands where its set does. */
export interface RefusedAt extends Refusal {
  readonly path: Path;
}

const NULL_ELEMENT: Refusal = {
  summary: "Null element",
  detail: "An element is null. Every element must have a value here; leave out those that have none.",
};

/**
 * What an author's type refuses of a value of Terraform's type, in the value and in everything inside it:
 * numbers that do not fit, and null elements where the element type is not `nullable`.
 */
export function refusals(type: ValueType, value: Value, path: Path): readonly RefusedAt[] {
  if (value === null || isUnknown(value)) return [];
  const refusal = type.refuse?.(value);
  if (refusal !== undefined) return [{ ...refusal, path }];
  return type.inner === undefined ? [] : innerRefusals(type.inner, type.cty, value, path);
}

function innerRefusals(inner: InnerTypes, cty: ValueType["cty"], value: Value, path: Path): readonly RefusedAt[] {
  if ("items" in inner) {
    const items: readonly Value[] = Array.isArray(value) ? value : [];
    return inner.items.flatMap((type, index) => refusals(type, items[index] ?? null, indexPath(path, index)));
  }
  if ("fields" in inner) {
    if (!(value instanceof Map)) return [];
    return Object.entries(inner.fields).flatMap(([name, type]) =>
      refusals(type, value.get(name) ?? null, attributePath(path, name)),
    );
  }
  if (!needsLook(inner.element)) return [];
  const isSet = typeof cty !== "string" && cty.kind === "set";
  if (value instanceof Map) {
    return [...value].flatMap(([key, item]) => elementRefusals(inner.element, item, keyPath(path, key)));
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Value, index) =>
    elementRefusals(inner.element, item, isSet ? path : indexPath(path, index)),
  );
}

function needsLook(element: ValueType): boolean {
  return element.nullable !== true || element.refuse !== undefined || element.inner !== undefined;
}

function elementRefusals(element: ValueType, value: Value, path: Path): readonly RefusedAt[] {
  if (value === null && element.nullable !== true) return [{ ...NULL_ELEMENT, path }];
  return refusals(element, value, path);
}
