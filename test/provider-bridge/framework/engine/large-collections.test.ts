/** Thousands of elements everywhere: what takes the square of that would take minutes. */
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { filled } from "../../../kitchen-sink/fill";
import { NO_BYTES, object, serve, THING } from "../../../support/served";

const COUNT = 4000;
const d = { description: "" } as const;
const leaf = {
  k: attribute(types.string, { ...d, required: true }),
  kept: attribute(types.string, { ...d, computed: true, planModifiers: [useStateForUnknown()] }),
  made: attribute(types.string, { ...d, computed: true }),
};
const described = schema({
  description: "",
  attributes: {
    many: nested.list({ ...d, optional: true, attributes: leaf }),
    named: nested.map({ ...d, optional: true, attributes: leaf }),
    some: nested.set({ ...d, optional: true, attributes: leaf }),
    tags: attribute(types.set(types.string), { ...d, optional: true }),
    labels: attribute(types.map(types.string), { ...d, optional: true }),
  },
});

function config(shift: number): Value {
  const index = Array.from({ length: COUNT }, (_, position) => position + shift);
  const leafOf = (number: number) => object({ k: `k${number}`, kept: null, made: null });
  return object({
    many: index.map(leafOf),
    named: new Map(index.map((number) => [`k${number}`, leafOf(number)])),
    some: index.map(leafOf),
    tags: index.map(String).reverse(),
    labels: new Map(index.map((number) => [`k${number}`, "x"])),
  });
}

test("Large collections are checked, planned, created, read and changed in linear time", async () => {
  const { server, signal } = serve({
    resource: defineResource({
      schema: described,
      create: async ({ plan }) => ({ state: filled(described, plan, "create") }),
      update: async ({ plan }) => ({ state: filled(described, plan, "update") }),
      read: async () => same(),
      delete: async () => {},
    }),
  });
  const base = { typeName: THING, privateBytes: NO_BYTES, identity: undefined };
  const first = config(0);
  expect(
    await server.validateResourceConfig({ ...base, config: first, writeOnlyAttributesAllowed: true }, signal),
  ).toEqual([]);
  const plan = await server.planResourceChange(
    { ...base, config: first, priorState: null, proposedState: first },
    signal,
  );
  const created = await server.applyResourceChange(
    { ...base, config: first, priorState: null, plannedState: plan.plannedState },
    signal,
  );
  expect([plan.diagnostics, created.diagnostics]).toEqual([[], []]);
  const second = config(1);
  const change = await server.planResourceChange(
    { ...base, config: second, priorState: created.state, proposedState: second },
    signal,
  );
  const updated = await server.applyResourceChange(
    { ...base, config: second, priorState: created.state, plannedState: change.plannedState },
    signal,
  );
  expect([change.diagnostics, updated.diagnostics]).toEqual([[], []]);
  expect((await server.readResource({ ...base, state: updated.state }, signal)).diagnostics).toEqual([]);
});
