/** The patches of a PATCH request: merge, JSON and strategic merge. Never what is patched, nor who may. */
import { isObject, type Json, type JsonObject } from "../plain/json";

/** RFC 7396: null removes, objects are merged, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}
