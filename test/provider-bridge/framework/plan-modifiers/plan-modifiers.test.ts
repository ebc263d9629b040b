import { Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import {
  keepPriorSpelling,
  requiresReplace,
  requiresReplaceIf,
  requiresReplaceIfConfigured,
  useNonNullStateForUnknown,
  useStateForUnknown,
} from "../../../../provider-bridge/framework/plan-modifiers";
import type { PlanModifyRequest } from "../../../../provider-bridge/framework/schema/plan-modifier";
import type { ValueType } from "../../../../provider-bridge/framework/schema/value-type";
import { durationSemantics } from "../../../../provider-bridge/framework/semantics";
import { Decimal } from "../../../../provider-bridge/framework/values/decimal";
import { ROOT } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { DynamicValue } from "../../../../provider-bridge/framework/values/value";

function request(parts: Partial<PlanModifyRequest>): PlanModifyRequest {
  const none = { config: null, state: null, plan: null, path: ROOT, operation: "update" as const };
  return { ...none, diagnostics: new Diagnostics(), ...parts };
}

function textRequest(
  parts: Partial<PlanModifyRequest<ValueType<string, string>>>,
): PlanModifyRequest<ValueType<string, string>> {
  const none = { config: null, state: null, plan: null, path: ROOT, operation: "update" as const };
  return { ...none, diagnostics: new Diagnostics(), ...parts };
}

describe("useStateForUnknown", () => {
  const modifier = useStateForUnknown();

  it("plans the stored value, a stored null too", () => {
    expect(modifier.modify(request({ state: "id", plan: UNKNOWN }))).toEqual({ plan: "id" });
    expect(modifier.modify(request({ state: null, plan: UNKNOWN }))).toEqual({ plan: null });
  });

  it("leaves a create, a known plan and an unknown configuration alone", () => {
    expect(modifier.modify(request({ plan: UNKNOWN, operation: "create" }))).toBeUndefined();
    expect(modifier.modify(request({ state: "id", plan: "other" }))).toBeUndefined();
    expect(modifier.modify(request({ state: "id", plan: UNKNOWN, config: UNKNOWN }))).toBeUndefined();
  });
});

test("useNonNullStateForUnknown leaves the plan unknown where null is stored", () => {
  const modifier = useNonNullStateForUnknown();
  expect(modifier.modify(request({ state: "id", plan: UNKNOWN }))).toEqual({ plan: "id" });
  expect(modifier.modify(request({ state: null, plan: UNKNOWN }))).toBeUndefined();
});

describe("requiresReplace", () => {
  const modifier = requiresReplace();

  it.each([
    ["a", "b"],
    ["a", null],
    [null, "a"],
    ["a", UNKNOWN],
    [1n, 2n],
    [new Decimal("0.1"), new Decimal("0.2")],
    [["a"], ["a", "b"]],
    [{ a: "1" }, { a: "2" }],
    [new DynamicValue("string", "1"), new DynamicValue("number", 1)],
  ])("replaces for %j to %j", (state, plan) => {
    expect(modifier.modify(request({ state, plan }))).toEqual({ replace: true });
  });

  it.each([
    ["a", "a"],
    [null, null],
    [1n, 1n],
    [0, -0],
    [new Decimal("0.1"), new Decimal("0.1")],
    [["a"], ["a"]],
    [
      { a: "1", b: "2" },
      { b: "2", a: "1" },
    ],
    [new DynamicValue("string", "1"), new DynamicValue("string", "1")],
  ])("does not replace for %j to %j", (state, plan) => {
    expect(modifier.modify(request({ state, plan }))).toBeUndefined();
  });

  it("never replaces what is created or deleted", () => {
    expect(modifier.modify(request({ plan: "a", operation: "create" }))).toBeUndefined();
    expect(modifier.modify(request({ state: "a", operation: "delete" }))).toBeUndefined();
  });
});

test("requiresReplaceIfConfigured looks at the configuration, requiresReplaceIf at anything", () => {
  const change = { state: "a", plan: "b" };
  expect(requiresReplaceIfConfigured().modify(request({ ...change, config: "b" }))).toEqual({ replace: true });
  expect(requiresReplaceIfConfigured().modify(request(change))).toBeUndefined();
  const shrinks = requiresReplaceIf(({ state, plan }) => Number(plan) < Number(state), "Shrinking makes a new one.");
  expect(shrinks.modify(request({ state: 2, plan: 1 }))).toEqual({ replace: true });
  expect(shrinks.modify(request({ state: 1, plan: 2 }))).toBeUndefined();
  expect(shrinks.description).toBe("Shrinking makes a new one.");
});

describe("keepPriorSpelling", () => {
  const modifier = keepPriorSpelling(durationSemantics);

  it("plans the stored spelling where the meaning is equal", () => {
    expect(modifier.modify(textRequest({ state: "1h", plan: "60m" }))).toEqual({ plan: "1h" });
  });

  it.each([
    { state: "1h", plan: "61m" },
    { state: "1h", plan: UNKNOWN },
    { state: "1h", plan: null },
    { state: null, plan: "1h" },
    { state: "1h", plan: "60m", operation: "create" as const },
  ])("leaves %j alone", (parts) => {
    expect(modifier.modify(textRequest(parts))).toBeUndefined();
  });
});
