import type { PlannedOf } from "../../../../provider-bridge/framework/schema/schema";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { NO_BYTES, object, THING, told } from "../../../support/served";
import { c, config, type Described, planFor, rule, serving } from "./careless-author";

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

  it("may name an element of a set twice: it is there once", async () => {
    const twice = [...["1", "2"], "2"].map((k) => ({ k, c: "x" }));
    expect(await created(() => ({ some: twice, zones: ["z", "z"] }))).toEqual([]);
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
