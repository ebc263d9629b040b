/** A CEL type: a plain name, or one made of others. `dyn` fits everything. */
export type CelType =
  | string
  | { readonly kind: "list"; readonly of: CelType }
  | { readonly kind: "map"; readonly key: CelType; readonly value: CelType }
  | { readonly kind: "optional"; readonly of: CelType }
  | { readonly kind: "object"; readonly name: string };

/** How a type is written in messages. */
export function typeName(type: CelType): string {
  if (typeof type === "string") return type;
  if (type.kind === "list") return `list(${typeName(type.of)})`;
  if (type.kind === "map") return `map(${typeName(type.key)}, ${typeName(type.value)})`;
  return type.kind === "optional" ? `optional(${typeName(type.of)})` : type.name;
}

/** True when a value of one type may stand where the other is wanted. */
export function fits(left: CelType, right: CelType): boolean {
  if (left === "dyn" || right === "dyn") return true;
  if (typeof left === "string" || typeof right === "string") {
    const object = typeof left === "string" ? right : left;
    const plain = typeof left === "string" ? left : right;
    return (
      left === right ||
      (plain === "null" && typeof object !== "string" && (object.kind === "object" || object.kind === "optional"))
    );
  }
  if (left.kind === "list" && right.kind === "list") return fits(left.of, right.of);
  if (left.kind === "optional" && right.kind === "optional") return fits(left.of, right.of);
  if (left.kind === "map" && right.kind === "map") return fits(left.key, right.key) && fits(left.value, right.value);
  return left.kind === "object" && right.kind === "object" && left.name === right.name;
}

/** The common type of several, `dyn` when there is none. */
export function join(types: readonly CelType[]): CelType {
  const [first = "dyn", ...rest] = types;
  return rest.every((type) => fits(first, type)) ? first : "dyn";
}
