import type { CtyType } from "../types/type";
import { isWhollyKnown } from "../values/known";
import type { Value } from "../values/value";
import { valueKey } from "../values/value-key";

/** Elements of a planned set that became nothing, and elements that come from no planned one. */
export interface Unpaired {
  readonly planned: readonly Value[];
  readonly found: readonly Value[];
}

/**
 * Which elements of a planned set and of what became of it have no counterpart on the other side, by `fits`. Elements of
 * one set are looked up by what is known of the planned ones, so that large sets are not compared each with each.
 */
export function unpaired(
  element: CtyType,
  plan: readonly Value[],
  state: readonly Value[],
  fits: (plan: Value, state: Value) => boolean,
): Unpaired {
  const matched = new Set<Value>();
  const planned: Value[] = [];
  for (const [mask, group] of groupedByMask(element, plan)) {
    const states = grouped(state, (value) => maskedKey(element, mask, value));
    for (const value of group) {
      const candidates = states.get(maskedKey(element, mask, value)) ?? [];
      // Once every element has its planned one, it is enough that this one fits any.
      const fitting =
        matched.size === state.length
          ? firstOf(candidates, value, fits)
          : candidates.filter((candidate) => fits(value, candidate));
      if (fitting.length === 0) planned.push(value);
      for (const partner of fitting) matched.add(partner);
    }
  }
  return { planned, found: state.filter((value) => !matched.has(value)) };
}

function firstOf(
  candidates: readonly Value[],
  value: Value,
  fits: (plan: Value, state: Value) => boolean,
): readonly Value[] {
  const index = candidates.findIndex((candidate) => fits(value, candidate));
  return index < 0 ? [] : candidates.slice(index, index + 1);
}

/** The planned elements by which of their attributes are wholly known; one group where elements are no objects. */
function groupedByMask(element: CtyType, plan: readonly Value[]): readonly [readonly string[], readonly Value[]][] {
  if (typeof element === "string" || element.kind !== "object") return [[[], plan]];
  const names = [...element.attributes.keys()];
  const masks = new Map<string, [readonly string[], Value[]]>();
  for (const value of plan) {
    const mask = value instanceof Map ? names.filter((name) => isWhollyKnown(value.get(name) ?? null)) : [];
    const key = mask.join(" ");
    const group = masks.get(key);
    if (group === undefined) masks.set(key, [mask, [value]]);
    else group[1].push(value);
  }
  return [...masks.values()];
}

function maskedKey(element: CtyType, mask: readonly string[], value: Value): string {
  if (typeof element === "string" || element.kind !== "object" || !(value instanceof Map)) return "";
  return mask.map((name) => valueKey(element.attributes.get(name) ?? "dynamic", value.get(name) ?? null)).join(";");
}

function grouped(values: readonly Value[], keyOf: (value: Value) => string): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
