import type { Attribute } from "../schema/attribute";
import type { Block } from "../schema/block";
import { attributeType, blockType } from "../schema/cty-type";
import { nestedFields } from "../schema/nested-fields";
import type { Fields } from "../schema/schema";
import { valuesEqual } from "../values/equal";
import { isWhollyKnown } from "../values/known";
import { attributePath, indexPath, keyPath, type Path, ROOT } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import { type Aligned, alignedField, field, item } from "./aligned";
import { isWriteOnly } from "./mode";
import type { Violation } from "./violation";

/**
 * The rules that Terraform checks of a plan, checked before it does, so that a mistake is told with resource, attribute
 * and rule. `config` is null where the resource is deleted.
 */
export function planViolations(fields: Fields, values: Aligned, replace: readonly Path[]): readonly Violation[] {
  const { config, prior, plan } = values;
  const broken = [...objectViolations(fields, values, ROOT)];
  for (const path of replace) {
    if (config === null || hasPath(prior, path) || hasPath(plan, path)) continue;
    broken.push({
      path,
      rule: "It is said to need a new resource, but is found neither in the prior state nor in the plan",
    });
  }
  return broken;
}

function hasPath(value: Value, path: Path): boolean {
  let at = value;
  for (const step of path) {
    if (isUnknown(at)) return true;
    if (step.kind === "index") {
      if (!Array.isArray(at) || step.index >= at.length) return false;
      at = item(at, step.index);
    } else {
      const name = step.kind === "key" ? step.key : step.name;
      if (!(at instanceof Map) || !at.has(name)) return false;
      at = field(at, name);
    }
  }
  return value !== null;
}

function objectViolations(fields: Fields, values: Aligned, path: Path): readonly Violation[] {
  const { config, plan } = values;
  if (config === null || plan === null) return presence(config, plan, path);
  if (isUnknown(plan)) {
    return isUnknown(config)
      ? []
      : [{ path, rule: "It is planned as unknown as a whole, but only what is computed inside may be" }];
  }
  return [...attributeViolations(fields, values, path), ...blockViolations(fields, values, path)];
}

function presence(config: Value, plan: Value, path: Path): readonly Violation[] {
  if (config === null && plan !== null)
    return [{ path, rule: "It is planned, but the configuration does not have it" }];
  if (config !== null && plan === null) return [{ path, rule: "It is planned as null, but the configuration sets it" }];
  return [];
}

function attributeViolations(fields: Fields, values: Aligned, path: Path): readonly Violation[] {
  return Object.entries(fields.attributes).flatMap(([name, attribute]) =>
    attributeViolation(attribute, alignedField(values, name), attributePath(path, name)),
  );
}

function attributeViolation(attribute: Attribute, values: Aligned, path: Path): readonly Violation[] {
  const { config, prior, plan } = values;
  if (isWriteOnly(attribute)) {
    return plan === null ? [] : [{ path, rule: "It is write-only and must be null in the plan" }];
  }
  const type = attributeType(attribute);
  if (valuesEqual(type, plan, config)) return [];
  if (config === null) {
    const { mode } = attribute;
    if (mode !== "required" && mode !== "optional") return [];
    return [
      { path, rule: "It is planned although the configuration does not set it, and it is not declared as computed" },
    ];
  }
  if (prior !== null && valuesEqual(type, plan, prior)) return [];
  const { shape } = attribute;
  if (shape.kind === "nested") return nestedViolations(shape.nesting, nestedFields(shape.attributes), values, path);
  return [
    { path, rule: "It is planned as something else than the configuration says, which only the prior value may be" },
  ];
}

/** Terraform counts the elements of an attribute (those of blocks it does not). */
const MERGED = {
  rule: "Two elements of the set are the same once the values are filled in that the configuration leaves out",
  advice: "Remove one of them, or make them differ.",
};

function nestedViolations(nesting: string, fields: Fields, values: Aligned, path: Path): readonly Violation[] {
  const { config, plan } = values;
  if (plan === null || isUnknown(plan) || isUnknown(config)) return objectViolations(fields, values, path);
  if (nesting === "single") return attributeViolations(fields, values, path);
  if (nesting === "set" && size(plan) > 0 && size(plan) < size(config) && isWhollyKnown(config))
    return [{ path, ...MERGED }];
  return [
    ...sameMembers(nesting, config, plan, path),
    ...members(nesting, values, path, (inner, at) => objectViolations(fields, inner, at)),
  ];
}

function blockViolations(fields: Fields, values: Aligned, path: Path): readonly Violation[] {
  return Object.entries(fields.blocks).flatMap(([name, block]) =>
    oneBlockViolations(block, alignedField(values, name), attributePath(path, name)),
  );
}

function oneBlockViolations(block: Block, values: Aligned, path: Path): readonly Violation[] {
  const { config, plan } = values;
  if (isUnknown(config)) return [];
  if (block.nesting === "single") return objectViolations(block, values, path);
  if (plan === null) return [{ path, rule: "It is planned as null, but no blocks are an empty list" }];
  if (isUnknown(plan))
    return [
      {
        path,
        rule: "It is planned as unknown, but blocks must be known; only what is computed in them may be unknown",
      },
    ];
  if (valuesEqual(blockType(block), config, plan)) return [];
  return [
    ...sameMembers(block.nesting, config, plan, path),
    ...members(block.nesting, values, path, (inner, at) => objectViolations(block, inner, at)),
  ];
}

/** Whether plan and configuration have the same elements; those of a set have no names and may coincide. */
function sameMembers(nesting: string, config: Value, plan: Value, path: Path): readonly Violation[] {
  const [wanted, planned] = [size(config), size(plan)];
  if (nesting === "map" && config instanceof Map && plan instanceof Map) {
    const added = [...plan.keys()].filter((key) => !config.has(key));
    const missing = [...config.keys()].filter((key) => !plan.has(key));
    return [
      ...added.map((key) => ({
        path: keyPath(path, key),
        rule: "It is planned, but the configuration has no such key",
      })),
      ...missing.map((key) => ({
        path: keyPath(path, key),
        rule: "It is in the configuration, but missing in the plan",
      })),
    ];
  }
  const fits = nesting === "set" ? planned <= wanted && (wanted === 0 || planned > 0) : planned === wanted;
  return fits ? [] : [{ path, rule: `It has ${planned} elements in the plan and ${wanted} in the configuration` }];
}

function size(value: Value): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : 0;
}

/** What `check` finds in each element of a list or map; the elements of sets cannot be told apart. */
function members(
  nesting: string,
  values: Aligned,
  path: Path,
  check: (values: Aligned, path: Path) => readonly Violation[],
): readonly Violation[] {
  const { config, prior, plan } = values;
  if (nesting === "map" && plan instanceof Map && config instanceof Map) {
    return [...plan].flatMap(([key, element]) =>
      config.has(key)
        ? check({ config: field(config, key), prior: field(prior, key), plan: element }, keyPath(path, key))
        : [],
    );
  }
  if (nesting !== "list" || !Array.isArray(plan) || !Array.isArray(config)) return [];
  return plan
    .slice(0, config.length)
    .flatMap((element: Value, index) =>
      check({ config: item(config, index), prior: item(prior, index), plan: element }, indexPath(path, index)),
    );
}
