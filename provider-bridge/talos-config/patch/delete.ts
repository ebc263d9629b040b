import { type StructSpec, structSpec } from "../documents";
import type { TypeSpec } from "../schema";
import type { Value, ValueMap } from "../value";
import { MergeProblem } from "./patch-error";
import type { Selector } from "./selector";

/** A selector, and the Talos (minor version) that deletes. */
interface Deletion extends Selector {
  readonly minor: number;
}

/** Deletes what the selector points at from a document (not the document itself). Throws MergeProblem. */
export function deleteFrom(document: ValueMap, spec: StructSpec, selector: Selector, minor: number): void {
  deleteFromStruct(document, spec, selector.path, { ...selector, minor });
}

function missing(selector: Deletion): never {
  const entry = selector.key === "" ? "" : ` with ${selector.key} "${selector.value}"`;
  throw new MergeProblem(selector.path.join("."), `there is nothing to delete${entry}`);
}

function deleteFromStruct(struct: ValueMap, spec: StructSpec, path: readonly string[], selector: Deletion): void {
  const [key = "", ...rest] = path;
  const field = spec.byKey.get(key);
  if (field === undefined) missing(selector);
  if (rest.length === 0) struct.delete(key);
  else deleteFromValue(struct.get(key), field.type, rest, selector);
}

function deleteFromValue(value: Value | undefined, type: TypeSpec, path: readonly string[], selector: Deletion): void {
  switch (type.kind) {
    case "pointer":
      if (value === undefined || value === null) missing(selector);
      deleteFromValue(value, type.to, path, selector);
      return;
    case "struct":
      deleteFromStruct(value instanceof Map ? value : new Map(), structSpec(type.name), path, selector);
      return;
    case "map":
      deleteFromMap(value, path, selector, (item, rest) => deleteFromValue(item, type.of, rest, selector));
      return;
    case "list":
      deleteFromList(value, type.of, path, selector);
      return;
    case "scalar":
      // Up to 1.11 Talos finds nothing inside of free-form parts.
      if (type.name !== "args" && (type.name !== "object" || selector.minor < 12)) missing(selector);
      deleteFromFreeForm(value, path, selector);
  }
}

function deleteFromMap(
  value: Value | undefined,
  path: readonly string[],
  selector: Deletion,
  descend: (item: Value | undefined, rest: readonly string[]) => void,
): void {
  const [key = "", ...rest] = path;
  if (!(value instanceof Map) || !value.has(key)) missing(selector);
  if (rest.length === 0) value.delete(key);
  else descend(value.get(key), rest);
}

/** Free-form parts have maps only: entries of their lists cannot be selected, as in Talos. */
function deleteFromFreeForm(value: Value | undefined, path: readonly string[], selector: Deletion): void {
  deleteFromMap(value, path, selector, (item, rest) => deleteFromFreeForm(item, rest, selector));
}

function deleteFromList(value: Value | undefined, of: TypeSpec, path: readonly string[], selector: Deletion): void {
  const [index = "", ...rest] = path;
  const at = selector.path.join(".");
  if (rest.length > 0 || !index.startsWith("["))
    throw new MergeProblem(at, "inside a list only whole entries can be deleted");
  const element = of.kind === "pointer" ? of.to : of;
  if (!Array.isArray(value) || element.kind !== "struct") missing(selector);
  const field = structSpec(element.name).byKey.get(selector.key);
  const found = value.findIndex((item) => {
    if (!(item instanceof Map) || field === undefined || !isComparable(field.type, selector.minor)) return false;
    const text = item.get(selector.key) ?? "";
    return typeof text === "string" && text === selector.value;
  });
  if (found < 0) missing(selector);
  value.splice(found, 1);
}

/**
 * Talos compares texts: strings, and from 1.12 on types that have a text form; no numbers, booleans or pointers to
 * scalars.
 */
function isComparable(type: TypeSpec, minor: number): boolean {
  if (type.kind === "pointer") return type.to.kind === "scalar" && type.to.name === "endpoint";
  if (type.kind !== "scalar") return false;
  if (minor < 12) return type.name === "string";
  return !type.name.includes("int") && type.name !== "bool" && type.name !== "diskSize";
}
