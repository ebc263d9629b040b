import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import {
  type IdentityOf,
  identitySchema,
  optionalForImport,
  requiredForImport,
} from "../../../../provider-bridge/framework/contract/identity";
import {
  changed,
  gone,
  type ReadResult,
  same,
  unreachable,
} from "../../../../provider-bridge/framework/contract/read-result";
import type { ReadRequest } from "../../../../provider-bridge/framework/contract/resource-definition";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { type StateOf, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { bytes, object, serve, THING, text, told } from "../../../support/served";

const d = { description: "" } as const;
const described = schema({
  description: "A thing.",
  attributes: {
    name: attribute(types.string, { ...d, required: true }),
    size: attribute(types.int64, { ...d, optional: true }),
    secret: attribute(types.string, { ...d, optional: true, writeOnly: true }),
    ci: attribute(types.string, {
      ...d,
      optional: true,
      semantics: { name: "text", equal: (left, right) => left.toLowerCase() === right.toLowerCase() },
    }),
    drift: driftAttribute(),
  },
});
const identity = identitySchema({
  name: requiredForImport(types.string, "Name."),
  region: optionalForImport(types.string, "Region."),
});
type Described = typeof described;
type Identity = typeof identity;
type Read = (
  request: ReadRequest<Described, Identity>,
) =>
  | ReadResult<StateOf<Described>, IdentityOf<Identity>>
  | Promise<ReadResult<StateOf<Described>, IdentityOf<Identity>>>;

const state = object({ name: "a", size: 1, secret: null, ci: "aBc", drift: ["old"] });
const named = object({ name: "a", region: "home" });

async function read(
  verb: Read,
  { privateText = '{"a":1}', stored = named }: { readonly privateText?: string; readonly stored?: Value } = {},
) {
  const { server, signal } = serve({
    resource: defineResource<Described, Identity>({
      schema: described,
      identity,
      create: async () => Promise.reject(new Error("not here")),
      read: async (request) => verb(request),
      delete: async () => {},
    }),
  });
  const request = { typeName: THING, state, privateBytes: bytes(privateText), identity: stored };
  const answer = await server.readResource(request, signal);
  return {
    state: answer.state,
    told: told(answer.diagnostics),
    privateText: text(answer.privateBytes),
    identity: answer.identity,
  };
}

const with_ = (entries: Readonly<Record<string, Value>>) => new Map([...state, ...Object.entries(entries)]);
const untouched = { state, told: [], privateText: '{"a":1}', identity: named };

describe("What a read answers", () => {
  it("same: everything stays, and drift that is not told is none", async () => {
    expect(await read(() => same())).toEqual({ ...untouched, state: with_({ drift: [] }) });
    expect(await read(() => same({ drift: ["v1 runs", "v2 wanted"] }))).toEqual({
      ...untouched,
      state: with_({ drift: ["v1 runs", "v2 wanted"] }),
    });
  });

  it("changed: the new state, spelled as before where the meaning is the same", async () => {
    expect(await read(({ state: before }) => changed({ ...before, size: 2n, ci: "ABC" }))).toEqual({
      ...untouched,
      state: with_({ size: 2, drift: [] }),
    });
    expect((await read(({ state: before }) => changed({ ...before, ci: "ABD" }))).state).toEqual(
      with_({ ci: "ABD", drift: [] }),
    );
  });

  it("gone: nothing is left", async () => {
    expect(await read(() => gone())).toEqual({ state: null, told: [], privateText: "", identity: undefined });
  });

  it("unreachable: everything stays, and one warning tells why", async () => {
    const answer = await read(({ privateState }) => {
      privateState.set("a", 2);
      return unreachable("Cannot connect to 10.0.0.1:50000: timed out.");
    });
    expect(answer).toEqual({
      ...untouched,
      told: [
        "warning: test_thing is unreachable / Cannot connect to 10.0.0.1:50000: timed out.\nIts state is kept as it was last seen. Changes to it may fail until it can be reached again.",
      ],
    });
  });

  it("an error: everything stays", async () => {
    expect(await read(() => Promise.reject(new Error("Bad gateway")))).toEqual({
      ...untouched,
      told: ["error: Cannot read test_thing / Bad gateway"],
    });
    const answer = await read(({ diagnostics, state: before }) => {
      diagnostics.error("Broken", "Look at it.");
      return changed({ ...before, size: 9n });
    });
    expect(answer).toEqual({ ...untouched, told: ["error: Broken / Look at it."] });
  });
});

describe("Private state", () => {
  it("is kept up by read without a difference in the plan", async () => {
    const answer = await read(({ privateState }) => {
      privateState.set("seen", ["10.0.0.1"]);
      privateState.delete("a");
      return same();
    });
    expect(answer.privateText).toBe('{"seen":["10.0.0.1"]}');
  });

  it.each(["not JSON", "[1]", "null", '"text"', "7", "{", "\u0000\u00ff"])(
    "that is %j counts as empty",
    async (privateText) => {
      let seen: unknown = "nothing asked";
      const answer = await read(
        ({ privateState }) => {
          seen = privateState.get("a");
          return same();
        },
        { privateText },
      );
      expect(seen).toBeUndefined();
      expect(answer).toMatchObject({ told: [], privateText: "" });
    },
  );

  it("says once whether the resource has just been imported", async () => {
    const asked: boolean[] = [];
    const verb: Read = ({ imported }) => {
      asked.push(imported);
      return same();
    };
    const first = await read(verb, { privateText: '{"a":1,".import_before_read":true}' });
    await read(verb, { privateText: first.privateText });
    expect(asked).toEqual([true, false]);
    expect(first.privateText).toBe('{"a":1}');
  });
});

describe("An identity", () => {
  it("comes from read, and must not change", async () => {
    const answer = await read(() => ({ ...same(), identity: { name: "b", region: "home" } }));
    expect(answer).toMatchObject({ state, identity: named });
    expect(answer.told[0]).toMatch(/Its identity has changed/);
  });

  it("is completed by the read after an import", async () => {
    const stored = object({ name: "a", region: null });
    const answer = await read(() => ({ ...same(), identity: { name: "a", region: "home" } }), {
      stored,
      privateText: '{".import_before_read":true}',
    });
    expect(answer).toMatchObject({ identity: named, told: [] });
  });
});

describe("Mistakes of an author", () => {
  it.each<[string, Read, RegExp]>([
    [
      "an unknown value",
      ({ state: before }) => changed(Object.assign({ ...before }, { size: UNKNOWN } as object)),
      /^error size: .*It is unknown, where every value must be known/,
    ],
    [
      "a wrong type",
      ({ state: before }) => changed(Object.assign({ ...before }, { name: 7 } as object)),
      /^error: Cannot read test_thing \/ Cannot convert "name": expected a string, found a number$/,
    ],
    [
      "an attribute that the schema has not",
      ({ state: before }) => changed(Object.assign({ ...before }, { nmae: "a" } as object)),
      /no attribute "nmae"/,
    ],
  ])("%s is told, and the state stays", async (_what, verb, message) => {
    const answer = await read(verb);
    expect(answer.told).toEqual([expect.stringMatching(message)]);
    expect(answer.state).toEqual(state);
  });

  it("undefined is null", async () => {
    const answer = await read(({ state: before }) =>
      changed(Object.assign({ ...before }, { size: undefined } as object)),
    );
    expect(answer).toMatchObject({ state: with_({ size: null, drift: [] }), told: [] });
  });

  it("a write-only value is not stored", async () => {
    const answer = await read(({ state: before }) =>
      changed(Object.assign({ ...before }, { secret: "hunter2" } as object)),
    );
    expect(answer).toMatchObject({ state: with_({ drift: [] }), told: [] });
  });
});
