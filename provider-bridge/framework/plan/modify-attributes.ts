import type { Diagnostics } from "../diagnostics/diagnostic";
import type { Attribute } from "../schema/attribute";
import { attributeType } from "../schema/cty-type";
import { attributeNative, attributeValue } from "../schema/native";
import { nestedFields } from "../schema/nested-fields";
import type { PlanModifier } from "../schema/plan-modifier";
import type { Fields } from "../schema/schema";
import { valuesEqual } from "../values/equal";
import { type Path, pathText } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import type { Aligned } from "./aligned";
import { mapFields } from "./map-fields";
import { type Container, mapObjects } from "./map-objects";
import { touchedFields } from "./touched-fields";

/** What the plan modifiers of a schema are run with. */
export interface ModifyOptions {
  readonly operation: "create" | "update";
  readonly diagnostics: Diagnostics;
  /** Says that a change at this path needs a new resource. */
  readonly requireReplace: (path: Path) => void;
}

/** The plan after the plan modifiers of every attribute: an attribute's own first, then those of what it holds. */
export function modifyAttributes(fields: Fields, values: Aligned, path: Path, options: ModifyOptions): Value {
  return mapFields(touched(fields), values, path, {
    attribute: (attribute, inner, at) => modifyAttribute(attribute, inner, at, options),
    block: (block, inner, at) => modifyObjects({ nesting: block.nesting, fields: block }, inner, at, options),
  });
}

const touched = touchedFields(({ planModifiers }) => planModifiers.length > 0);

function modifyAttribute(attribute: Attribute, values: Aligned, path: Path, options: ModifyOptions): Value {
  let plan = values.plan;
  for (const modifier of attribute.planModifiers) {
    plan = modifyOnce(attribute, modifier, { ...values, plan }, path, options);
  }
  const { shape } = attribute;
  if (shape.kind === "plain") return plan;
  const container = { nesting: shape.nesting, fields: nestedFields(shape.attributes) };
  return modifyObjects(container, { ...values, plan }, path, options);
}

/** An element of a set cannot be addressed: what needs a new resource inside it, needs it for the set. */
function modifyObjects(container: Container, values: Aligned, path: Path, options: ModifyOptions): Value {
  const inside =
    container.nesting === "set" ? { ...options, requireReplace: () => options.requireReplace(path) } : options;
  return mapObjects(container, values, path, (inner, at) => modifyAttributes(container.fields, inner, at, inside));
}

function modifyOnce(
  attribute: Attribute,
  modifier: PlanModifier,
  values: Aligned,
  path: Path,
  options: ModifyOptions,
): Value {
  const { config, plan } = values;
  const prior = options.operation === "create" ? null : values.prior;
  const state = native(attribute, prior);
  const { diagnostics, operation } = options;
  // Equal values are handed over as one: sets in another order must not look like a change.
  const unchanged = valuesEqual(attributeType(attribute), plan, prior);
  const request = {
    config: native(attribute, config),
    state,
    plan: unchanged ? state : native(attribute, plan),
    path,
    operation,
    diagnostics,
  };
  const result = modifier.modify(request);
  if (result?.replace === true) options.requireReplace(path);
  if (result === undefined || result.plan === undefined) return plan;
  if (Object.is(result.plan, request.plan)) return plan;
  if (Object.is(result.plan, request.state)) return prior;
  if (Object.is(result.plan, request.config)) return config;
  return changed(attribute, modifier, result.plan, plan, path);
}

function changed(attribute: Attribute, modifier: PlanModifier, plan: unknown, base: Value, path: Path): Value {
  try {
    return attributeValue(attribute, plan, path, base);
  } catch (error) {
    throw new TypeError(`Cannot use what the plan modifier "${modifier.description}" planned for "${pathText(path)}"`, {
      cause: error,
    });
  }
}

function native(attribute: Attribute, value: Value): unknown {
  return value === null || isUnknown(value) ? value : attributeNative(attribute, value);
}
