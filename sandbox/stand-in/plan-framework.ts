import { attributeType, fieldsType } from "../../provider-bridge/framework/schema/cty-type";
import type { Schema } from "../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../provider-bridge/framework/values/equal";
import { type Path, path } from "../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import type { Value } from "../../provider-bridge/framework/values/value";
import { field } from "./legacy/field";
import type { Row } from "./resources/row";

/** What is planned, and what of it needs a new resource. */
export interface FrameworkPlan {
  readonly plan: Value;
  readonly replace: readonly Path[];
}

/** Plans as the newer of the provider's SDKs: what changes makes unknown all that the provider computes and may change. */
export function planFramework(schema: Schema, row: Row, config: Value, prior: Value): FrameworkPlan {
  const types = fieldsType(schema);
  const kept = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const [wanted, was] = [field(config, name), field(prior, name)];
    const isComputed = attribute.mode === "computed" || attribute.mode === "optional-computed";
    const isSame = prior !== null && wanted !== null && row.same?.[name]?.(was, wanted) === true;
    kept.set(name, isSame ? was : (wanted ?? row.defaults?.[name] ?? (isComputed ? was : null)));
  }
  if (prior !== null && valuesEqual(types, prior, kept)) return { plan: prior, replace: [] };
  const plan = new Map(kept);
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const isComputed = attribute.mode === "computed" || attribute.mode === "optional-computed";
    const open = isComputed && field(config, name) === null && row.defaults?.[name] === undefined;
    if (open && (prior === null || row.stays?.includes(name) !== true)) plan.set(name, UNKNOWN);
  }
  if (prior === null) return { plan, replace: [] };
  const changed = (row.replace ?? []).filter((name) => {
    const attribute = schema.attributes[name];
    return attribute !== undefined && !valuesEqual(attributeType(attribute), field(prior, name), field(plan, name));
  });
  return { plan, replace: changed.map((name) => path(name)) };
}
