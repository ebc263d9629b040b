import type { JsonObject } from "../plain/json";
import { decodeObject } from "./decode";
import { builtInType } from "./type-table";

/** What an object of a type is before anything is said of it. */
export function emptyObject(typeName: string): JsonObject {
  const type = builtInType(typeName);
  return type === undefined ? { metadata: {} } : decodeObject(type, {}).object;
}
