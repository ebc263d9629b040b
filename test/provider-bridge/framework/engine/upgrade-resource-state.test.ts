import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { ResourceDefinition } from "../../../../provider-bridge/framework/contract/resource-definition";
import {
  type RawState,
  upgradeFrom,
  upgradeFromJson,
} from "../../../../provider-bridge/framework/contract/state-change";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { storedJson, storedText } from "../../../support/raw-state";
import { object, serve, THING, told } from "../../../support/served";

const d = { description: "" } as const;
const current = schema({
  description: "A thing.",
  version: 3,
  attributes: {
    name: attribute(types.string, { ...d, required: true }),
    size: attribute(types.int64, { ...d, optional: true }),
    secret: attribute(types.string, { ...d, optional: true, writeOnly: true }),
  },
  blocks: { box: block.list({ description: "", attributes: { n: attribute(types.int64, { ...d, optional: true }) } }) },
});
const first = schema({
  description: "Before.",
  version: 1,
  attributes: {
    title: attribute(types.string, { ...d, required: true }),
    size: attribute(types.string, { ...d, optional: true }),
  },
});

const upgradeState: ResourceDefinition<typeof current>["upgradeState"] = {
  1: upgradeFrom(first, ({ title, size }) => {
    if (size !== null && !/^\d+$/.test(size)) throw new DiagnosticError("Cannot upgrade", `size is "${size}".`);
    return { name: title, size: size === null ? null : BigInt(size) };
  }),
  2: upgradeFromJson((json, { diagnostics }) => {
    const { name } = typeof json === "object" && json !== null ? { name: undefined, ...json } : { name: undefined };
    diagnostics.warning("Upgraded", `${String(name)} was of version 2.`);
    return { name: String(name), box: [{ n: 1n }] };
  }),
  0: upgradeFromJson(() => Object.assign({ name: "a" }, { size: UNKNOWN } as object)),
};

const { server, signal } = serve({
  resource: defineResource({
    schema: current,
    create: async () => Promise.reject(new Error("not here")),
    read: async () => same(),
    delete: async () => {},
    upgradeState,
  }),
});

async function upgrade(version: number, rawState: RawState) {
  const answer = await server.upgradeResourceState({ typeName: THING, version, rawState }, signal);
  return { state: answer.state, told: told(answer.diagnostics) };
}

const whole = { name: "a", size: 2, secret: null, box: [] };

describe("State of the current version", () => {
  it("is taken as it is, and attributes that are gone are ignored", async () => {
    expect(await upgrade(3, storedJson({ ...whole, gone: [1, { a: 2 }] }))).toEqual({ state: object(whole), told: [] });
  });

  it("never holds a write-only value, even where somebody put it there", async () => {
    expect((await upgrade(3, storedJson({ ...whole, secret: "hunter2" }))).state).toEqual(object(whole));
  });

  it.each<[string, RawState]>([
    ["does not fit", storedJson({ ...whole, size: "two" })],
    ["is no JSON", storedText('{"name": "a", ')],
    ["is no object", storedJson([1])],
    ["is nothing", storedText("")],
  ])("that %s is told with what to do", async (_what, raw) => {
    const answer = await upgrade(3, raw);
    expect(answer.state).toBeUndefined();
    expect(answer.told).toEqual([
      expect.stringMatching(
        /^error: Cannot read the stored state of test_thing \/ It does not fit the schema: .*\n.*undo that/s,
      ),
    ]);
  });
});

describe("State of an older version", () => {
  it("is led to the current one, from a declared schema or from its JSON", async () => {
    expect(await upgrade(1, storedJson({ title: "a", size: "2", other: true }))).toEqual({
      state: object(whole),
      told: [],
    });
    expect(await upgrade(2, storedJson({ name: "a" }))).toEqual({
      state: object({ ...whole, size: null, box: [object({ n: 1 })] }),
      told: ["warning: Upgraded / a was of version 2."],
    });
  });

  it("that the author refuses is told", async () => {
    expect(await upgrade(1, storedJson({ title: "a", size: "two" }))).toEqual({
      state: undefined,
      told: ['error: Cannot upgrade / size is "two".'],
    });
  });

  it.each<[string, number, RawState]>([
    ["the declared schema", 1, storedJson({ title: ["a"] })],
    ["JSON at all", 2, storedText("{")],
  ])("that is not %s is the user's matter, not the author's", async (_what, version, raw) => {
    const answer = await upgrade(version, raw);
    expect(answer.told).toEqual([expect.stringMatching(/^error: Cannot read the stored state of test_thing/)]);
  });

  it("with an upgrader that leaves something unknown is a bug", async () => {
    expect((await upgrade(0, storedJson({}))).told).toEqual([
      expect.stringMatching(/Attribute "size": It is unknown.*bug of the provider/),
    ]);
  });

  it("without an upgrader, and of a newer version, says which version is needed", async () => {
    const { server: bare, signal: at } = serve({
      resource: defineResource({
        schema: current,
        create: async () => Promise.reject(new Error("not here")),
        read: async () => same(),
        delete: async () => {},
      }),
    });
    const ask = async (version: number) =>
      told(
        (await bare.upgradeResourceState({ typeName: THING, version, rawState: storedJson(whole) }, at)).diagnostics,
      );
    expect(await ask(2)).toEqual([
      expect.stringContaining("schema version 2; this version of the provider (3) cannot read that"),
    ]);
    expect(await ask(4)).toEqual([
      expect.stringContaining("newer version of the provider (schema version 4, this one has 3)"),
    ]);
    expect(await ask(-1)).toHaveLength(1);
  });
});
