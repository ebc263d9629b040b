import { GeneralMap, type Value, type ValueMap } from "../value";
import { Float, RawScalar } from "../yaml";
import { MergeProblem } from "./patch-error";

/** Merges the right map of free-form values into the left one, which is changed. Throws MergeProblem. */
export function mergeFreeFormMap(left: ValueMap, right: ValueMap, path: string): void {
  for (const [key, value] of right) {
    const current = left.get(key);
    left.set(key, current === undefined || current === null ? value : mergeFreeForm(current, value, `${path}.${key}`));
  }
}

/** Both have a value: the types must agree, lists are appended, zero values of the patch do nothing. */
function mergeFreeForm(left: Value, right: Value, path: string): Value {
  const leftType = typeName(left);
  const rightType = typeName(right);
  if (right === null) throw new MergeProblem(path, `null cannot be merged into ${leftType}, use "$patch: delete"`);
  if (leftType !== rightType) throw new MergeProblem(path, `${rightType} cannot be merged into ${leftType}`);
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (left instanceof Map && right instanceof Map) {
    mergeFreeFormMap(left, right, path);
    return left;
  }
  if (left instanceof GeneralMap && right instanceof GeneralMap) return mergeGeneral(left, right, path);
  if (right instanceof RawScalar) throw new MergeProblem(path, "a timestamp cannot be merged into another");
  const zero = right === "" || right === 0 || right === 0n || (right instanceof Float && right.value === 0);
  return zero ? left : right;
}

function mergeGeneral(left: GeneralMap, right: GeneralMap, path: string): GeneralMap {
  const entries = [...left.entries];
  for (const [key, value] of right.entries) {
    const index = entries.findIndex(([other]) => other === key);
    const current = entries[index]?.[1];
    const merged =
      current === undefined || current === null ? value : mergeFreeForm(current, value, `${path}.${String(key)}`);
    if (index < 0) entries.push([key, value]);
    else entries[index] = [key, merged];
  }
  return new GeneralMap(entries);
}

function typeName(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Map) return "a mapping";
  if (value instanceof GeneralMap) return "a mapping with keys that are no strings";
  if (value instanceof Float) return "a floating-point number";
  if (value instanceof RawScalar) return "a timestamp";
  if (typeof value === "string") return "a string";
  return typeof value === "boolean" ? "a boolean" : "an integer";
}
