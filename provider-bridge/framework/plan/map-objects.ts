import type { Nesting } from "../schema/attribute";
import type { BlockNesting } from "../schema/block";
import { fieldsType } from "../schema/cty-type";
import type { Fields } from "../schema/schema";
import { distinct } from "../values/distinct";
import { indexPath, keyPath, type Path } from "../values/path";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import { alignSet } from "./align-set";
import { type Aligned, field, item } from "./aligned";

/** Objects held together by an attribute or block. */
export interface Container {
  readonly nesting: Nesting | BlockNesting;
  readonly fields: Fields;
}

/**
 * The plan with each of its nested objects replaced by what `visit` makes of it; null and unknown objects stay.
 * Lists are matched by position, maps by key, sets by what their elements have in common.
 */
export function mapObjects(
  container: Container,
  values: Aligned,
  path: Path,
  visit: (values: Aligned, path: Path) => Value,
): Value {
  const one = (aligned: Aligned, at: Path) =>
    aligned.plan === null || isUnknown(aligned.plan) ? aligned.plan : visit(aligned, at);
  const { plan } = values;
  if (plan === null || isUnknown(plan)) return plan;
  if (container.nesting === "single") return one(values, path);
  if (container.nesting === "map") {
    if (!(plan instanceof Map)) return plan;
    return new Map(
      [...plan].map(([key, element]) => [key, one(alignedElement(values, key, element), keyPath(path, key))]),
    );
  }
  if (!Array.isArray(plan)) return plan;
  if (container.nesting === "list") {
    const made = plan.map((element: Value, index) => one(alignedItem(values, index, element), indexPath(path, index)));
    return made.every((element, index) => element === plan[index]) ? plan : made;
  }
  const elements = alignSet(container.fields, values).map((aligned) => one(aligned, path));
  return distinct(fieldsType(container.fields), elements);
}

function alignedElement(values: Aligned, key: string, plan: Value): Aligned {
  return { config: field(values.config, key), prior: field(values.prior, key), plan };
}

function alignedItem(values: Aligned, index: number, plan: Value): Aligned {
  return { config: item(values.config, index), prior: item(values.prior, index), plan };
}
