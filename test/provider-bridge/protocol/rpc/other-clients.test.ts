/** Cores of other minor versions of the protocol: fields that an older one never sends, and that only a newer one knows. */
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { identitySchema, requiredForImport } from "../../../../provider-bridge/framework/contract/identity";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { objectOf } from "../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { createMethodTable } from "../../../../provider-bridge/protocol/rpc";
import { decodeMsgpack, encodeMsgpack } from "../../../../provider-bridge/protocol/values";
import type { MessageInit } from "../../../../wire/protobuf";
import { type Messages, Provider, tfplugin6 } from "../../../../wire/tfplugin6/generated/tfplugin6";
import { object, serve, THING } from "../../../support/served";

const THING_TYPE = objectOf({ id: "string", name: "string", password: "string" });

const thingSchema = schema({
  description: "",
  attributes: {
    id: attribute(types.string, { computed: true, description: "" }),
    name: attribute(types.string, { required: true, description: "" }),
    password: attribute(types.string, { optional: true, writeOnly: true, description: "" }),
  },
});
const thingIdentity = identitySchema({ id: requiredForImport(types.string, "") });

const change = async ({ plan }: { readonly plan: { readonly name: string } }) => ({
  state: { id: "1", name: plan.name, password: null },
  identity: { id: "1" },
});
const thing = defineResource<typeof thingSchema, typeof thingIdentity>({
  schema: thingSchema,
  identity: thingIdentity,
  create: change,
  update: change,
  read: async () => same(),
  delete: async () => {},
});

type Methods = typeof Provider.methods;
type RequestOf<Name extends keyof Methods> = MessageInit<Messages[Methods[Name]["request"]]> & object;

/** A core that sends the messages of a test, with bytes of its own behind them. */
function core(more: Uint8Array = new Uint8Array()) {
  const { server, signal } = serve({ resource: thing });
  const table = createMethodTable({ createServer: () => server });
  return async <Name extends keyof Methods>(
    name: Name,
    request: RequestOf<Name>,
  ): Promise<Messages[Methods[Name]["response"]]> => {
    const path = `/${Provider.name}/${name}`;
    const method = table.get(path);
    if (method?.kind !== "unary") throw new RangeError(`The table has no unary method ${path}`);
    const types: Methods[Name] = Provider.methods[name];
    const bytes = Buffer.concat([tfplugin6.encode<Methods[Name]["request"]>(types.request, request), more]);
    return tfplugin6.decode<Methods[Name]["response"]>(types.response, await method.handle(bytes, { path, signal }));
  };
}

const wired = (value: Value) => ({ msgpack: encodeMsgpack(value, THING_TYPE) });
const read = (value: { readonly msgpack: Uint8Array } | undefined): Value =>
  decodeMsgpack(value?.msgpack ?? new Uint8Array(), THING_TYPE);

/** From nothing to nothing, with the fields that protocol 6.0 has, and no other. */
async function life(call: ReturnType<typeof core>): Promise<void> {
  const typeName = THING;
  const config = wired(object({ id: null, name: "a", password: null }));
  const proposed = wired(object({ id: null, name: "a", password: null }));
  const made = object({ id: "1", name: "a", password: null });
  expect((await call("ValidateResourceConfig", { typeName, config })).diagnostics).toEqual([]);
  const plan = await call("PlanResourceChange", {
    typeName,
    priorState: wired(null),
    proposedNewState: proposed,
    config,
  });
  expect(plan.diagnostics).toEqual([]);
  expect(read(plan.plannedState)).toEqual(object({ id: UNKNOWN, name: "a", password: null }));
  const applied = await call("ApplyResourceChange", {
    typeName,
    priorState: wired(null),
    plannedState: wired(read(plan.plannedState)),
    config,
    plannedPrivate: plan.plannedPrivate,
  });
  expect(applied.diagnostics).toEqual([]);
  expect(read(applied.newState)).toEqual(made);
  const again = await call("ReadResource", { typeName, currentState: wired(made), private: applied.private });
  expect(again.diagnostics).toEqual([]);
  expect(read(again.newState)).toEqual(made);
  const gone = await call("PlanResourceChange", {
    typeName,
    priorState: wired(made),
    proposedNewState: wired(null),
    config: wired(null),
  });
  expect(gone.diagnostics).toEqual([]);
  const destroyed = await call("ApplyResourceChange", {
    typeName,
    priorState: wired(made),
    plannedState: wired(null),
    config: wired(null),
  });
  expect(destroyed.diagnostics).toEqual([]);
  expect(read(destroyed.newState)).toBeNull();
}

describe("an older core", () => {
  test("that knows neither identities nor capabilities is served from create to destroy", () => life(core()));

  test("that would store a write-only value is told so before it can", async () => {
    const { diagnostics } = await core()("ValidateResourceConfig", {
      typeName: THING,
      config: wired(object({ id: null, name: "a", password: "hush" })),
    });
    expect(diagnostics).toMatchObject([{ severity: 1 }]);
    expect(JSON.stringify(diagnostics)).toMatch(/Terraform 1\.11/);
    expect(JSON.stringify(diagnostics)).not.toContain("hush");
  });
});

test("a newer core may send fields that no version has had yet", () =>
  life(core(Buffer.from([0xfa, 0x3e, 0x03, 0x6e, 0x65, 0x77, 0xf8, 0x3e, 0x2a]))));
