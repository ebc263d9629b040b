import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { type Schema, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import type { Validator } from "../../../../provider-bridge/framework/schema/validator";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object, serve, THING, told } from "../../../support/served";

const seen: unknown[] = [];

const recording: Validator = {
  description: "recorded",
  validate: ({ value, sensitive, path, diagnostics }) => {
    seen.push(value);
    if (value === "bad") diagnostics.error("Bad", sensitive ? "It is bad." : `${String(value)} is bad.`, path);
  },
};

const failing: Validator = {
  description: "never failing",
  validate: () => {
    throw new Error("oops hunter2");
  },
};

const { string, int32, int64, float32, list, set, map, object: objectType, tuple, nullable } = types;
const opt = { description: "", optional: true } as const;

const full = schema({
  description: "Full.",
  attributes: {
    text: attribute(string, { ...opt, validators: [recording] }),
    secret: attribute(string, { ...opt, sensitive: true, validators: [recording] }),
    old: attribute(string, { ...opt, deprecated: "Use text." }),
    computed: attribute(string, { description: "", computed: true }),
    int32: attribute(int32, { ...opt, validators: [recording] }),
    int64: attribute(int64, opt),
    float32: attribute(float32, opt),
    secret_number: attribute(int32, { ...opt, sensitive: true }),
    list: attribute(list(int32), { ...opt, validators: [recording] }),
    set: attribute(set(string), opt),
    map: attribute(map(list(int32)), opt),
    holes: attribute(list(nullable(string)), opt),
    shape: attribute(objectType({ port: int32, name: string }), opt),
    pair: attribute(tuple([string, int32]), opt),
    wo: attribute(string, { description: "", optional: true, writeOnly: true }),
    broken: attribute(string, { ...opt, validators: [failing] }),
    broken_secret: attribute(string, { ...opt, sensitive: true, validators: [failing] }),
    one: nested.single({
      ...opt,
      sensitive: true,
      attributes: {
        text: attribute(string, { ...opt, validators: [recording] }),
        port: attribute(int32, opt),
        out: attribute(string, { description: "", computed: true }),
      },
    }),
    many: nested.list({
      ...opt,
      validators: [recording],
      attributes: { text: attribute(string, { ...opt, validators: [recording] }), port: attribute(int32, opt) },
    }),
    some: nested.set({ ...opt, attributes: { text: attribute(string, { ...opt, validators: [recording] }) } }),
    named: nested.map({ ...opt, attributes: { text: attribute(string, { ...opt, validators: [recording] }) } }),
  },
  blocks: {
    box: block.list({
      description: "",
      deprecated: "Use many.",
      attributes: { text: attribute(string, { ...opt, validators: [recording] }) },
      blocks: { inner: block.set({ description: "", attributes: { port: attribute(int32, opt) } }) },
    }),
    lid: block.single({
      description: "",
      attributes: { text: attribute(string, { ...opt, validators: [recording] }) },
    }),
  },
});

/** A configuration of a schema: null or no blocks where nothing is said. */
function configOf(described: Schema, set: Readonly<Record<string, Value>>): Value {
  const config = new Map<string, Value>();
  for (const name of Object.keys(described.attributes)) config.set(name, null);
  for (const [name, { nesting }] of Object.entries(described.blocks))
    config.set(name, nesting === "single" ? null : []);
  for (const [name, value] of Object.entries(set)) config.set(name, value);
  return config;
}

let authorAsked = 0;
const resource = defineResource({
  schema: full,
  create: async () => Promise.reject(new Error("not here")),
  read: async () => same(),
  delete: async () => {},
  validate: ({ config, diagnostics }) => {
    authorAsked += 1;
    if (config.text === "refused") diagnostics.error("Refused", "Whole.");
  },
});
const { server, signal } = serve({ resource });

async function validate(set: Readonly<Record<string, Value>>, writeOnlyAttributesAllowed = true): Promise<string[]> {
  seen.length = 0;
  authorAsked = 0;
  const request = { typeName: THING, config: configOf(full, set), writeOnlyAttributesAllowed };
  return told(await server.validateResourceConfig(request, signal));
}

const range32 = "The number must fit in 32 bits (-2147483648 to 2147483647), got";
const nullElement =
  "Null element / An element is null. Every element must have a value here; leave out those that have none.";
const nullObject = (name: string) =>
  `Null element / "${name}" is null. Every element must be an object; leave out those that have none.`;

describe("What an author's types refuse", () => {
  it.each<[string, Record<string, Value>, string[]]>([
    ["too big for 32 bits", { int32: 2 ** 31 }, [`error int32: Number out of range / ${range32} 2147483648.`]],
    ["a fraction", { int32: 1.5 }, ["error int32: Not a whole number / A whole number is needed here, got 1.5."]],
    [
      "too big for 64 bits",
      { int64: 2n ** 63n },
      [
        "error int64: Number out of range / The number must fit in 64 bits (-9223372036854775808 to 9223372036854775807), got 9223372036854775808.",
      ],
    ],
    ["the greatest of 64 bits", { int64: 2n ** 63n - 1n }, []],
    [
      "too big for a float",
      { float32: parseNumber("1e39") },
      [`error float32: Number out of range / The number must fit in a float of 32 bits, got 1${"0".repeat(39)}.`],
    ],
    ["an element of a list", { list: [1, 2 ** 40] }, [`error list[1]: Number out of range / ${range32} ${2 ** 40}.`]],
    [
      "an element of a list of a map",
      { map: new Map([["k", [0.5]]]) },
      ['error map["k"][0]: Not a whole number / A whole number is needed here, got 0.5.'],
    ],
    ["a null in a list", { list: [1, null] }, [`error list[1]: ${nullElement}`]],
    ["a null in a set", { set: [null] }, [`error set: ${nullElement}`]],
    ["a null in a map", { map: new Map([["k", null]]) }, [`error map["k"]: ${nullElement}`]],
    ["a null where it may be", { holes: [null, "a"] }, []],
    [
      "an attribute of an object",
      { shape: object({ port: 0.5, name: null }) },
      ["error shape.port: Not a whole number / A whole number is needed here, got 0.5."],
    ],
    ["an item of a tuple", { pair: ["a", 1e10] }, [`error pair[1]: Number out of range / ${range32} 10000000000.`]],
    [
      "a sensitive number, which is not shown",
      { secret_number: 424242424242 },
      [
        'error secret_number: Number out of range / "secret_number" does not fit; its value is sensitive and not shown.',
      ],
    ],
    [
      "a number in something sensitive",
      { one: object({ text: null, port: 424242424242, out: null }) },
      ['error one.port: Number out of range / "one.port" does not fit; its value is sensitive and not shown.'],
    ],
    ["a null object in a list", { many: [null] }, [`error many[0]: ${nullObject("many[0]")}`]],
    ["a null object in a map", { named: new Map([["k", null]]) }, [`error named["k"]: ${nullObject('named["k"]')}`]],
    [
      "a number in a block in a block",
      { box: [object({ text: null, inner: [object({ port: 0.5 })] })] },
      ["error box[0].inner.port: Not a whole number / A whole number is needed here, got 0.5."],
    ],
  ])("%s", async (_what, set, expected) => {
    const found = await validate(set);
    expect(found.filter((line) => line.startsWith("error"))).toEqual(expected);
    expect(authorAsked).toBe(expected.length === 0 ? 1 : 0);
  });

  it("is not shown to validators", async () => {
    await validate({ int32: 0.5, list: [null], many: [object({ text: null, port: 0.5 })] });
    expect(seen).toEqual([]);
  });
});

describe("Validators", () => {
  it("are asked everywhere, with the author's form of the value, and tell the path", async () => {
    const found = await validate({
      text: "bad",
      one: object({ text: "bad", port: null, out: null }),
      many: [object({ text: "bad", port: 1 })],
      some: [object({ text: "bad" })],
      named: new Map([["k", object({ text: "bad" })]]),
      lid: object({ text: "bad" }),
      box: [object({ text: "bad", inner: [] })],
    });
    expect(found).toEqual([
      "error text: Bad / bad is bad.",
      "error one.text: Bad / It is bad.",
      "error many[0].text: Bad / bad is bad.",
      "error some.text: Bad / bad is bad.",
      'error named["k"].text: Bad / bad is bad.',
      "warning box: Block Deprecated / Use many.",
      "error box[0].text: Bad / bad is bad.",
      "error lid.text: Bad / bad is bad.",
    ]);
    expect(seen).toContainEqual([{ text: "bad", port: 1 }]);
  });

  it("are never asked for null or unknown, also inside", async () => {
    const found = await validate({
      text: UNKNOWN,
      one: UNKNOWN,
      many: [UNKNOWN, object({ text: UNKNOWN, port: UNKNOWN })],
      list: UNKNOWN,
      box: UNKNOWN,
      lid: object({ text: UNKNOWN }),
    });
    expect(found).toEqual([]);
    expect(seen).toHaveLength(1);
    expect(authorAsked).toBe(1);
  });

  it("see unknowns inside what is known", async () => {
    await validate({ list: [1, UNKNOWN] });
    expect(seen).toEqual([[1, UNKNOWN]]);
  });

  it("that throw are a bug of the provider, and tell no secret", async () => {
    const found = await validate({ broken: "x", broken_secret: "hunter2" });
    expect(found).toEqual([
      'error broken: Validator failed / The validator "never failing" of "broken" failed. This is a bug of the provider; please report it.\noops hunter2',
      'error broken_secret: Validator failed / The validator "never failing" of "broken_secret" failed. This is a bug of the provider; please report it.',
    ]);
  });
});

describe("What an attribute may be set to", () => {
  it("is nothing where only the provider sets it", async () => {
    expect(await validate({ computed: "mine" })).toEqual([
      'error computed: Invalid Configuration for Read-Only Attribute / "computed" is set by the provider alone. Remove it from the configuration.',
    ]);
    expect(await validate({ one: object({ text: null, port: null, out: UNKNOWN }) })).toHaveLength(1);
  });

  it("is told where it is deprecated, but not while it is unknown or null", async () => {
    expect(await validate({ old: "x" })).toEqual(["warning old: Attribute Deprecated / Use text."]);
    expect(await validate({ old: UNKNOWN })).toEqual([]);
    expect(await validate({ box: [object({ text: null, inner: [] })] })).toEqual([
      "warning box: Block Deprecated / Use many.",
    ]);
  });

  it("is no write-only value where Terraform would store it", async () => {
    expect(await validate({ wo: "x" })).toEqual([]);
    const found = await validate({ wo: "hunter2" }, false);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^error wo: Write-only attribute not allowed \/ "wo" is write-only, .* Terraform 1\.11/);
    expect(found[0]).not.toContain("hunter2");
    expect(await validate({ wo: UNKNOWN }, false)).toHaveLength(1);
    expect(await validate({}, false)).toEqual([]);
  });
});

test("The author's own check is told first, and sees the whole", async () => {
  expect(await validate({ text: "refused", old: "x" })).toEqual([
    "error: Refused / Whole.",
    "warning old: Attribute Deprecated / Use text.",
  ]);
});

test("A deprecated resource says so", async () => {
  const old = schema({ description: "Old.", deprecated: "Use test_new.", attributes: {} });
  const served = serve({
    resource: defineResource({
      schema: old,
      create: async () => ({ state: {} }),
      read: async () => same(),
      delete: async () => {},
    }),
  });
  const request = { typeName: THING, config: object({}), writeOnlyAttributesAllowed: true };
  expect(told(await served.server.validateResourceConfig(request, served.signal))).toEqual([
    "warning: Deprecated / Use test_new.",
  ]);
});

test("A type that is not served is told, with the provider's name and version", async () => {
  const request = { typeName: "test_other", config: object({}), writeOnlyAttributesAllowed: true };
  expect(told(await server.validateResourceConfig(request, signal))).toEqual([
    'error: Resource type is not served / The provider "test" 1.2.3 has no resource type "test_other". Correct the name, or use a version of the provider that has it.',
  ]);
});
