import { isObject, type Json, type JsonObject } from "../plain/json";
import { mismatch } from "./decode-error";
import { isDroppedWhenZero, isWrittenAsNull, isWrittenZero } from "./empty-fields";
import type { Field, TypeRef } from "./field";
import { decodePrimitive } from "./primitive";
import { builtInType, type ObjectType } from "./type-table";

/** A value read by its type. */
export interface Decoded {
  readonly object: JsonObject;
  /** Paths of members that the type does not have, in order: "spec.colour". */
  readonly unknown: readonly string[];
}

/** Reads an object by its type, as the server does: what is empty goes, what must be there comes. @throws DecodeError */
export function decodeObject(type: ObjectType, value: JsonObject): Decoded {
  const unknown: string[] = [];
  return { object: new Decoder(unknown).object(type, value, ""), unknown };
}

class Decoder {
  readonly #unknown: string[];

  constructor(unknown: string[]) {
    this.#unknown = unknown;
  }

  object(type: ObjectType, value: JsonObject, path: string): JsonObject {
    const result: JsonObject = {};
    for (const name of Object.keys(value)) {
      if (!type.fields.has(name)) this.#unknown.push(path === "" ? name : `${path}.${name}`);
    }
    for (const field of type.fields.values()) {
      const decoded = this.#field(type, field, value[field.name], path === "" ? field.name : `${path}.${field.name}`);
      if (decoded !== undefined) result[field.name] = decoded;
    }
    return result;
  }

  #field(type: ObjectType, field: Field, value: Json | undefined, path: string): Json | undefined {
    if (value === undefined || value === null) return this.#absent(type, field);
    const decoded = this.#value(field.type, value, path, `${type.name.split(".").pop()}.${field.name}`);
    return !field.isRequired && isEmpty(type, field, decoded) ? this.#absent(type, field) : decoded;
  }

  /** What the server writes for a field that is not there. */
  #absent(type: ObjectType, field: Field): Json | undefined {
    if (isWrittenAsNull(type.name, field.name)) return null;
    if (field.default !== undefined && isObject(field.default) && field.type.kind === "type") {
      const inner = builtInType(field.type.name);
      return inner === undefined ? {} : this.object(inner, field.default, "");
    }
    if (field.default !== undefined)
      return isZero(field.default) && !field.isRequired && !isWrittenZero(type.name, field.name)
        ? undefined
        : field.default;
    if (!field.isRequired) return undefined;
    if (field.type.kind !== "primitive") return null;
    return field.type.name.endsWith("time") || field.type.name === "bytes" || field.type.name === "any"
      ? null
      : undefined;
  }

  #value(type: TypeRef, value: Json, path: string, goName: string): Json {
    if (type.kind === "primitive") return decodePrimitive(type.name, value, goName);
    if (type.kind === "list") {
      if (!Array.isArray(value)) throw mismatch(value, goName, "slice");
      return value.map((item, index) => this.#element(type.element, item, `${path}[${index}]`, goName));
    }
    if (!isObject(value)) throw mismatch(value, goName, type.kind === "map" ? "map" : type.name);
    if (type.kind === "type") {
      const inner = builtInType(type.name);
      return inner === undefined ? value : this.object(inner, value, path);
    }
    const result: JsonObject = {};
    for (const [name, member] of Object.entries(value)) {
      result[name] = this.#element(type.member, member, `${path}.${name}`, goName);
    }
    return result;
  }

  /** Null in a list or map is the zero of its type. */
  #element(type: TypeRef, value: Json, path: string, goName: string): Json {
    if (value !== null) return this.#value(type, value, path, goName);
    if (type.kind === "type") return this.#value(type, {}, path, goName);
    if (type.kind !== "primitive") return null;
    return type.name === "string" || type.name === "bytes" ? "" : type.name === "boolean" ? false : 0;
  }
}

function isEmpty(type: ObjectType, field: Field, value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return field.type.kind === "map" && Object.keys(value).length === 0;
  return value !== null && isDroppedWhenZero(type.name, field.name, value);
}

function isZero(value: Json): boolean {
  return value === "" || value === 0 || value === false;
}
