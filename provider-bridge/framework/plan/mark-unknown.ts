import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { type Path, ROOT } from "../values/path";
import { UNKNOWN } from "../values/unknown";
import type { Value } from "../values/value";
import type { Aligned } from "./aligned";
import { type FieldPass, mapFields } from "./map-fields";
import { mapObjects } from "./map-objects";

/**
 * The plan with an unknown in the place of each value which the provider computes and the configuration does not set:
 * a resource that changes may come out with other ones. Plan modifiers bring back what is sure to stay.
 */
export function markUnknown(fields: Fields, values: Aligned, path: Path = ROOT): Value {
  return mapFields(fields, values, path, PASS);
}

const PASS: FieldPass = {
  attribute(attribute, values, path) {
    const { mode, shape } = attribute;
    if (values.config === null) {
      const computed = mode === "computed" || mode === "optional-computed";
      return computed && attribute.default === undefined ? UNKNOWN : values.plan;
    }
    if (shape.kind === "plain") return values.plan;
    const fields = nestedFields(shape.attributes);
    return mapObjects({ nesting: shape.nesting, fields }, values, path, (inner, at) => markUnknown(fields, inner, at));
  },
  block(block, values, path) {
    return mapObjects({ nesting: block.nesting, fields: block }, values, path, (inner, at) =>
      markUnknown(block, inner, at),
    );
  },
};
