import { isZero, type StructSpec, structSpec } from "../documents";
import { formatUrl, parseUrl } from "../scalars";
import type { FieldSpec, TypeSpec } from "../schema";
import type { Value, ValueMap } from "../value";
import { mergeFreeFormMap } from "./merge-free-form";
import { entryFinder, replacesEntry } from "./merge-lists";
import { MergeProblem } from "./patch-error";

/** Merges the fields of the patch into a document, which is changed. Throws MergeProblem. */
export function mergeStruct(left: ValueMap, right: ValueMap, spec: StructSpec, minor: number, path = ""): void {
  for (const field of spec.fields) {
    const at = path === "" ? field.key : `${path}.${field.key}`;
    const merged = mergeField(left.get(field.key), right.get(field.key), field, minor, at);
    if (merged === undefined) left.delete(field.key);
    else left.set(field.key, merged);
  }
}

function mergeField(left: Value | undefined, right: Value | undefined, field: FieldSpec, minor: number, path: string) {
  if (field.replace && right !== undefined) return isReplaceable(right, field.type) ? right : left;
  return mergeValue(left, right, field.type, minor, path);
}

/** An explicit empty list replaces; a mapping without anything in it does not. */
function isReplaceable(right: Value, type: TypeSpec): boolean {
  return type.kind === "list" || !isZero(right, type);
}

function mergeValue(
  left: Value | undefined,
  right: Value | undefined,
  type: TypeSpec,
  minor: number,
  path: string,
): Value | undefined {
  switch (type.kind) {
    case "pointer":
      if (right === undefined || right === null) return left;
      return left === undefined || left === null ? right : mergePointed(left, right, type.to, minor, path);
    case "struct": {
      if (left instanceof Map && right instanceof Map) mergeStruct(left, right, structSpec(type.name), minor, path);
      // Merging with an absent struct still clears fields that every patch overwrites.
      else if (left instanceof Map) mergeStruct(left, new Map(), structSpec(type.name), minor, path);
      else return right;
      return left;
    }
    case "list":
      return mergeList(left, right, type.of, minor, path);
    case "map":
      return mergeMap(left, right, type.of, minor, path);
    case "scalar":
      return mergeScalar(left, right, type, minor, path);
  }
}

/** Behind a pointer a scalar of the patch always wins, even with its zero value. */
function mergePointed(left: Value, right: Value, type: TypeSpec, minor: number, path: string): Value | undefined {
  if (type.kind !== "scalar" || type.name === "endpoint") return mergeValue(left, right, type, minor, path);
  return right;
}

function mergeList(
  left: Value | undefined,
  right: Value | undefined,
  of: TypeSpec,
  minor: number,
  path: string,
): Value | undefined {
  if (!Array.isArray(right)) return left;
  const element = of.kind === "pointer" ? of.to : of;
  const name = element.kind === "struct" ? element.name : "";
  const find = entryFinder(name);
  const items = Array.isArray(left) ? left : [];
  if (find === undefined) return [...items, ...right];
  const merged = [...items];
  for (const entry of right) {
    if (!(entry instanceof Map)) throw new MergeProblem(path, "the list has an entry without content");
    const maps = merged.filter((item): item is ValueMap => item instanceof Map);
    const match = find(maps, entry);
    if (match === undefined) merged.push(entry);
    else if (replacesEntry(name)) merged[merged.indexOf(match)] = entry;
    else mergeStruct(match, entry, structSpec(name), minor, path);
  }
  return merged.length === 0 && left === undefined ? undefined : merged;
}

function mergeMap(
  left: Value | undefined,
  right: Value | undefined,
  of: TypeSpec,
  minor: number,
  path: string,
): Value | undefined {
  if (!(right instanceof Map)) return left;
  const map: ValueMap = left instanceof Map ? left : new Map();
  for (const [key, value] of right) {
    const current = map.get(key);
    const merged =
      current === undefined || current === null ? value : mergeValue(current, value, of, minor, `${path}.${key}`);
    map.set(key, merged ?? value);
  }
  return map;
}

function mergeScalar(
  left: Value | undefined,
  right: Value | undefined,
  type: Extract<TypeSpec, { kind: "scalar" }>,
  minor: number,
  path: string,
): Value | undefined {
  switch (type.name) {
    case "object":
      return mergeObject(left, right, path);
    case "args":
      return mergeArguments(left, right, minor, path);
    // These overwrite with whatever the patch says, even nothing: Talos clears them.
    case "bool":
    case "byteSize":
    case "cel":
      return right;
    case "size":
      return mergeSize(left, right, minor);
    case "addr":
    case "prefix":
    case "addrPort":
      throw new MergeProblem(
        path,
        "Talos cannot merge documents with an address field; delete the document and add it anew",
      );
    case "url":
    case "endpoint":
      return mergeUrl(left, right, path);
    default:
      return isZero(right, type) && !(right instanceof Map) ? left : right;
  }
}

function mergeObject(left: Value | undefined, right: Value | undefined, path: string): Value | undefined {
  if (!(right instanceof Map)) return left;
  if (!(left instanceof Map)) return right;
  mergeFreeFormMap(left, right, path);
  return left;
}

/** From Talos 1.13 on the whole value of an argument is replaced. */
function mergeArguments(
  left: Value | undefined,
  right: Value | undefined,
  minor: number,
  path: string,
): Value | undefined {
  const text: TypeSpec = { kind: "scalar", name: "string", words: "" };
  if (minor < 13) return mergeMap(left, right, text, minor, path);
  if (!(right instanceof Map)) return left;
  return right.size === 0 ? left : new Map([...(left instanceof Map ? left : []), ...right]);
}

/** A size in bytes wins over a percentage, whichever came last. */
function mergeSize(left: Value | undefined, right: Value | undefined, minor: number): Value | undefined {
  if (minor < 12) return right;
  if (right === undefined) return left;
  const relative = (value: Value | undefined) => typeof value === "string" && value.endsWith("%");
  return relative(right) && left !== undefined && !relative(left) ? left : right;
}

/** URLs are merged part by part: a patch without a path keeps the old path. */
function mergeUrl(left: Value | undefined, right: Value | undefined, path: string): Value | undefined {
  if (typeof right !== "string" || right === "") return left;
  if (typeof left !== "string" || left === "") return right;
  const before = parseUrl(left);
  const after = parseUrl(right);
  if (typeof before === "string" || typeof after === "string") return right;
  if (before.userinfo !== undefined && after.userinfo !== undefined) {
    throw new MergeProblem(path, "a URL with a user name cannot be merged into another one");
  }
  return formatUrl({
    scheme: after.scheme || before.scheme,
    opaque: after.opaque || before.opaque,
    userinfo: after.userinfo ?? before.userinfo,
    host: after.host || before.host,
    hasSlashes: after.hasSlashes && before.hasSlashes,
    path: after.path || before.path,
    query: after.query || before.query,
    fragment: after.fragment || before.fragment,
  });
}
