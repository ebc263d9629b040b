import { defineProvider } from "../../../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { createProviderServer } from "../../../../provider-bridge/framework/engine/create-provider-server";
import { useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { isUnknown, UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { collectingLog } from "../../../support/silent-log";

const thing = defineResource({
  schema: schema({
    description: "A thing.",
    attributes: {
      id: attribute(types.string, { description: "Id.", computed: true, planModifiers: [useStateForUnknown()] }),
      name: attribute(types.string, { description: "Name.", required: true }),
      size: attribute(types.int64, { description: "Size.", default: 3n }),
    },
  }),
  create: async ({ plan }) => ({ state: { ...plan, id: `id-${plan.name}` } }),
  read: async () => same(),
  update: async ({ plan, state }) => ({ state: { ...plan, id: state.id } }),
  delete: async () => {},
  importState: async ({ id }) => ({ state: { id: id ?? "none" } }),
});

const provider = defineProvider({
  name: "test",
  version: "1.0.0",
  schema: schema({ description: "Test.", attributes: {} }),
  configure: async () => ({}),
  resources: { test_thing: () => () => thing },
  dataSources: {},
  ephemeralResources: {},
  functions: {},
});

const signal = new AbortController().signal;
const server = createProviderServer(provider, { log: collectingLog().log });
const object = (entries: Record<string, Value>): Value => new Map(Object.entries(entries));
const none = new Uint8Array();
const typeName = "test_thing";

test("A resource is planned, created, left alone, changed and deleted", async () => {
  const config = object({ id: null, name: "a", size: null });
  const request = { typeName, config, privateBytes: none, identity: undefined };
  expect(await server.validateResourceConfig({ typeName, config, writeOnlyAttributesAllowed: true }, signal)).toEqual(
    [],
  );
  const plan = await server.planResourceChange({ ...request, priorState: null, proposedState: config }, signal);
  expect(plan.diagnostics).toEqual([]);
  expect(plan.plannedState).toEqual(object({ id: UNKNOWN, name: "a", size: 3 }));
  const created = await server.applyResourceChange(
    { ...request, priorState: null, plannedState: plan.plannedState },
    signal,
  );
  expect(created.diagnostics).toEqual([]);
  expect(created.state).toEqual(object({ id: "id-a", name: "a", size: 3 }));
  const again = await server.planResourceChange(
    { ...request, priorState: created.state, proposedState: object({ id: "id-a", name: "a", size: null }) },
    signal,
  );
  expect(again.plannedState).toEqual(created.state);
  const read = await server.readResource(
    { typeName, state: created.state, privateBytes: none, identity: undefined },
    signal,
  );
  expect(read.state).toEqual(created.state);
  const other = object({ id: null, name: "a", size: 5 });
  const change = await server.planResourceChange(
    { ...request, config: other, priorState: created.state, proposedState: object({ id: "id-a", name: "a", size: 5 }) },
    signal,
  );
  expect(change.plannedState).toEqual(object({ id: "id-a", name: "a", size: 5 }));
  expect(isUnknown(change.plannedState)).toBe(false);
  const gone = await server.applyResourceChange({ ...request, priorState: created.state, plannedState: null }, signal);
  expect(gone).toEqual({ state: null, privateBytes: none, identity: undefined, diagnostics: [] });
});
