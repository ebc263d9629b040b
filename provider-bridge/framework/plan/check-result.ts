import type { Block } from "../schema/block";
import { attributeType, fieldsType } from "../schema/cty-type";
import type { Fields } from "../schema/schema";
import type { CtyType } from "../types/type";
import { children } from "../values/children";
import { valuesEqual } from "../values/equal";
import { attributePath, indexPath, type Path, pathText, ROOT } from "../values/path";
import { isUnknown } from "../values/unknown";
import { DynamicValue, type Value } from "../values/value";
import { valueKey } from "../values/value-key";
import { field, item } from "./aligned";
import { fitsUnknown } from "./fits-unknown";
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
  if (plan instanceof DynamicValue || state instanceof DynamicValue) return dynamicViolations(plan, state, path);
  if (typeof type === "string") {
    return valuesEqual(type, plan, state) ? [] : [{ path, rule: "It is something else than was planned" }];
  }
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
  return valuesEqual("dynamic", plan, state) ? [] : valueViolations(plan.type, plan.value, state.value, path);
}

function memberViolations(type: CtyType, plan: Value, state: Value, path: Path): readonly Violation[] {
  const planned = new Map(children(type, plan, path).map((child) => [pathText(child.path), child]));
  const found = new Map(children(type, state, path).map((child) => [pathText(child.path), child]));
  const broken: Violation[] = [];
  for (const [name, child] of planned) {
    const other = found.get(name);
    if (other === undefined) broken.push({ path: child.path, rule: "It was planned, but has vanished" });
    else broken.push(...valueViolations(child.type, child.value, other.value, child.path));
  }
  for (const [name, child] of found) {
    if (!planned.has(name)) broken.push({ path: child.path, rule: "It was not planned, but has appeared" });
  }
  return broken;
}

/**
 * Sets are compared element by element without names: each planned one must have become some element, and each element
 * must come from a planned one. Equal ones are paired by key first, so that only what differs is compared with each.
 */
function setViolations(
  element: CtyType,
  plan: readonly Value[],
  state: readonly Value[],
  path: Path,
  fits: (plan: Value, state: Value) => boolean,
): readonly Violation[] {
  const planKeys = new Set(plan.map((value) => valueKey(element, value)));
  const stateKeys = new Set(state.map((value) => valueKey(element, value)));
  const openPlan = plan.filter((value) => !stateKeys.has(valueKey(element, value)));
  const openState = state.filter((value) => !planKeys.has(valueKey(element, value)));
  if (state.length > plan.length) {
    return [{ path, rule: `It was planned with ${plan.length} elements, but has ${state.length} now` }];
  }
  if (openPlan.some((planned) => !state.some((value) => fits(planned, value)))) {
    return [{ path, rule: "A planned element of the set has become none of its elements" }];
  }
  if (openState.some((value) => !plan.some((planned) => fits(planned, value)))) {
    return [{ path, rule: "An element of the set comes from no planned element" }];
  }
  return [];
}
