import { useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";
import { plan, planned } from "./planned";

const { string } = types;
const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const comp = { ...d, computed: true } as const;

describe("Nested attributes and blocks", () => {
  const inner = {
    k: attribute(string, { ...d, required: true }),
    dflt: attribute(string, { ...d, default: "x" }),
    out: attribute(string, comp),
    kept: attribute(string, { ...comp, planModifiers: [useStateForUnknown()] }),
  };
  const deep = schema({
    description: "Deep.",
    attributes: {
      one: nested.single({ ...opt, attributes: inner }),
      many: nested.list({ ...opt, attributes: inner }),
      some: nested.set({ ...opt, attributes: inner }),
      named: nested.map({ ...opt, attributes: inner }),
      made: nested.list({ ...comp, attributes: { x: attribute(string, comp) } }),
    },
    blocks: { box: block.set({ description: "", attributes: inner }) },
  });
  const nothing = { one: null, many: null, some: null, named: null, made: null, box: [] };
  const c = (k: Value) => object({ k, dflt: null, out: null, kept: null });
  const p = (k: Value, kept: Value = UNKNOWN) => object({ k, dflt: "x", out: UNKNOWN, kept });
  const s = (k: string) => object({ k, dflt: "x", out: `out ${k}`, kept: `kept ${k}` });

  it("have defaults and unknowns in every element", async () => {
    const config = object({
      one: c("1"),
      many: [c("1"), c("2")],
      some: [c("1")],
      named: new Map([["m", c("1")]]),
      made: null,
      box: [c("1")],
    });
    const answer = await plan(planned(deep), { config });
    expect(answer.plan).toEqual(
      object({
        one: p("1"),
        many: [p("1"), p("2")],
        some: [p("1")],
        named: new Map([["m", p("1")]]),
        made: UNKNOWN,
        box: [p("1")],
      }),
    );
    expect(answer.told).toEqual([]);
  });

  it("keep what was stored by position, by key, and in sets by what is the same", async () => {
    const prior = object({
      one: s("1"),
      many: [s("1"), s("2")],
      some: [s("1"), s("2")],
      named: new Map([
        ["m", s("1")],
        ["n", s("2")],
      ]),
      made: [],
      box: [s("1"), s("2")],
    });
    const config = object({
      one: c("1"),
      many: [c("2")],
      some: [c("3"), c("2")],
      named: new Map([["n", c("3")]]),
      made: null,
      box: [c("2"), c("4")],
    });
    const proposed = object({
      one: s("1"),
      many: [object({ ...Object.fromEntries(s("1")), k: "2" })],
      some: [c("3"), s("2")],
      named: new Map([["n", object({ ...Object.fromEntries(s("2")), k: "3" })]]),
      made: [],
      box: [s("2"), c("4")],
    });
    const answer = await plan(planned(deep), { config, prior, proposed });
    expect(answer.plan).toEqual(
      object({
        one: p("1", "kept 1"),
        many: [p("2", "kept 1")],
        some: [p("3"), p("2", "kept 2")],
        named: new Map([["n", p("3", "kept 2")]]),
        made: UNKNOWN,
        box: [p("2", "kept 2"), p("4")],
      }),
    );
  });

  it("that are unknown as a whole stay so", async () => {
    const config = object({ ...nothing, one: UNKNOWN, many: [UNKNOWN], some: UNKNOWN, named: UNKNOWN, box: UNKNOWN });
    const answer = await plan(planned(deep), { config });
    expect(answer.plan).toEqual(new Map<string, Value>(config).set("made", UNKNOWN));
    expect(answer.told).toEqual([]);
  });

  it("get back in a set what Terraform merged into one element", async () => {
    const merging = schema({
      description: "Merging.",
      attributes: {
        some: nested.set({
          ...opt,
          attributes: {
            k: attribute(string, { ...d, required: true }),
            v: attribute(string, { ...opt, computed: true }),
          },
        }),
        note: attribute(string, opt),
      },
    });
    const prior = object({ some: [object({ k: "1", v: "a" })], note: null });
    const config = object({ some: [object({ k: "1", v: null }), object({ k: "1", v: "a" })], note: "n" });
    const proposed = object({ some: [object({ k: "1", v: "a" })], note: "n" });
    const answer = await plan(planned(merging), { config, prior, proposed });
    expect(answer.plan).toEqual(
      object({ some: [object({ k: "1", v: UNKNOWN }), object({ k: "1", v: "a" })], note: "n" }),
    );
    expect(answer.told).toEqual([]);
  });

  it("that are the same in a set once defaults are filled in are the user's to mend; blocks become one", async () => {
    const merging = { k: inner.k, dflt: inner.dflt };
    const described = schema({
      description: "",
      attributes: { some: nested.set({ ...opt, attributes: merging }) },
      blocks: { box: block.set({ description: "", attributes: merging }) },
    });
    const twice = [object({ k: "1", dflt: null }), object({ k: "1", dflt: "x" })];
    expect((await plan(planned(described), { config: object({ some: twice, box: [] }) })).told).toEqual([
      'error some: Cannot plan test_thing / Attribute "some": Two elements of the set are the same once the values are filled in that the configuration leaves out. Remove one of them, or make them differ.',
    ]);
    const blocks = await plan(planned(described), { config: object({ some: null, box: twice }) });
    expect(blocks).toMatchObject({ told: [], plan: object({ some: null, box: [object({ k: "1", dflt: "x" })] }) });
  });
});
