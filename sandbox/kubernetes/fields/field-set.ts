/**
 * Who owns which field: sets of paths, and who writes what. What the managedFields of objects say and mean; never how a
 * request is read or stored.
 */
import { isObject, type Json, type JsonObject } from "../plain/json";

/**
 * A set of paths as a tree in the form of FieldsV1: `f:name`, `k:{…}`, `v:…`, `i:0`; `isMember`: the path that ends here
 * is in the set itself (written as "." beside others).
 */
export interface FieldSet {
  readonly isMember: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

/** No path. */
export const emptySet: FieldSet = { isMember: false, children: new Map() };
/** The path that ends here, and none below. */
export const leafSet: FieldSet = { isMember: true, children: new Map() };

/** Whether there is no path in it. */
export function isEmptySet(set: FieldSet): boolean {
  return !set.isMember && set.children.size === 0;
}

/** Paths that are in either. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA || inB);
}

/** Paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Paths that are in both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** Paths of `a` that are neither in `b` nor below a path of `b`. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  if (b.isMember) return emptySet;
  const children = new Map<string, FieldSet>();
  for (const [name, child] of a.children) {
    const other = b.children.get(name);
    const left = other === undefined ? child : recursiveDifference(child, other);
    if (!isEmptySet(left)) children.set(name, left);
  }
  return { isMember: a.isMember, children };
}

function combine(a: FieldSet, b: FieldSet, keep: (inA: boolean, inB: boolean) => boolean): FieldSet {
  const children = new Map<string, FieldSet>();
  for (const name of new Set([...a.children.keys(), ...b.children.keys()])) {
    const child = combine(a.children.get(name) ?? emptySet, b.children.get(name) ?? emptySet, keep);
    if (!isEmptySet(child)) children.set(name, child);
  }
  return { isMember: keep(a.isMember, b.isMember), children };
}

/** Whether both hold the same paths. */
export function isSameSet(a: FieldSet, b: FieldSet): boolean {
  if (a.isMember !== b.isMember || a.children.size !== b.children.size) return false;
  for (const [name, child] of a.children) {
    const other = b.children.get(name);
    if (other === undefined || !isSameSet(child, other)) return false;
  }
  return true;
}

/** Reads FieldsV1. What is none is an empty set. */
export function readFieldSet(value: Json | undefined): FieldSet {
  if (!isObject(value)) return emptySet;
  const names = Object.keys(value);
  const children = new Map<string, FieldSet>();
  for (const name of names) if (name !== ".") children.set(name, readFieldSet(value[name]));
  return { isMember: names.length === 0 || "." in value, children };
}

/** Writes FieldsV1, its members sorted. */
export function writeFieldSet(set: FieldSet): JsonObject {
  const written: JsonObject = {};
  if (set.isMember && set.children.size > 0) written["."] = {};
  for (const name of [...set.children.keys()].sort()) written[name] = writeFieldSet(set.children.get(name) ?? emptySet);
  return written;
}
