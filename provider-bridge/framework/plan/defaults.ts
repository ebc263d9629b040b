import type { Attribute } from "../schema/attribute";
import { attributeType } from "../schema/cty-type";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { valuesEqual } from "../values/equal";
import { type Path, ROOT } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import type { Aligned } from "./aligned";
import { type FieldPass, mapFields } from "./map-fields";
import { mapObjects } from "./map-objects";
import { isWriteOnly } from "./mode";
import { touchedFields } from "./touched-fields";

/**
 * The plan with defaults where the configuration has null, and null where a value is write-only.
 * Goes into nested objects that the configuration has; those the provider makes are left alone.
 */
export function withDefaults(fields: Fields, values: Aligned, path: Path = ROOT): Value {
  return mapFields(touched(fields), values, path, PASS);
}

const touched = touchedFields((attribute) => isWriteOnly(attribute) || attribute.default !== undefined);

const PASS: FieldPass = {
  attribute(attribute, values, path) {
    if (isWriteOnly(attribute)) return null;
    if (values.config === null) return defaulted(attribute, values.plan);
    const { shape } = attribute;
    if (shape.kind === "plain" || isUnknown(values.config)) return values.plan;
    const fields = nestedFields(shape.attributes);
    return mapObjects({ nesting: shape.nesting, fields }, values, path, (inner, at) => withDefaults(fields, inner, at));
  },
  block(block, values, path) {
    return mapObjects({ nesting: block.nesting, fields: block }, values, path, (inner, at) =>
      withDefaults(block, inner, at),
    );
  },
};

function defaulted(attribute: Attribute, plan: Value): Value {
  const { default: standard } = attribute;
  return standard === undefined || valuesEqual(attributeType(attribute), plan, standard) ? plan : standard;
}
