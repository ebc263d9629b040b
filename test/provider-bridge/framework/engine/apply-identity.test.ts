import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { identitySchema, requiredForImport } from "../../../../provider-bridge/framework/contract/identity";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { object, serve } from "../../../support/served";
import { applyTo } from "./applied-thing";

const d = { description: "" } as const;

describe("An identity", () => {
  const identity = identitySchema({ name: requiredForImport(types.string, "Name.") });
  const plain = schema({ description: "", attributes: { name: attribute(types.string, { ...d, required: true }) } });
  type Identity = typeof identity;
  const serveIdentity = (answered: string | undefined) => {
    const change = async ({ plan }: { readonly plan: { readonly name: string } }) => ({
      state: { name: plan.name },
      ...(answered === undefined ? {} : { identity: { name: answered } }),
    });
    return serve({
      resource: defineResource<typeof plain, Identity>({
        schema: plain,
        identity,
        create: change,
        update: change,
        read: async () => same(),
        delete: async () => {},
      }),
    });
  };
  const state = object({ name: "a" });

  it("is stored with the state", async () => {
    expect(await applyTo(serveIdentity("a"), { plan: state })).toMatchObject({ identity: state, told: [] });
  });

  it("is missed after create, and then nothing is saved", async () => {
    const answer = await applyTo(serveIdentity(undefined), { plan: state });
    expect(answer.state).toBeNull();
    expect(answer.told).toEqual([
      "error: Cannot create test_thing: the provider broke a rule / It has an identity schema, but answered without an identity. This is a bug of the provider, not of the configuration; please report it.",
    ]);
  });

  it("stays where update says nothing of it, and must not change", async () => {
    expect(await applyTo(serveIdentity(undefined), { prior: state, plan: state, identity: state })).toMatchObject({
      identity: state,
      told: [],
    });
    const answer = await applyTo(serveIdentity("b"), { prior: state, plan: state, identity: state });
    expect(answer.told[0]).toMatch(/Its identity has changed/);
  });

  it("of what is replaced is not that of the new one", async () => {
    const answer = await applyTo(serveIdentity("b"), { prior: null, plan: state, identity: state });
    expect(answer).toMatchObject({ identity: object({ name: "b" }), told: [] });
  });
});
