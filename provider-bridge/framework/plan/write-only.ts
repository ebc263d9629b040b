import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { ROOT } from "../values/path";
import type { Value } from "../values/value";
import { holding } from "./holding";
import { type FieldPass, mapFields } from "./map-fields";
import { mapObjects } from "./map-objects";
import { isWriteOnly } from "./mode";

/** The state with null in the place of every write-only value: they are never stored, whatever an author answers. */
export function withoutWriteOnly(fields: Fields, state: Value): Value {
  return hasWriteOnly(fields) ? mapFields(fields, { config: null, prior: null, plan: state }, ROOT, PASS) : state;
}

const hasWriteOnly = holding(isWriteOnly);

const PASS: FieldPass = {
  attribute(attribute, values, path) {
    if (isWriteOnly(attribute)) return null;
    const { shape } = attribute;
    if (shape.kind === "plain") return values.plan;
    const fields = nestedFields(shape.attributes);
    if (!hasWriteOnly(fields)) return values.plan;
    return mapObjects({ nesting: shape.nesting, fields }, values, path, (inner, at) =>
      mapFields(fields, inner, at, PASS),
    );
  },
  block(block, values, path) {
    if (!hasWriteOnly(block)) return values.plan;
    return mapObjects({ nesting: block.nesting, fields: block }, values, path, (inner, at) =>
      mapFields(block, inner, at, PASS),
    );
  },
};
