/** Each rule of Terraform's that an author can break, told with resource, attribute and rule before Terraform sees it. */
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { type PlannedOf, type PlanOf, type StateOf, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { indexPath, type Path, path } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { NO_BYTES, object, serve, THING, told } from "../../../support/served";

const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const { string, list, set, map, dynamic, number, float64 } = types;
const leaf = { k: attribute(string, { ...d, required: true }), c: attribute(string, { ...d, computed: true }) };

const described = schema({
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
type Described = typeof described;

const c = (k: string) => object({ k, c: null });
const config = object({
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

interface Verbs {
  readonly plan?: (plan: PlanOf<Described>, requireReplace: (path: Path) => void) => object;
  readonly create?: (plan: PlannedOf<Described>) => object;
}

function serving({ plan, create }: Verbs) {
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

async function planFor(verbs: Verbs, prior: Value = null) {
  const { server, signal } = serving(verbs);
  return server.planResourceChange(
    { typeName: THING, config, priorState: prior, proposedState: config, privateBytes: NO_BYTES, identity: undefined },
    signal,
  );
}

const BUG = "This is a bug of the provider, not of the configuration; please report it.";
const rule = (verb: string, place: string, text: string) => {
  const story = place === "" ? text : `Attribute "${place}": ${text}`;
  return `error${place === "" ? "" : ` ${place}`}: Cannot ${verb} test_thing: the provider broke a rule / ${story}. ${BUG}`;
};

describe("A plan", () => {
  const OTHER = "It is planned as something else than the configuration says, which only the prior value may be";
  const NULL = "It is planned as null, but the configuration sets it";
  const one = { k: "1", c: UNKNOWN };

  it.each<[string, NonNullable<Verbs["plan"]>, string, string]>([
    ["another value than configured", () => ({ name: "b" }), "name", OTHER],
    [
      "a value nobody configured",
      () => ({ note: "x" }),
      "note",
      "It is planned although the configuration does not set it, and it is not declared as computed",
    ],
    ["null for what is configured", () => ({ tags: null }), "tags", OTHER],
    ["unknown for what is configured", () => ({ name: UNKNOWN }), "name", OTHER],
    ["another element", () => ({ tags: ["y"] }), "tags", OTHER],
    ["a write-only value", () => ({ secret: "hunter2" }), "secret", "It is write-only and must be null in the plan"],
    ["no nested object", () => ({ one: null }), "one", NULL],
    [
      "an unknown nested object",
      () => ({ one: UNKNOWN }),
      "one",
      "It is planned as unknown as a whole, but only what is computed inside may be",
    ],
    ["another value in a nested object", () => ({ one: { k: "2", c: UNKNOWN } }), "one.k", OTHER],
    ["another value in a list", () => ({ many: [one, one] }), "many[1].k", OTHER],
    ["fewer elements", () => ({ many: [one] }), "many", "It has 1 elements in the plan and 2 in the configuration"],
    [
      "another key",
      () => ({ named: { m: one, n: one } }),
      'named["n"]',
      "It is planned, but the configuration has no such key",
    ],
    ["a missing key", () => ({ named: {} }), 'named["m"]', "It is in the configuration, but missing in the plan"],
    [
      "more elements of a set",
      () => ({ some: [one, { k: "2", c: "x" }, { k: "3", c: "y" }] }),
      "some",
      "It has 3 elements in the plan and 2 in the configuration",
    ],
    ["no element of a set", () => ({ some: [] }), "some", "It has 0 elements in the plan and 2 in the configuration"],
    ["more blocks", () => ({ box: [one, one] }), "box", "It has 2 elements in the plan and 1 in the configuration"],
    ["blocks that are null", () => ({ box: null }), "box", "It is planned as null, but no blocks are an empty list"],
    [
      "blocks that are unknown",
      () => ({ bag: UNKNOWN }),
      "bag",
      "It is planned as unknown, but blocks must be known; only what is computed in them may be unknown",
    ],
    ["no single block", () => ({ lid: null }), "lid", NULL],
    ["another value in a block", () => ({ box: [{ k: "2", c: "x" }] }), "box[0].k", OTHER],
    [
      "a dynamic value that is none of its type",
      () => ({ made: new DynamicValue("number", "7") }),
      "made",
      "It must be a finite number",
    ],
    [
      "a dynamic value without a definite type",
      () => ({ made: new DynamicValue("dynamic", "7") }),
      "made",
      "It must be a DynamicValue of a definite type",
    ],
    ["an infinite number", () => ({ ratio: Number.POSITIVE_INFINITY }), "ratio", "It must be a finite number"],
  ])("with %s", async (_what, change, place, text) => {
    expect(told((await planFor({ plan: change })).diagnostics)).toEqual([rule("plan", place, text)]);
  });

  it.each<[string, () => object, RegExp]>([
    [
      "of another type",
      () => ({ name: 7 }),
      /^error: Cannot plan test_thing \/ Cannot convert "name": expected a string, found a number$/,
    ],
    [
      "of another type inside",
      () => ({ many: [{ k: 1, c: null }] }),
      /Cannot convert "many\[0\]\.k": expected a string, found a number$/,
    ],
    ["without an attribute", () => ({ one: { k: "1" } }), /expected an attribute "c"/],
    ["with an attribute too many", () => ({ nmae: "a" }), /no attribute "nmae"/],
    ["that is not a number", () => ({ ratio: Number.NaN }), /Cannot convert "ratio": expected a number/],
  ])("with a value %s", async (_what, change, message) => {
    expect(told((await planFor({ plan: change })).diagnostics)).toEqual([expect.stringMatching(message)]);
  });

  it.each<[string, Path]>([
    ["that is not in the schema", path("nmae")],
    ["of an element that is not there", indexPath(path("many"), 7)],
    ["of an attribute in a set", path("some", "k")],
  ])("that needs a new resource for a path %s", async (_what, at) => {
    const { diagnostics } = await planFor({
      plan: (_plan, requireReplace) => {
        requireReplace(at);
        return {};
      },
    });
    expect(told(diagnostics)).toEqual([
      expect.stringContaining(
        "It is said to need a new resource, but is found neither in the prior state nor in the plan",
      ),
    ]);
  });

  it("that keeps the prior value is fine, and so is one that computes what is not configured", async () => {
    const prior = new Map<string, Value>(config).set("secret", null).set("name", "A").set("id", "1");
    const { diagnostics } = await planFor({ plan: () => ({ name: "A", id: "2", zones: ["a", "a"] }) }, prior);
    expect(diagnostics).toEqual([]);
  });

  it("that breaks many rules tells a bounded number of them", async () => {
    const { server, signal } = serving({
      plan: ({ many }) => ({ many: Array.isArray(many) ? many.map(() => ({ k: "x", c: "y" })) : null }),
    });
    const wide = new Map<string, Value>(config).set(
      "many",
      Array.from({ length: 500 }, () => c("1")),
    );
    const { diagnostics } = await server.planResourceChange(
      {
        typeName: THING,
        config: wide,
        priorState: null,
        proposedState: wide,
        privateBytes: NO_BYTES,
        identity: undefined,
      },
      signal,
    );
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)?.detail).toBe("480 more like these are not shown.");
  });

  it("never shows a value", async () => {
    const { diagnostics } = await planFor({ plan: () => ({ secret: "hunter2", name: "hunter2" }) });
    expect(told(diagnostics).join("\n")).not.toContain("hunter2");
  });
});

describe("A state after create", () => {
  const planned = async () => (await planFor({})).plannedState;

  async function created(create: (plan: PlannedOf<Described>) => object, plan?: Value): Promise<string[]> {
    const { server, signal } = serving({ create });
    const request = { typeName: THING, priorState: null, config, privateBytes: NO_BYTES, identity: undefined };
    const answer = await server.applyResourceChange({ ...request, plannedState: plan ?? (await planned()) }, signal);
    if (answer.diagnostics.length > 0) expect(answer.state).toBeNull();
    return told(answer.diagnostics);
  }

  const OTHER = "It is something else than was planned";
  const LOST = "It was planned with a value, but is null now";

  it.each<[string, object, string, string]>([
    ["another value than planned", { name: "b" }, "name", OTHER],
    ["null for what was planned", { tags: null }, "tags", LOST],
    ["a value for what was planned as null", { note: "x" }, "note", "It was planned as null, but has a value now"],
    ["an unknown left over", { id: UNKNOWN }, "id", "It is unknown, where every value must be known"],
    ["an unknown inside", { labels: { a: UNKNOWN } }, 'labels["a"]', "It is unknown, where every value must be known"],
    ["an unknown in a set", { zones: [UNKNOWN] }, "zones", "It is unknown, where every value must be known"],
    ["another dynamic value", { any: new DynamicValue("string", "t") }, "any", OTHER],
    [
      "a dynamic value of another type",
      { any: new DynamicValue("bool", true) },
      "any",
      "It is of another type than was planned",
    ],
    ["an element more", { tags: ["x", "y"] }, "tags[1]", "It was not planned, but has appeared"],
    ["an element less", { tags: [] }, "tags[0]", "It was planned, but has vanished"],
    ["an object less", { many: [{ k: "1", c: "x" }] }, "many[1]", "It was planned, but has vanished"],
    [
      "a key more",
      { named: { m: { k: "1", c: "x" }, n: { k: "1", c: "x" } } },
      'named["n"]',
      "It was not planned, but has appeared",
    ],
    [
      "a block more",
      {
        box: [
          { k: "1", c: "x" },
          { k: "2", c: "x" },
        ],
      },
      "box",
      "It was planned with 1 blocks, but has 2 now",
    ],
    ["a lost single block", { lid: null }, "lid", LOST],
    ["another value in a block", { box: [{ k: "2", c: "x" }] }, "box[0].k", OTHER],
    [
      "more elements of a set",
      { some: ["1", "2", "3"].map((k) => ({ k, c: "x" })) },
      "some",
      "It was planned with 2 elements, but has 3 now",
    ],
    [
      "another element of a set",
      { some: ["1", "3"].map((k) => ({ k, c: "x" })) },
      "some",
      "A planned element of the set has become none of its elements",
    ],
    [
      "an element of a set that was not planned",
      { some: [{ k: "1", c: "x" }] },
      "some",
      "A planned element of the set has become none of its elements",
    ],
    [
      "another block of a set",
      { bag: [{ k: "2", c: "x" }] },
      "bag",
      "A planned element of the set has become none of its elements",
    ],
    ["an infinite number", { ratio: Number.NEGATIVE_INFINITY }, "ratio", "It must be a finite number"],
  ])("with %s", async (_what, change, place, text) => {
    expect(await created(() => change)).toEqual([rule("create", place, text)]);
  });

  it("must keep what was promised of an unknown", async () => {
    const promise = async (unknown: Unknown, name: string) =>
      new Map<string, Value>(object(Object.fromEntries((await planned()) as ReadonlyMap<string, Value>))).set(
        name,
        unknown,
      );
    const broken = "It does not fit what was promised of the unknown value in the plan";
    expect(await created(() => ({ id: null }), await promise(new Unknown({ notNull: true }), "id"))).toEqual([
      rule("create", "id", broken),
    ]);
    expect(await created(() => ({ id: "b" }), await promise(new Unknown({ prefix: "a" }), "id"))).toEqual([
      rule("create", "id", broken),
    ]);
    expect(
      await created(() => ({ count: 5 }), await promise(new Unknown({ max: { value: 5, inclusive: false } }), "count")),
    ).toEqual([rule("create", "count", broken)]);
    expect(
      await created(() => ({ count: 5 }), await promise(new Unknown({ min: { value: 5n, inclusive: true } }), "count")),
    ).toEqual([]);
    expect(await created(() => ({ zones: [] }), await promise(new Unknown({ minLength: 1 }), "zones"))).toEqual([
      rule("create", "zones", broken),
    ]);
    expect(
      await created(() => ({ labels: { a: "1", b: "2" } }), await promise(new Unknown({ maxLength: 1 }), "labels")),
    ).toEqual([rule("create", "labels", broken)]);
  });

  it("may have fewer elements in a set where unknown ones turned out the same", async () => {
    const base = await planned();
    if (!(base instanceof Map)) throw new TypeError("The plan is no object");
    const plan = new Map<string, Value>(base)
      .set("zones", [UNKNOWN, UNKNOWN])
      .set("some", [c("1"), object({ k: UNKNOWN, c: UNKNOWN })]);
    expect(await created(() => ({ zones: ["z"], some: [{ k: "1", c: null }] }), plan)).toEqual([]);
  });
});
