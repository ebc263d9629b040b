import { fieldsType } from "../../provider-bridge/framework/schema/cty-type";
import type { Fields } from "../../provider-bridge/framework/schema/schema";
import type { CtyType } from "../../provider-bridge/framework/types/type";
import { isUnknown } from "../../provider-bridge/framework/values/unknown";
import type { Value, ValueMap } from "../../provider-bridge/framework/values/value";
import type { Found } from "./verbs/verbs";

/** A whole object of the schema: what was found, over what stood there before. */
export function complete(fields: Fields, before: ValueMap, found: Found): ValueMap {
  const names = [...Object.keys(fields.attributes), ...Object.keys(fields.blocks)];
  return new Map(
    names.map((name) => {
      if (Object.hasOwn(found, name)) return [name, found[name] ?? null];
      return [name, before.get(name) ?? (before.has(name) ? null : nothing(fields, name))];
    }),
  );
}

/** No blocks are an empty list. */
function nothing(fields: Fields, name: string): Value {
  const block = fields.blocks[name];
  return block === undefined || block.nesting === "single" ? null : [];
}

/** A plan or configuration whose unknown values are none yet: null, or an empty set. */
export function settled(fields: Fields, plan: Value): ValueMap {
  const value = settledValue(fieldsType(fields), plan);
  return value instanceof Map ? value : new Map();
}

function settledValue(type: CtyType, value: Value): Value {
  if (typeof type === "string") return isUnknown(value) ? null : value;
  if (isUnknown(value)) return type.kind === "set" ? [] : null;
  if (type.kind === "object" && value instanceof Map) {
    return new Map(
      [...type.attributes].map(([name, inner]): [string, Value] => [
        name,
        settledValue(inner, value.get(name) ?? null),
      ]),
    );
  }
  if ((type.kind === "list" || type.kind === "set") && Array.isArray(value)) {
    return value.map((item: Value) => settledValue(type.element, item));
  }
  if (type.kind === "map" && value instanceof Map) {
    return new Map(
      [...value].map(([key, item]: [string, Value]): [string, Value] => [key, settledValue(type.element, item)]),
    );
  }
  return value;
}
