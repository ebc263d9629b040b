import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { Resource } from "../../../../provider-bridge/framework/contract/resource";
import type { ModifyPlanRequest } from "../../../../provider-bridge/framework/contract/resource-definition";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { requiresReplace, useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import type { PlanModifier } from "../../../../provider-bridge/framework/schema/plan-modifier";
import { type PlanOf, type Schema, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { path, pathText } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { bytes, NO_BYTES, object, serve, THING, text, told } from "../../../support/served";

const { string, int64, float64, list } = types;
const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const comp = { ...d, computed: true } as const;

interface Extras<S extends Schema> {
  readonly update?: false;
  readonly modifyPlan?: (request: ModifyPlanRequest<S>) => PlanOf<S> | undefined;
}

/** A resource with this schema; its verbs are never called while planning. */
function planned<S extends Schema>(described: S, { update, modifyPlan }: Extras<S> = {}): Resource {
  const never = async () => Promise.reject(new Error("Not while planning"));
  return defineResource<S>({
    schema: described,
    create: never,
    read: async () => same(),
    delete: never,
    ...(update === false ? {} : { update: never }),
    ...(modifyPlan === undefined ? {} : { modifyPlan }),
  });
}

interface Question {
  readonly config: Value;
  readonly prior?: Value;
  readonly proposed?: Value;
  readonly privateText?: string;
  readonly identity?: Value;
}

async function plan(resource: Resource, question: Question) {
  const { server, signal } = serve({ resource });
  const { config, prior = null, proposed = config } = question;
  const answer = await server.planResourceChange(
    {
      typeName: THING,
      config,
      priorState: prior,
      proposedState: proposed,
      privateBytes: bytes(question.privateText ?? ""),
      identity: question.identity,
    },
    signal,
  );
  return {
    plan: answer.plannedState,
    replace: answer.requiresReplace.map(pathText),
    told: told(answer.diagnostics),
    privateText: text(answer.privateBytes),
    identity: answer.identity,
  };
}

const simple = schema({
  description: "Simple.",
  attributes: {
    id: attribute(string, { ...comp, planModifiers: [useStateForUnknown()] }),
    name: attribute(string, { ...d, required: true, planModifiers: [requiresReplace()] }),
    note: attribute(string, opt),
    size: attribute(int64, { ...d, default: 3n }),
    ratio: attribute(float64, { ...d, default: 0.1 }),
    stamp: attribute(string, comp),
    tag: attribute(string, { ...d, optional: true, computed: true }),
    secret: attribute(string, { ...d, optional: true, writeOnly: true }),
  },
});
const empty = { id: null, note: null, size: null, ratio: null, stamp: null, tag: null, secret: null };
const tenth = parseNumber("0.1");
const stored = object({ ...empty, id: "1", name: "a", size: 3, ratio: tenth, stamp: "s", tag: "t" });

describe("A plan to create", () => {
  it("has defaults, unknowns for what is computed, and no write-only value", async () => {
    const answer = await plan(planned(simple), { config: object({ ...empty, name: "a", secret: "hunter2" }) });
    expect(answer).toEqual({
      plan: object({ ...empty, id: UNKNOWN, name: "a", size: 3, ratio: tenth, stamp: UNKNOWN, tag: UNKNOWN }),
      replace: [],
      told: [],
      privateText: "",
      identity: undefined,
    });
  });

  it("keeps what is configured, unknowns with what is known of them included", async () => {
    const soon = new Unknown({ notNull: true, prefix: "id-" });
    const config = object({ ...empty, name: soon, size: 5, tag: "mine", note: UNKNOWN });
    const answer = await plan(planned(simple), { config });
    expect(answer.plan).toEqual(
      object({ ...empty, id: UNKNOWN, name: soon, size: 5, ratio: tenth, stamp: UNKNOWN, tag: "mine", note: UNKNOWN }),
    );
  });
});

describe("A plan of what exists", () => {
  const proposed = object({ ...empty, id: "1", name: "a", stamp: "s", tag: "t", size: 3, ratio: tenth });

  it("is the prior state where nothing differs, a decimal default included", async () => {
    const answer = await plan(planned(simple), { config: object({ ...empty, name: "a" }), prior: stored, proposed });
    expect(answer.plan).toEqual(stored);
    expect(answer.replace).toEqual([]);
  });

  it("is the prior state where only a write-only value is another", async () => {
    const config = object({ ...empty, name: "a", secret: "other" });
    const answer = await plan(planned(simple), {
      config,
      prior: stored,
      proposed: new Map<string, Value>(proposed).set("secret", "other"),
    });
    expect(answer.plan).toEqual(stored);
  });

  it("has unknowns where something differs, but for what is kept or configured", async () => {
    const config = object({ ...empty, name: "a", note: "new" });
    const answer = await plan(planned(simple), {
      config,
      prior: stored,
      proposed: new Map<string, Value>(proposed).set("note", "new"),
    });
    expect(answer.plan).toEqual(
      object({ ...empty, id: "1", name: "a", note: "new", size: 3, ratio: tenth, stamp: UNKNOWN, tag: UNKNOWN }),
    );
  });

  it("goes back to the default where a configured value is taken away", async () => {
    const prior = new Map<string, Value>(stored).set("size", 5);
    const answer = await plan(planned(simple), { config: object({ ...empty, name: "a" }), prior, proposed: prior });
    expect(answer.plan).toEqual(new Map<string, Value>(stored).set("stamp", UNKNOWN).set("tag", UNKNOWN));
  });

  it("needs a new resource where a modifier says so", async () => {
    const config = object({ ...empty, name: "b" });
    const answer = await plan(planned(simple), {
      config,
      prior: stored,
      proposed: new Map<string, Value>(proposed).set("name", "b"),
    });
    expect(answer.replace).toEqual(["name"]);
  });

  it("keeps its identity and private state; one that is made anew has no identity yet", async () => {
    const identity = object({ name: "a" });
    const question = { config: object({ ...empty, name: "a" }), proposed, privateText: '{"k":1}', identity };
    const kept = await plan(planned(simple), { ...question, prior: stored });
    expect([kept.identity, kept.privateText]).toEqual([identity, '{"k":1}']);
    const anew = await plan(planned(simple), { ...question, prior: null });
    expect([anew.identity, anew.privateText]).toEqual([undefined, '{"k":1}']);
  });
});

describe("A resource without update", () => {
  const fixed = schema({
    description: "Fixed.",
    attributes: {
      id: attribute(string, comp),
      name: attribute(string, { ...d, required: true }),
      note: attribute(string, opt),
      timeouts: timeoutsAttribute({ createMs: 60_000 }),
      drift: driftAttribute(),
    },
    blocks: { box: block.list({ description: "", attributes: { size: attribute(int64, opt) } }) },
  });
  const nothing = { id: null, note: null, timeouts: null, drift: null, box: [] };
  const prior = object({ ...nothing, id: "1", name: "a", drift: ["gone astray"] });

  it("is replaced for every configured root that differs, in order, and not for what follows from that", async () => {
    const box = [object({ size: 1 })];
    const config = object({ ...nothing, name: "b", note: "n", box });
    const answer = await plan(planned(fixed, { update: false }), {
      config,
      prior,
      proposed: object({ ...nothing, id: "1", name: "b", note: "n", box, drift: ["gone astray"] }),
    });
    expect(answer.replace).toEqual(["box", "name", "note"]);
  });

  it("is not replaced for its drift, nor for other time limits", async () => {
    const timeouts = object({ create: "5m" });
    const answer = await plan(planned(fixed, { update: false }), {
      config: object({ ...nothing, name: "a", timeouts }),
      prior,
      proposed: new Map<string, Value>(prior).set("timeouts", timeouts),
    });
    expect(answer).toMatchObject({ plan: new Map<string, Value>(prior).set("timeouts", timeouts), replace: [] });
  });
});

describe("Drift", () => {
  const drifting = schema({
    description: "Drifting.",
    attributes: {
      name: attribute(string, { ...d, required: true }),
      version: attribute(string, comp),
      drift: driftAttribute(),
    },
  });
  const config = object({ name: "a", version: null, drift: null });
  const ask = (drift: Value) => {
    const prior = object({ name: "a", version: "1", drift });
    return plan(planned(drifting), { config, prior, proposed: prior });
  };

  it("is planned away, which shows as a change", async () => {
    expect((await ask(["v1 runs, v2 wanted"])).plan).toEqual(object({ name: "a", version: UNKNOWN, drift: [] }));
  });

  it("is none where none was found, or where the state is older than the attribute", async () => {
    expect((await ask([])).plan).toEqual(object({ name: "a", version: "1", drift: [] }));
    expect((await ask(null)).plan).toEqual(object({ name: "a", version: "1", drift: null }));
  });

  it("is none in what is created", async () => {
    expect((await plan(planned(drifting), { config })).plan).toEqual(
      object({ name: "a", version: UNKNOWN, drift: [] }),
    );
  });
});

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
        some: [p("3", null), p("2", "kept 2")],
        named: new Map([["n", p("3", "kept 2")]]),
        made: UNKNOWN,
        box: [p("2", "kept 2"), p("4", null)],
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
});

describe("Plan modifiers", () => {
  const shout: PlanModifier = {
    description: "shouts",
    modify: ({ plan: value }) => (typeof value === "string" ? { plan: `${value}!` } : undefined),
  };
  const why: PlanModifier = { description: "always replaces", modify: () => ({ replace: true }) };

  it("are asked in order, each with the last one's plan, outside before inside", async () => {
    const asked: unknown[] = [];
    const note = (who: string): PlanModifier => ({
      description: who,
      modify: (request) => {
        asked.push([who, pathText(request.path), request.operation, request.plan]);
        return undefined;
      },
    });
    const described = schema({
      description: "",
      attributes: {
        text: attribute(string, {
          ...comp,
          planModifiers: [note("first"), { ...shout, modify: () => ({ plan: "x" }) }, shout, note("last")],
        }),
        one: nested.single({
          ...opt,
          planModifiers: [note("outside")],
          attributes: { in: attribute(string, { ...opt, planModifiers: [note("inside")] }) },
        }),
      },
    });
    const answer = await plan(planned(described), { config: object({ text: null, one: object({ in: "i" }) }) });
    expect(answer.plan).toEqual(object({ text: "x!", one: object({ in: "i" }) }));
    expect(asked).toEqual([
      ["first", "text", "create", UNKNOWN],
      ["last", "text", "create", "x!"],
      ["outside", "one", "create", { in: "i" }],
      ["inside", "one.in", "create", "i"],
    ]);
  });

  it("that ask for a new resource inside a set ask for the set; each path is told once, in order", async () => {
    const leaf = { k: attribute(string, { ...opt, planModifiers: [why, why] }) };
    const described = schema({
      description: "",
      attributes: {
        z: nested.list({ ...opt, attributes: leaf }),
        some: nested.set({ ...opt, attributes: leaf }),
        named: nested.map({ ...opt, attributes: leaf }),
      },
    });
    const one = object({ k: "1" });
    const value = object({ z: [one], some: [one], named: new Map([["a b", one]]) });
    const answer = await plan(planned(described), { config: value, prior: value });
    expect(answer.replace).toEqual(['named["a b"].k', "some", "z[0].k"]);
    expect(answer.told).toEqual([]);
  });

  it("keep decimals that a double cannot hold", async () => {
    const exact = parseNumber("0.1234567890123456789012345678901234567890");
    const described = schema({
      description: "",
      attributes: {
        ratio: attribute(float64, { ...comp, planModifiers: [useStateForUnknown()] }),
        all: attribute(list(float64), { ...comp, planModifiers: [useStateForUnknown()] }),
        note: attribute(string, opt),
      },
    });
    const prior = object({ ratio: exact, all: [exact], note: null });
    const answer = await plan(planned(described), {
      config: object({ ratio: null, all: null, note: "n" }),
      prior,
      proposed: object({ ratio: exact, all: [exact], note: "n" }),
    });
    expect(answer.plan).toEqual(object({ ratio: exact, all: [exact], note: "n" }));
  });

  const refusing: PlanModifier = {
    description: "refuses",
    modify: ({ diagnostics, path: at }) => {
      diagnostics.error("No", "Not now.", at);
      return undefined;
    },
  };

  it("may warn, and an error of theirs ends the plan before the author's own changes", async () => {
    let asked = false;
    const described = schema({
      description: "",
      attributes: {
        text: attribute(string, {
          ...opt,
          planModifiers: [refusing],
        }),
      },
    });
    const modifyPlan = () => {
      asked = true;
      return undefined;
    };
    const answer = await plan(planned(described, { modifyPlan }), { config: object({ text: "x" }) });
    expect(answer.told).toEqual(["error text: No / Not now."]);
    expect(asked).toBe(false);
  });
});

describe("The author's own changes to a plan", () => {
  const described = schema({
    description: "",
    attributes: {
      src: attribute(string, opt),
      copy: attribute(string, comp),
      ratio: attribute(float64, opt),
    },
  });
  type Described = typeof described;
  const exact = parseNumber("0.1234567890123456789012345678901234567890");
  const config = object({ src: "a", copy: null, ratio: exact });

  it("are taken over, and what they leave keeps its decimals", async () => {
    const modifyPlan = ({ plan: soFar }: ModifyPlanRequest<Described>) =>
      soFar === null ? undefined : { ...soFar, copy: "A" };
    const answer = await plan(planned(described, { modifyPlan }), { config });
    expect(answer.plan).toEqual(object({ src: "a", copy: "A", ratio: exact }));
  });

  it("see what is done, and the state; may ask for a new resource and remember something", async () => {
    const asked: unknown[] = [];
    const modifyPlan = ({ operation, state, requireReplace, privateState }: ModifyPlanRequest<Described>) => {
      asked.push(operation, state);
      privateState.set("seen", privateState.get("before") ?? null);
      if (operation === "update") requireReplace(path("src"));
      return undefined;
    };
    const prior = object({ src: "b", copy: "B", ratio: null });
    const answer = await plan(planned(described, { modifyPlan }), {
      config,
      prior,
      proposed: object({ src: "a", copy: "B", ratio: exact }),
      privateText: '{"before":7}',
    });
    expect(asked).toEqual(["update", { src: "b", copy: "B", ratio: null }]);
    expect(answer).toMatchObject({ replace: ["src"], privateText: '{"before":7,"seen":7}' });
  });

  it("can refuse a destroy", async () => {
    const modifyPlan = ({ operation, config: none, plan: nothing, state }: ModifyPlanRequest<Described>) => {
      expect([operation, none, nothing]).toEqual(["delete", null, null]);
      throw new DiagnosticError("Protected", `${String(state?.src)} stays.`);
    };
    const prior = object({ src: "b", copy: "B", ratio: null });
    const answer = await plan(planned(described, { modifyPlan }), { config: null, prior, proposed: null });
    expect(answer.told).toEqual(["error: Protected / b stays."]);
  });
});

test("A plan to destroy is null", async () => {
  const answer = await plan(planned(simple), { config: null, prior: stored, proposed: null, privateText: '{"k":1}' });
  expect(answer).toEqual({ plan: null, replace: [], told: [], privateText: '{"k":1}', identity: undefined });
});

test("A plan for what is not served is an error, and answers what was proposed", async () => {
  const { server, signal } = serve({});
  const answer = await server.planResourceChange(
    { typeName: "x", config: null, priorState: null, proposedState: null, privateBytes: NO_BYTES, identity: undefined },
    signal,
  );
  expect(told(answer.diagnostics)[0]).toMatch(/^error: Resource type is not served/);
});
