/** A resource whose author makes the mistake that a test asks for. */
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { type PlannedOf, type PlanOf, type StateOf, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import type { Path } from "../../../../provider-bridge/framework/values/path";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { NO_BYTES, object, serve, THING } from "../../../support/served";

const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const { string, list, set, map, dynamic, number, float64 } = types;
const leaf = { k: attribute(string, { ...d, required: true }), c: attribute(string, { ...d, computed: true }) };

/** A schema with everything that has a rule. */
export const described = schema({
  description: "A thing.",
  attributes: {
    name: attribute(string, { ...d, required: true }),
    note: attribute(string, opt),
    id: attribute(string, { ...d, computed: true }),
    tags: attribute(list(string), opt),
    any: attribute(dynamic, opt),
    made: attribute(dynamic, { ...d, computed: true }),
    ratio: attribute(float64, { ...d, computed: true }),
    count: attribute(number, { ...d, computed: true }),
    zones: attribute(set(string), { ...d, computed: true }),
    labels: attribute(map(string), { ...d, computed: true }),
    secret: attribute(string, { ...opt, writeOnly: true }),
    one: nested.single({ ...opt, attributes: leaf }),
    many: nested.list({ ...opt, attributes: leaf }),
    named: nested.map({ ...opt, attributes: leaf }),
    some: nested.set({ ...opt, attributes: leaf }),
  },
  blocks: {
    box: block.list({ description: "", attributes: leaf }),
    bag: block.set({ description: "", attributes: leaf }),
    lid: block.single({ description: "", attributes: leaf }),
  },
});
/** Its type. */
export type Described = typeof described;

/** A configured nested object. */
export const c = (k: string) => object({ k, c: null });
/** A configuration of everything. */
export const config = object({
  name: "a",
  note: null,
  id: null,
  tags: ["x"],
  any: new DynamicValue("string", "s"),
  made: null,
  ratio: null,
  count: null,
  zones: null,
  labels: null,
  secret: "hunter2",
  one: c("1"),
  many: [c("1"), c("2")],
  named: new Map([["m", c("1")]]),
  some: [c("1"), c("2")],
  box: [c("1")],
  bag: [c("1")],
  lid: c("1"),
});

/** What an author does wrong. */
export interface Verbs {
  /** Changes to the plan. @default none */
  readonly plan?: (plan: PlanOf<Described>, requireReplace: (path: Path) => void) => object;
  /** Changes to the state. @default none */
  readonly create?: (plan: PlannedOf<Described>) => object;
}

/** An engine with a careless author. */
export function serving({ plan, create }: Verbs) {
  const merge = <T extends object>(value: T, change: object | undefined): T => Object.assign({ ...value }, change);
  return serve({
    resource: defineResource<Described>({
      schema: described,
      create: async ({ plan: planned }) => ({ state: merge(complete(planned), create?.(planned)) }),
      update: async ({ plan: planned }) => ({ state: complete(planned) }),
      read: async () => same(),
      delete: async () => {},
      modifyPlan: ({ plan: planned, requireReplace }) =>
        planned === null || plan === undefined ? undefined : merge(planned, plan(planned, requireReplace)),
    }),
  });
}

/** A state that breaks no rule. */
function complete(plan: PlannedOf<Described>): StateOf<Described> {
  const leafOf = ({ k }: { readonly k: string }) => ({ k, c: "made" });
  const { one, many, named, some, lid } = plan;
  return {
    ...plan,
    id: "1",
    made: null,
    ratio: 1,
    count: 1,
    zones: ["z"],
    labels: {},
    one: one && leafOf(one),
    many: many?.map(leafOf) ?? null,
    named: named && Object.fromEntries(Object.entries(named).map(([key, value]) => [key, leafOf(value)])),
    some: some?.map(leafOf) ?? null,
    box: plan.box.map(leafOf),
    bag: plan.bag.map(leafOf),
    lid: lid && leafOf(lid),
  };
}

/** The plan of the whole configuration. */
export async function planFor(verbs: Verbs, prior: Value = null) {
  const { server, signal } = serving(verbs);
  return server.planResourceChange(
    { typeName: THING, config, priorState: prior, proposedState: config, privateBytes: NO_BYTES, identity: undefined },
    signal,
  );
}

const BUG = "This is a bug of the provider, not of the configuration; please report it.";
/** How a broken rule is told. */
export const rule = (verb: string, place: string, text: string) => {
  const story = place === "" ? text : `Attribute "${place}": ${text}`;
  return `error${place === "" ? "" : ` ${place}`}: Cannot ${verb} test_thing: the provider broke a rule / ${story}. ${BUG}`;
};
