import type { Block } from "../schema/block";
import { attributeType, fieldsType } from "../schema/cty-type";
import type { Fields } from "../schema/schema";
import { typesEqual } from "../types/equal";
import type { CtyType } from "../types/type";
import { children } from "../values/children";
import { valuesEqual } from "../values/equal";
import { attributePath, indexPath, type Path, ROOT } from "../values/path";
import { isUnknown } from "../values/unknown";
import { DynamicValue, type Value } from "../values/value";
import { field, item } from "./aligned";
import { fitsUnknown } from "./fits-unknown";
import { unpaired } from "./pair-set";
import type { Violation } from "./violation";

/**
 * The rules that Terraform checks of a state after create or update, against what was planned: known values come out as
 * planned, unknown ones as anything that fits, and nothing is added or lost.
 */
export function resultViolations(fields: Fields, plan: Value, state: Value, path: Path = ROOT): readonly Violation[] {
  if (isUnknown(plan)) return [];
  if (plan === null || state === null) return samePresence(plan, state, path);
  const attributes = Object.entries(fields.attributes).flatMap(([name, attribute]) =>
    valueViolations(attributeType(attribute), field(plan, name), field(state, name), attributePath(path, name)),
  );
  const blocks = Object.entries(fields.blocks).flatMap(([name, block]) =>
    blockViolations(block, field(plan, name), field(state, name), attributePath(path, name)),
  );
  return [...attributes, ...blocks];
}

function samePresence(plan: Value, state: Value, path: Path): readonly Violation[] {
  if (plan === state) return [];
  const rule =
    plan === null ? "It was planned as null, but has a value now" : "It was planned with a value, but is null now";
  return [{ path, rule }];
}

function blockViolations(block: Block, plan: Value, state: Value, path: Path): readonly Violation[] {
  if (block.nesting === "single") return resultViolations(block, plan, state, path);
  if (!Array.isArray(plan) || !Array.isArray(state)) return [];
  if (block.nesting === "set") {
    return setViolations(
      fieldsType(block),
      plan,
      state,
      path,
      (left, right) => resultViolations(block, left, right).length === 0,
    );
  }
  if (plan.length !== state.length)
    return [{ path, rule: `It was planned with ${plan.length} blocks, but has ${state.length} now` }];
  return plan.flatMap((element: Value, index) =>
    resultViolations(block, element, item(state, index), indexPath(path, index)),
  );
}

function valueViolations(type: CtyType, plan: Value, state: Value, path: Path): readonly Violation[] {
  if (isUnknown(plan)) {
    return fitsUnknown(plan, state)
      ? []
      : [{ path, rule: "It does not fit what was promised of the unknown value in the plan" }];
  }
  if (plan === null || state === null) return samePresence(plan, state, path);
  if (isUnknown(state)) return [{ path, rule: "It was known in the plan, but is unknown now" }];
  if (valuesEqual(type, plan, state)) return [];
  if (plan instanceof DynamicValue || state instanceof DynamicValue) return dynamicViolations(plan, state, path);
  if (typeof type === "string") return [{ path, rule: "It is something else than was planned" }];
  if (type.kind === "set" && Array.isArray(plan) && Array.isArray(state)) {
    const fits = (left: Value, right: Value) => valueViolations(type.element, left, right, path).length === 0;
    return setViolations(type.element, plan, state, path, fits);
  }
  return memberViolations(type, plan, state, path);
}

function dynamicViolations(plan: Value, state: Value, path: Path): readonly Violation[] {
  if (!(plan instanceof DynamicValue) || !(state instanceof DynamicValue)) {
    return [{ path, rule: "It is something else than was planned" }];
  }
  if (isUnknown(plan.value)) return [];
  if (!typesEqual(plan.type, state.type)) return [{ path, rule: "It is of another type than was planned" }];
  return valueViolations(plan.type, plan.value, state.value, path);
}

function memberViolations(type: CtyType, plan: Value, state: Value, path: Path): readonly Violation[] {
  const found = new Map(children(type, state, path).map((child) => [lastStep(child.path), child]));
  const broken: Violation[] = [];
  for (const child of children(type, plan, path)) {
    const step = lastStep(child.path);
    const other = found.get(step);
    found.delete(step);
    if (other === undefined) broken.push({ path: child.path, rule: "It was planned, but has vanished" });
    else broken.push(...valueViolations(child.type, child.value, other.value, child.path));
  }
  for (const child of found.values()) {
    broken.push({ path: child.path, rule: "It was not planned, but has appeared" });
  }
  return broken;
}

/** What tells the members of one value apart. */
function lastStep(path: Path): string | number {
  const step = path.at(-1);
  if (step === undefined) return "";
  if (step.kind === "index") return step.index;
  return step.kind === "key" ? step.key : step.name;
}

/**
 * Sets are compared element by element without names: each planned one must have become some element, and each element
 * must come from a planned one. Several may become one.
 */
function setViolations(
  element: CtyType,
  plan: readonly Value[],
  state: readonly Value[],
  path: Path,
  fits: (plan: Value, state: Value) => boolean,
): readonly Violation[] {
  if (state.length > plan.length) {
    return [{ path, rule: `It was planned with ${plan.length} elements, but has ${state.length} now` }];
  }
  const { planned, found } = unpaired(element, plan, state, fits);
  if (planned.length > 0) return [{ path, rule: "A planned element of the set has become none of its elements" }];
  if (found.length > 0) return [{ path, rule: "An element of the set comes from no planned element" }];
  return [];
}
