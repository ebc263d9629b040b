import { requiresReplace, useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { UNKNOWN, Unknown } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { NO_BYTES, object, serve, told } from "../../../support/served";
import { plan, planned } from "./planned";

const { string, int64, float64 } = types;
const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const comp = { ...d, computed: true } as const;

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
