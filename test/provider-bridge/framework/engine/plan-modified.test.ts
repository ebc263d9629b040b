import type { ModifyPlanRequest } from "../../../../provider-bridge/framework/contract/resource-definition";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { requiresReplace, useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import type { PlanModifier } from "../../../../provider-bridge/framework/schema/plan-modifier";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { path, pathText } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { object } from "../../../support/served";
import { plan, planned } from "./planned";

const { string, float64, list } = types;
const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const comp = { ...d, computed: true } as const;

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

  it("see no change where a set only comes in another order", async () => {
    const described = schema({
      description: "",
      attributes: {
        zones: attribute(types.set(string), { ...opt, planModifiers: [requiresReplace()] }),
        note: attribute(string, opt),
      },
    });
    const answer = await plan(planned(described), {
      config: object({ zones: ["b", "a"], note: "n" }),
      prior: object({ zones: ["a", "b"], note: null }),
    });
    expect(answer.replace).toEqual([]);
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
