import { unpaired } from "../../../../provider-bridge/framework/plan/pair-set";
import { objectOf } from "../../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../../provider-bridge/framework/values/equal";
import { isUnknown, UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { createRandom, type Random } from "../../../support/random";
import { object } from "../../../support/served";

const element = objectOf({ a: "string", b: "string" });

function fits(plan: Value, state: Value): boolean {
  if (isUnknown(plan)) return true;
  if (!(plan instanceof Map) || !(state instanceof Map)) return plan === state;
  return ["a", "b"].every((name) => isUnknown(plan.get(name)) || plan.get(name) === state.get(name));
}

function randomElement(random: Random, unknown: number): Value {
  if (random.chance(unknown / 5)) return UNKNOWN;
  const value = (): Value => (random.chance(unknown) ? UNKNOWN : random.pick(["1", "2", "3"]));
  return object({ a: value(), b: value() });
}

test("Finds what comparing each with each finds", () => {
  const random = createRandom(5);
  for (let round = 0; round < 2000; round += 1) {
    const plan = Array.from({ length: random.integer(0, 6) }, () => randomElement(random, 0.3));
    const state = Array.from({ length: random.integer(0, 6) }, () => randomElement(random, 0));
    const found = unpaired(element, plan, state, fits);
    const lost = plan.filter((planned) => !state.some((value) => fits(planned, value)));
    const extra = state.filter((value) => !plan.some((planned) => fits(planned, value)));
    expect(found.planned.length).toBe(lost.length);
    expect(lost.every((value) => found.planned.some((other) => valuesEqual(element, value, other)))).toBe(true);
    expect(found.found).toEqual(extra);
  }
});

test("Elements that are no objects are paired, too", () => {
  expect(unpaired("string", ["a", UNKNOWN], ["b", "a"], fits)).toEqual({ planned: [], found: [] });
  expect(unpaired("string", ["a"], ["b"], fits)).toEqual({ planned: ["a"], found: ["b"] });
  expect(unpaired("string", [UNKNOWN], [], fits).planned).toEqual([UNKNOWN]);
});

test("Does not compare each with each where something is known", () => {
  let compared = 0;
  const count = 3000;
  const plan = Array.from({ length: count }, (_, index) => object({ a: String(index), b: UNKNOWN }));
  const state = Array.from({ length: count }, (_, index) => object({ a: String(count - 1 - index), b: "x" }));
  const found = unpaired(element, plan, state, (left, right) => {
    compared += 1;
    return fits(left, right);
  });
  expect(found).toEqual({ planned: [], found: [] });
  expect(compared).toBe(count);
});
