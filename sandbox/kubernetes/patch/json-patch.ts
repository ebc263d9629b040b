import { copyOf, isEqual } from "../plain/compare";
import { isObject, type Json, type JsonObject } from "../plain/json";
import { PatchError } from "./patch-error";

/** Operations that a request may have. */
const mostOperations = 10_000;

/** RFC 6902. @throws PatchError */
export function jsonPatch(target: JsonObject, patch: Json): JsonObject {
  if (!Array.isArray(patch))
    throw new PatchError(
      "malformed",
      "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    );
  if (patch.length > mostOperations) {
    const message = `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`;
    throw new PatchError("too large", message);
  }
  let result: Json = copyOf(target);
  for (const operation of patch) {
    if (!isObject(operation)) throw new PatchError("malformed", "an operation of the patch is no object");
    result = apply(result, operation);
  }
  return isObject(result) ? result : {};
}

function apply(document: Json, operation: JsonObject): Json {
  const { op, path, from, value } = operation;
  if (typeof path !== "string") throw new PatchError("unprocessable", "missing field: path");
  switch (op) {
    case "add":
      return withValue(document, path, requireValue(value, path, "add"), "add");
    case "replace":
      // A member that is not there is made; an element must be there.
      if (!isObject(parentOf(document, path))) find(document, path, "replace");
      return withValue(document, path, requireValue(value, path, "replace"), "replace");
    case "remove":
      find(document, path, "remove");
      return removed(document, path);
    case "test":
      return tested(document, path, value);
    case "move":
    case "copy": {
      const source = String(from ?? "");
      const moved = copyOf(find(document, source, op));
      return withValue(op === "move" ? removed(document, source) : document, path, moved, op);
    }
    default:
      throw new PatchError("unprocessable", `Unexpected kind: ${typeof op === "string" ? op : "unknown"}`);
  }
}

function requireValue(value: Json | undefined, path: string, op: string): Json {
  if (value !== undefined) return value;
  throw new PatchError("unprocessable", `${op} operation for path "${path}" has no value: missing value`);
}

function tested(document: Json, path: string, value: Json | undefined): Json {
  const found = findMaybe(document, path);
  if (isEqual(found, value) || (found === undefined && value === null)) return document;
  throw new PatchError("unprocessable", `testing value ${path} failed: test failed`);
}

function stepsOf(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function findMaybe(document: Json, path: string): Json | undefined {
  let current: Json | undefined = document;
  for (const step of stepsOf(path)) {
    if (Array.isArray(current)) current = current[indexOf(current, step)];
    else current = isObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
    if (current === undefined) return undefined;
  }
  return current;
}

function find(document: Json, path: string, op: string): Json {
  const found = findMaybe(document, path);
  if (found !== undefined) return found;
  const name = stepsOf(path).at(-1) ?? "";
  const missing =
    parentOf(document, path) === undefined ? "doc is missing path" : `Unable to ${op} nonexistent key: ${name}`;
  throw new PatchError("unprocessable", `${op} operation does not apply: ${missing}: missing value`);
}

function parentOf(document: Json, path: string): Json | undefined {
  return findMaybe(document, path.slice(0, path.lastIndexOf("/")));
}

function indexOf(list: readonly Json[], step: string): number {
  if (step === "-") return list.length;
  return /^-?\d+$/.test(step) ? (step.startsWith("-") ? list.length + Number(step) : Number(step)) : Number.NaN;
}

/** The documents of a patch are its own copies: they are changed in place. */
function withValue(document: Json, path: string, value: Json, op: string): Json {
  if (path === "") return value;
  const parent = parentOf(document, path);
  const step = stepsOf(path).at(-1) ?? "";
  if (isObject(parent)) {
    // To JavaScript it is no data.
    if (step !== "__proto__") parent[step] = value;
    return document;
  }
  if (!Array.isArray(parent)) {
    throw new PatchError(
      "unprocessable",
      `${op} operation does not apply: doc is missing path: "${path}": missing value`,
    );
  }
  const index = indexOf(parent, step);
  if (!(index >= 0 && index <= parent.length)) {
    throw new PatchError(
      "unprocessable",
      `${op} operation does not apply: Unable to access invalid index: ${step}: invalid index referenced`,
    );
  }
  parent.splice(index, op === "replace" ? 1 : 0, value);
  return document;
}

function removed(document: Json, path: string): Json {
  const parent = parentOf(document, path);
  const step = stepsOf(path).at(-1) ?? "";
  if (Array.isArray(parent)) parent.splice(indexOf(parent, step), 1);
  else if (isObject(parent)) delete parent[step];
  return document;
}
