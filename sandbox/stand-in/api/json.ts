/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value that is an object; undefined otherwise. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

/** A member that is an object; an empty one where there is none. */
export function member(object: JsonObject, name: string): JsonObject {
  return asObject(object[name]) ?? {};
}

/** The objects of a member that is a list; none where there is no list. */
export function members(object: JsonObject, name: string): readonly JsonObject[] {
  const list: unknown = object[name];
  return Array.isArray(list) ? list.map(asObject).filter((item) => item !== undefined) : [];
}

/** A text as an object of JSON; undefined where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  if (text === "") return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined; // the caller tells it by its status, as a bare answer of a proxy
  }
}
