import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import {
  identitySchema,
  optionalForImport,
  requiredForImport,
} from "../../../../provider-bridge/framework/contract/identity";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { ResourceDefinition } from "../../../../provider-bridge/framework/contract/resource-definition";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { objectOf } from "../../../../provider-bridge/framework/types/type";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { storedJson, storedText } from "../../../support/raw-state";
import { bytes, object, serve, THING, text, told } from "../../../support/served";

const d = { description: "" } as const;
const described = schema({
  description: "A thing.",
  attributes: {
    name: attribute(types.string, { ...d, required: true }),
    size: attribute(types.int64, { ...d, optional: true }),
    secret: attribute(types.string, { ...d, optional: true, writeOnly: true }),
    one: nested.single({ ...d, optional: true, attributes: { a: attribute(types.string, { ...d, optional: true }) } }),
  },
  blocks: {
    box: block.set({ description: "", attributes: { a: attribute(types.string, { ...d, optional: true }) } }),
    lid: block.single({ description: "", attributes: { a: attribute(types.string, { ...d, optional: true }) } }),
  },
});
const identity = identitySchema(
  { name: requiredForImport(types.string, "Name."), region: optionalForImport(types.string, "Region.") },
  { version: 2 },
);
type Definition = ResourceDefinition<typeof described, typeof identity>;

const serving = (verbs: Partial<Definition>) =>
  serve({
    resource: defineResource<typeof described, typeof identity>({
      schema: described,
      identity,
      create: async () => Promise.reject(new Error("not here")),
      read: async () => same(),
      delete: async () => {},
      ...verbs,
    }),
  });

const imported = object({ name: "a", size: null, secret: null, one: null, box: [], lid: null });

describe("Import", () => {
  async function take(importState: Definition["importState"], id: string, given?: Value) {
    const { server, signal } = serving(importState === undefined ? {} : { importState });
    const answer = await server.importResourceState({ typeName: THING, id, identity: given }, signal);
    return {
      imported: answer.imported && { ...answer.imported, privateBytes: text(answer.imported.privateBytes) },
      told: told(answer.diagnostics),
    };
  }

  it("by id stores what is known, remembers, and marks that a read follows", async () => {
    const answer = await take(async ({ id, identity: given, privateState }) => {
      expect(given).toBeUndefined();
      privateState.set("how", "import");
      return { state: { name: id ?? "none" }, identity: { name: id ?? "none", region: "home" } };
    }, "a");
    expect(answer).toEqual({
      imported: {
        typeName: THING,
        state: imported,
        privateBytes: '{"how":"import",".import_before_read":true}',
        identity: object({ name: "a", region: "home" }),
      },
      told: [],
    });
  });

  it("by identity is handed it, with what is optional as null, and keeps it", async () => {
    const given = object({ name: "a", region: null });
    const answer = await take(
      async ({ id, identity: known }) => {
        expect([id, known]).toEqual([undefined, { name: "a", region: null }]);
        return { state: { name: known?.name ?? "none" } };
      },
      "",
      given,
    );
    expect(answer.imported).toMatchObject({ state: imported, identity: given });
  });

  it.each<[string, Definition["importState"], RegExp]>([
    ["that is not there", undefined, /Cannot import test_thing \/ Resources of type test_thing cannot be imported/],
    ["that finds nothing", async () => undefined, /Cannot import test_thing \/ There is nothing under the id "a"/],
    ["that throws", async () => Promise.reject(new DiagnosticError("Bad id", "Use x.")), /^error: Bad id \/ Use x\.$/],
    [
      "that leaves something unknown",
      async () => ({ state: Object.assign({ name: "a" }, { size: UNKNOWN } as object) }),
      /Attribute "size": It is unknown/,
    ],
    [
      "that answers an attribute too many",
      async () => ({ state: Object.assign({ name: "a" }, { nmae: "b" } as object) }),
      /no attribute "nmae"/,
    ],
  ])("%s is an error", async (_what, verb, message) => {
    const answer = await take(verb, "a");
    expect(answer.imported).toBeUndefined();
    expect(answer.told).toEqual([expect.stringMatching(message)]);
  });

  it("by identity that finds nothing says so", async () => {
    expect((await take(async () => undefined, "", object({ name: "a", region: null }))).told[0]).toContain(
      "under this identity",
    );
  });

  it("never stores a write-only value", async () => {
    const answer = await take(
      async () => ({ state: Object.assign({ name: "a" }, { secret: "hunter2" } as object) }),
      "a",
    );
    expect(answer.imported?.state).toEqual(imported);
  });
});

describe("Move", () => {
  interface Source {
    readonly address?: string;
    readonly raw?: string;
  }

  async function move(
    moveState: NonNullable<Definition["moveState"]>,
    { address = "registry.terraform.io/bench/other", raw = '{"name":"a"}' }: Source = {},
  ) {
    const { server, signal } = serving({ moveState });
    const answer = await server.moveResourceState(
      {
        sourceProviderAddress: address,
        sourceTypeName: "other_thing",
        sourceSchemaVersion: 4,
        sourceState: storedText(raw),
        sourcePrivateBytes: bytes('{"k":1}'),
        targetTypeName: THING,
      },
      signal,
    );
    return { ...answer, privateBytes: text(answer.privateBytes), diagnostics: told(answer.diagnostics) };
  }

  it("is done by the first that answers", async () => {
    const asked: string[] = [];
    const answer = await move([
      async ({ sourceTypeName, sourceSchemaVersion }) => {
        asked.push(`first ${sourceTypeName} ${sourceSchemaVersion}`);
        return undefined;
      },
      async ({ sourceState, privateState }) => {
        asked.push("second");
        privateState.set("moved", true);
        const state = sourceState.decode(objectOf({ name: "string" }));
        return {
          state: { name: state instanceof Map ? String(state.get("name")) : "none" },
          identity: { name: "a", region: "home" },
        };
      },
      async () => {
        asked.push("third");
        return undefined;
      },
    ]);
    expect(asked).toEqual(["first other_thing 4", "second"]);
    expect(answer).toEqual({
      state: imported,
      privateBytes: '{"moved":true}',
      identity: object({ name: "a", region: "home" }),
      diagnostics: [],
    });
  });

  it("keeps private state of this provider's own types only", async () => {
    const mover = [async () => ({ state: { name: "a" } })];
    expect((await move(mover)).privateBytes).toBe("");
    expect((await move(mover, { address: "registry.terraform.io/bench/test" })).privateBytes).toBe('{"k":1}');
  });

  it.each<[string, NonNullable<Definition["moveState"]>, RegExp]>([
    [
      "that nobody does",
      [],
      /Cannot move other_thing to test_thing \/ .*schema version 4\) of registry.*import the resource instead/,
    ],
    ["that nobody answers", [async () => undefined], /Cannot move other_thing to test_thing/],
    [
      "that fails",
      [async () => Promise.reject(new Error("No"))],
      /^error: Cannot move other_thing to test_thing \/ No$/,
    ],
    [
      "that leaves something unknown",
      [async () => ({ state: Object.assign({ name: "a" }, { size: UNKNOWN } as object) })],
      /It is unknown/,
    ],
  ])("%s is an error", async (_what, movers, message) => {
    const answer = await move(movers);
    expect(answer).toMatchObject({ state: undefined, diagnostics: [expect.stringMatching(message)] });
  });

  it("of a state that somebody broke by hand is an error, not a crash", async () => {
    const decode: NonNullable<Definition["moveState"]>[number] = async ({ sourceState }) => {
      sourceState.json();
      return { state: { name: "a" } };
    };
    expect((await move([decode], { raw: "{" })).diagnostics).toEqual([
      expect.stringMatching(/^error: Cannot move other_thing to test_thing/),
    ]);
  });
});

describe("The identity's upgrade", () => {
  const { server, signal } = serving({
    upgradeIdentity: {
      1: ({ name, region, old }) => {
        if (old === "broken") throw new Error("No way");
        return { name: String(name), region: String(region ?? "home") };
      },
    },
  });
  const upgrade = async (version: number, json: unknown) => {
    const answer = await server.upgradeResourceIdentity(
      { typeName: THING, version, rawIdentity: storedJson(json) },
      signal,
    );
    return { identity: answer.identity, told: told(answer.diagnostics) };
  };

  it("leads to the current version", async () => {
    expect(await upgrade(1, { name: "a" })).toEqual({ identity: object({ name: "a", region: "home" }), told: [] });
    expect(await upgrade(2, { name: "a", region: "b" })).toEqual({
      identity: object({ name: "a", region: "b" }),
      told: [],
    });
  });

  it.each<[string, number, unknown, RegExp]>([
    ["of a newer version", 3, {}, /newer version of the provider \(stored as version 3, now 2\)/],
    ["of a version nobody can read", 0, {}, /cannot be read any more/],
    ["whose upgrade throws", 1, { old: "broken" }, /No way/],
    ["that does not fit", 2, { name: ["a"] }, /undo that/],
  ])("%s is an error", async (_what, version, json, message) => {
    const answer = await upgrade(version, json);
    expect(answer).toEqual({ identity: undefined, told: [expect.stringMatching(message)] });
  });

  it("of what has no identity is an error", async () => {
    const plain = serve({
      resource: defineResource({
        schema: schema({ description: "", attributes: {} }),
        create: async () => ({ state: {} }),
        read: async () => same(),
        delete: async () => {},
      }),
    });
    const request = { typeName: THING, version: 0, rawIdentity: storedJson({}) };
    const { diagnostics } = await plain.server.upgradeResourceIdentity(request, signal);
    expect(told(diagnostics)).toEqual([expect.stringMatching(/knows no identity/)]);
  });
});
