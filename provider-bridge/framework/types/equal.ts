import type { CtyType, ObjectType } from "./type";

/** Whether two types are the same, optional attributes included. */
export function typesEqual(left: CtyType, right: CtyType): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string") return false;
  switch (left.kind) {
    case "list":
    case "set":
    case "map":
      return right.kind === left.kind && typesEqual(left.element, right.element);
    case "tuple":
      return (
        right.kind === "tuple" &&
        left.elements.length === right.elements.length &&
        left.elements.every((element, index) => typesEqual(element, right.elements[index] ?? "dynamic"))
      );
    case "object":
      return right.kind === "object" && objectsEqual(left, right);
  }
}

function objectsEqual(left: ObjectType, right: ObjectType): boolean {
  if (left.attributes.size !== right.attributes.size || left.optional.size !== right.optional.size) return false;
  for (const name of left.optional) {
    if (!right.optional.has(name)) return false;
  }
  for (const [name, type] of left.attributes) {
    const other = right.attributes.get(name);
    if (other === undefined || !typesEqual(type, other)) return false;
  }
  return true;
}
