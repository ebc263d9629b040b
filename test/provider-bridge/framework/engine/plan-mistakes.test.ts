import { indexPath, type Path, path } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue, type Value } from "../../../../provider-bridge/framework/values/value";
import { NO_BYTES, THING, told } from "../../../support/served";
import { c, config, planFor, rule, serving, type Verbs } from "./careless-author";

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
