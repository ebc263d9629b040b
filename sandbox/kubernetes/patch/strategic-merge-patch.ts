import { isEqual } from "../plain/compare";
import { isObject, type Json, type JsonObject, listOf } from "../plain/json";
import type { Field, TypeRef } from "../schema/field";
import { builtInType, type ObjectType } from "../schema/type-table";
import { orderElements } from "./element-order";
import { PatchError } from "./patch-error";

const orderDirective = "$setElementOrder/";
const deleteDirective = "$deleteFromPrimitiveList/";

/** Strategic merge: lists with a merge key are merged by it. @throws PatchError */
export function strategicMergePatch(target: JsonObject, patch: JsonObject, typeName: string): JsonObject {
  return mergeObjects(target, patch, builtInType(typeName));
}

function mergeObjects(target: JsonObject, patch: JsonObject, type: ObjectType | undefined): JsonObject {
  const directive = patch["$patch"];
  if (directive === "replace") return withoutDirectives(patch);
  if (directive === "delete") return {};
  if (directive !== undefined && directive !== "merge") throw unknownDirective(patch);
  const result: JsonObject = { ...target };
  retainKeys(result, patch);
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(deleteDirective)) {
      const field = name.slice(deleteDirective.length);
      const gone = listOf(value);
      const left = listOf(result[field]).filter((item) => !gone.some((other) => isEqual(other, item)));
      if (result[field] !== undefined) result[field] = left;
    }
  }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith("$")) continue;
    const field = type?.fields.get(name);
    if (value === null) delete result[name];
    else result[name] = mergeField(result[name], value, field, patch[`${orderDirective}${name}`]);
  }
  for (const [name, order] of Object.entries(patch)) {
    const field = name.startsWith(orderDirective) ? name.slice(orderDirective.length) : "";
    if (field === "" || field in patch || !Array.isArray(result[field])) continue;
    const before = listOf(target[field]);
    result[field] = orderElements(listOf(result[field]), listOf(order), before, type?.fields.get(field)?.mergeKey);
  }
  return result;
}

function mergeField(target: Json | undefined, value: Json, field: Field | undefined, order: Json | undefined): Json {
  if (isObject(value)) {
    if (field?.mergeStrategies.includes("replace") === true) return withoutDirectives(value);
    return mergeObjects(isObject(target) ? target : {}, value, memberType(field?.type));
  }
  if (!Array.isArray(value)) return value;
  if (field === undefined || !field.mergeStrategies.includes("merge")) return value;
  return mergeLists(listOf(target), value, field, order);
}

/** The type of the objects at or in a field. */
function memberType(type: TypeRef | undefined): ObjectType | undefined {
  if (type?.kind === "type") return builtInType(type.name);
  return type?.kind === "list" ? memberType(type.element) : undefined;
}

function mergeLists(target: readonly Json[], patch: readonly Json[], field: Field, order: Json | undefined): Json[] {
  const key = field.mergeKey;
  if (key === undefined) return mergeScalars(target, patch, order);
  if (patch.some((item) => isObject(item) && item["$patch"] === "replace")) {
    return patch.filter((item) => !(isObject(item) && item["$patch"] === "replace" && Object.keys(item).length === 1));
  }
  let result = [...target];
  const added: Json[] = [];
  for (const item of patch) {
    if (!isObject(item)) continue;
    const keyValue = item[key];
    if (keyValue === undefined) {
      throw new PatchError("internal", `map: ${goMap(item)} does not contain declared merge key: ${key}`);
    }
    const isThis = (other: Json) => isObject(other) && isEqual(other[key], keyValue);
    if (item["$patch"] === "delete") {
      result = result.filter((other) => !isThis(other));
      continue;
    }
    if (item["$patch"] !== undefined && item["$patch"] !== "merge") throw unknownDirective(item);
    const index = result.findIndex(isThis);
    const existing = result[index];
    if (isObject(existing)) result[index] = mergeObjects(existing, item, memberType(field.type));
    else added.push(mergeObjects({}, item, memberType(field.type)));
  }
  return orderElements([...result, ...added], order === undefined ? patch : listOf(order), target, key);
}

function mergeScalars(target: readonly Json[], patch: readonly Json[], order: Json | undefined): Json[] {
  const added = patch.filter((item) => !target.includes(item));
  return orderElements([...target, ...added], order === undefined ? patch : listOf(order), target, undefined);
}

/** `$retainKeys`: members that are not named go. */
function retainKeys(result: JsonObject, patch: JsonObject): void {
  const kept = patch["$retainKeys"];
  if (kept === undefined) return;
  const names = listOf(kept);
  for (const name of Object.keys(result)) if (!names.includes(name)) delete result[name];
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => name !== "$patch"));
}

function unknownDirective(patch: JsonObject): PatchError {
  return new PatchError("internal", `unknown patch type: ${String(patch["$patch"])} in map: ${goMap(patch)}`);
}

function goMap(object: JsonObject): string {
  const members = Object.keys(object)
    .sort()
    .map((name) => {
      const value = object[name];
      return `${name}:${typeof value === "string" ? value : JSON.stringify(value)}`;
    });
  return `map[${members.join(" ")}]`;
}
