import { cloneValue, type Value } from "../value";
import { Float } from "../yaml";
import type { JsonOperation } from "./json-operations";
import { MergeProblem } from "./patch-error";

type Container = Value[] | Map<string, Value>;

/** Applies the operations to a document as Talos's JSON patch library does. Throws MergeProblem. */
export function applyOperations(document: Value, operations: readonly JsonOperation[]): Value {
  const root = { value: cloneValue(document) };
  for (const operation of operations) applyOperation(root, operation);
  return root.value;
}

function applyOperation(root: { value: Value }, operation: JsonOperation): void {
  const path = pointer(operation, "path");
  switch (operation.get("op")) {
    case "add":
      add(target(root.value, path), operation.get("value") ?? null);
      return;
    case "remove":
      remove(target(root.value, path));
      return;
    case "replace":
      replace(root, path, operation.get("value") ?? null);
      return;
    case "move": {
      const from = target(root.value, pointer(operation, "from"));
      const moved = read(from);
      remove(from);
      add(target(root.value, path), moved);
      return;
    }
    case "copy":
      add(target(root.value, path), cloneValue(read(target(root.value, pointer(operation, "from")))));
      return;
    case "test":
      test(path === "" ? root.value : read(target(root.value, path)), operation.get("value") ?? null, path);
      return;
    default:
      throw new MergeProblem(path, 'the operation is none of "add", "remove", "replace", "move", "copy" and "test"');
  }
}

function pointer(operation: JsonOperation, name: "path" | "from"): string {
  const value = operation.get(name);
  if (typeof value === "string") return value;
  throw new MergeProblem("", `the operation lacks its "${name}"`);
}

/** A place in the document: what holds it, and the key or index there. */
interface Target {
  readonly container: Container;
  readonly key: string;
  readonly path: string;
}

function target(root: Value, path: string): Target {
  const parts = path.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (parts.length < 2) throw new MergeProblem(path, "the path does not start with a slash");
  let container = asContainer(root, path);
  for (const part of parts.slice(1, -1)) {
    const next = Array.isArray(container) ? container[index(container.length, part, path)] : container.get(part);
    container = asContainer(next, path);
  }
  return { container, key: parts.at(-1) ?? "", path };
}

function asContainer(value: Value | undefined, path: string): Container {
  if (Array.isArray(value) || value instanceof Map) return value;
  throw new MergeProblem(path, "the path leads through something that is not there");
}

/** Negative indices count from the end, as in Talos. */
function index(length: number, key: string, path: string): number {
  if (!/^[-+]?\d+$/.test(key)) throw new MergeProblem(path, `"${key}" is no index of a list`);
  const number = Number(key);
  const found = number < 0 ? number + length : number;
  if (found < 0 || found >= length) throw new MergeProblem(path, `the list has no index ${key}`);
  return found;
}

function read({ container, key, path }: Target): Value {
  if (Array.isArray(container)) return container[index(container.length, key, path)] ?? null;
  return container.get(key) ?? null;
}

function add({ container, key, path }: Target, value: Value): void {
  if (container instanceof Map) container.set(key, value);
  else if (key === "-") container.push(value);
  else container.splice(index(container.length + 1, key, path), 0, value);
}

function remove({ container, key, path }: Target): void {
  if (Array.isArray(container)) container.splice(index(container.length, key, path), 1);
  else if (!container.delete(key)) throw new MergeProblem(path, "there is nothing to remove");
}

/** A missing key of a mapping is set, as Talos does, although RFC 6902 forbids it. */
function replace(root: { value: Value }, path: string, value: Value): void {
  if (path === "") {
    if (!Array.isArray(value) && !(value instanceof Map)) {
      throw new MergeProblem(path, "the whole document can only be replaced by a mapping or a list");
    }
    root.value = value;
    return;
  }
  const place = target(root.value, path);
  if (place.container instanceof Map) place.container.set(place.key, value);
  else place.container[index(place.container.length, place.key, path)] = value;
}

function test(actual: Value, expected: Value, path: string): void {
  if (!isEqual(actual, expected)) throw new MergeProblem(path, "the test failed: the value is another one");
}

function isEqual(left: Value, right: Value): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null));
  }
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size &&
      [...left].every(([key, item]) => right.has(key) && isEqual(item, right.get(key) ?? null))
    );
  }
  if (left instanceof Float && right instanceof Float) return left.value === right.value;
  return left === right;
}
