import type { CtyType } from "../types/type";
import { attributePath, indexPath, keyPath, type Path } from "./path";
import { DynamicValue, type Value } from "./value";

/** A value inside another one, with its type and where it stands (an element of a set stands where its set does). */
export interface Child {
  readonly type: CtyType;
  readonly value: Value;
  readonly path: Path;
}

/** The values directly inside a value; none where it is null, unknown or of a primitive type. */
export function children(type: CtyType, value: Value, path: Path): readonly Child[] {
  if (value instanceof DynamicValue) return [{ type: value.type, value: value.value, path }];
  if (typeof type === "string") return [];
  if (Array.isArray(value)) {
    return value.map((item: Value, index): Child => {
      const at = type.kind === "set" ? path : indexPath(path, index);
      return { type: elementType(type, index), value: item, path: at };
    });
  }
  if (!(value instanceof Map)) return [];
  return [...value].map(([key, item]) =>
    type.kind === "object"
      ? { type: type.attributes.get(key) ?? "dynamic", value: item, path: attributePath(path, key) }
      : { type: elementType(type, 0), value: item, path: keyPath(path, key) },
  );
}

function elementType(type: Exclude<CtyType, string>, index: number): CtyType {
  if (type.kind === "tuple") return type.elements[index] ?? "dynamic";
  return type.kind === "object" ? "dynamic" : type.element;
}
