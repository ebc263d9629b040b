import { alignSet } from "../../../../provider-bridge/framework/plan/align-set";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { nestedFields } from "../../../../provider-bridge/framework/schema/nested-fields";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";

const d = { description: "" } as const;
const fields = nestedFields({
  k: attribute(types.string, { ...d, required: true }),
  oc: attribute(types.string, { ...d, optional: true, computed: true }),
  c: attribute(types.string, { ...d, computed: true }),
  one: nested.single({ ...d, optional: true, attributes: { x: attribute(types.string, { ...d, optional: true }) } }),
});
const e = (k: Value, oc: Value = null, c: Value = null, one: Value = null) => object({ k, oc, c, one });

/** The prior element of each planned one, in the order of the configuration. */
function priors(config: readonly Value[], prior: readonly Value[], plan: readonly Value[] = config): readonly Value[] {
  return alignSet(fields, { config, prior, plan }).map((aligned) => aligned.prior);
}

test("An element comes from the one that is the same in all that is configured", () => {
  const prior = [e("b", "o", "c"), e("a", "p", "d")];
  expect(priors([e("a"), e("b"), e("c")], prior)).toEqual([prior[1], prior[0], UNKNOWN]);
  expect(priors([e("a", "p")], prior)).toEqual([prior[1]]);
  expect(priors([e("a", "other")], prior)).toEqual([UNKNOWN]);
  expect(priors([e("a", null, null, object({ x: "1" }))], prior)).toEqual([UNKNOWN]);
});

test("Where there can be doubt, nobody says what an element comes from: more may be known in the next plan", () => {
  const prior = [e("a", "p", "d"), e("b", "q", "d")];
  // Two that look the same.
  expect(priors([e("a"), e("a", "p")], prior)).toEqual([UNKNOWN, UNKNOWN]);
  // One that may turn out to be the other.
  expect(priors([e("a"), e(UNKNOWN)], prior)).toEqual([UNKNOWN, UNKNOWN]);
  // Two stored ones that look the same.
  expect(priors([e("a")], [e("a", "p"), e("a", "q")])).toEqual([UNKNOWN]);
});

test("Each configured element has its planned one, also where Terraform has merged two", () => {
  const config = [e("a"), e("a", "p"), e("b")];
  const plan = [e("b", "q", "d"), e("a", "p", "d")];
  expect(alignSet(fields, { config, prior: null, plan }).map((aligned) => aligned.plan)).toEqual([
    e("a", "p", "d"),
    e("a", "p"),
    e("b", "q", "d"),
  ]);
});

test("A set that only the provider makes has its planned elements, without configuration", () => {
  const plan = [e("a", "p", "d")];
  expect(alignSet(fields, { config: null, prior: plan, plan })).toEqual([
    { config: null, prior: plan[0], plan: plan[0] },
  ]);
  expect(alignSet(fields, { config: null, prior: null, plan: [] })).toEqual([]);
});

test("Null and unknown elements are taken as they are", () => {
  expect(alignSet(fields, { config: [null, UNKNOWN], prior: [e("a")], plan: [UNKNOWN, null] })).toEqual([
    { config: null, prior: UNKNOWN, plan: null },
    { config: UNKNOWN, prior: UNKNOWN, plan: UNKNOWN },
  ]);
});
