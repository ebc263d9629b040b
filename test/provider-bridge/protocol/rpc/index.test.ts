import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { createMethodTable } from "../../../../provider-bridge/protocol/rpc";
import { GrpcError, GrpcStatus } from "../../../../wire/grpc/status";
import { Provider, SchemaNestedBlockNestingMode, StringKind } from "../../../../wire/tfplugin6/generated/tfplugin6";
import { call, callBytes, IDENTITY_SCHEMA, MEASURE, stubServer } from "../stub-server";

const context = { path: "/x", signal: new AbortController().signal };

test("every method of the service has its place", () => {
  const table = createMethodTable({ createServer: () => stubServer({}) });
  const paths = Object.keys(Provider.methods).map((name) => `/tfplugin6.Provider/${name}`);
  expect([...table.keys()].sort()).toEqual(paths.sort());
});

test("what is not served yet says so", () => {
  const table = createMethodTable({ createServer: () => stubServer({}) });
  for (const name of ["ListResource", "InvokeAction", "WriteStateBytes", "GenerateResourceConfig"]) {
    const method = table.get(`/tfplugin6.Provider/${name}`);
    const answer = () => (method?.kind === "streaming" ? method.handle((async function* () {})(), context) : undefined);
    expect(answer).toThrow(GrpcError);
    expect(answer).toThrow(expect.objectContaining({ code: GrpcStatus.UNIMPLEMENTED }));
  }
});

test("the engine is made once, at the first call that needs it; ready answers need none", async () => {
  let made = 0;
  let stopped = 0;
  const table = createMethodTable({
    createServer: async () => {
      made += 1;
      return stubServer({
        stopProvider: () => {
          stopped += 1;
        },
      });
    },
    prepared: { GetProviderSchema: () => Buffer.from("ready"), GetMetadata: async () => Buffer.from("too") },
  });
  const answer = async (name: string) => {
    const method = table.get(`/tfplugin6.Provider/${name}`);
    return method?.kind === "unary"
      ? Buffer.from(await method.handle(new Uint8Array(), context)).toString()
      : undefined;
  };
  expect([await answer("GetProviderSchema"), await answer("GetMetadata"), made]).toEqual(["ready", "too", 0]);
  expect(await Promise.all([answer("StopProvider"), answer("StopProvider")])).toEqual(["", ""]);
  expect([made, stopped]).toEqual([1, 2]);
});

describe("requests and answers that do not fit", () => {
  test("bytes that are no message are an invalid argument", async () => {
    const answer = callBytes({}, "ReadResource", Buffer.from([0x0a, 0x05]));
    await expect(answer).rejects.toThrow(GrpcError);
    await expect(answer).rejects.toMatchObject({ code: GrpcStatus.INVALID_ARGUMENT });
  });

  test("a type that is not served, and a value that is not of its type, are diagnostics", async () => {
    const unknown = await call({}, "PlanResourceChange", { typeName: "other" });
    expect(unknown.diagnostics).toMatchObject([{ severity: 1, summary: "Resource type is not served" }]);
    const wrong = await call({}, "ReadResource", {
      typeName: "stub_a",
      currentState: { msgpack: Buffer.from("a1ff", "hex") },
    });
    expect(wrong.diagnostics).toMatchObject([{ summary: "Cannot read a value that Terraform sent" }]);
    expect(wrong.diagnostics[0]?.detail).toMatch(/an object is required/);
  });

  test("an answer that is not of its type is the provider's bug, told as a diagnostic", async () => {
    const state = new Map([["name", 5]]);
    const answer = await call({ readDataSource: async () => ({ state, diagnostics: [] }) }, "ReadDataSource", {
      typeName: "stub_a",
    });
    expect(answer.state).toBeUndefined();
    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: "Cannot answer ReadDataSource: the provider broke a rule" },
    ]);
    expect(answer.diagnostics[0]?.detail).toMatch(/"name".*a string is required/);
  });

  test("any other error fails the call", async () => {
    const readDataSource = () => Promise.reject(new Error("Boom"));
    await expect(call({ readDataSource }, "ReadDataSource", { typeName: "stub_a" })).rejects.toThrow("Boom");
  });
});

const everything = schema({
  description: "**All** of it.",
  version: 2,
  deprecated: "Use less.",
  attributes: {
    wanted: attribute(types.string, { description: "W.", required: true, sensitive: true }),
    free: attribute(types.number, { description: "F.", optional: true, deprecated: "Pay." }),
    made: attribute(types.list(types.bool), { description: "M.", computed: true }),
    both: attribute(types.dynamic, { description: "B.", optional: true, computed: true }),
    fallback: attribute(types.string, { description: "D.", default: "x" }),
    secret: attribute(types.string, { description: "S.", optional: true, writeOnly: true }),
    nested: nested.map({
      description: "N.",
      optional: true,
      attributes: { inner: attribute(types.string, { description: "I.", required: true }) },
    }),
  },
  blocks: {
    part: block.set({
      description: "P.",
      attributes: { a: attribute(types.string, { description: "A.", required: true }) },
    }),
  },
});

test("GetProviderSchema: every kind of attribute, block, function, and what we can", async () => {
  const answer = await call(
    {
      getProviderSchema: () => ({
        provider: everything,
        resources: new Map([["stub_a", everything]]),
        dataSources: new Map(),
        ephemeralResources: new Map([["stub_e", everything]]),
        functions: new Map([["measure", MEASURE]]),
      }),
    },
    "GetProviderSchema",
    {},
  );
  expect(answer.serverCapabilities).toEqual({
    planDestroy: true,
    getProviderSchemaOptional: true,
    moveResourceState: true,
    generateResourceConfig: false,
  });
  const own = answer.resourceSchemas.get("stub_a");
  expect(own).toMatchObject({
    version: 2n,
    block: {
      description: "**All** of it.",
      descriptionKind: StringKind.MARKDOWN,
      deprecated: true,
      deprecationMessage: "Use less.",
    },
  });
  expect(answer.provider?.block?.attributes).toEqual(own?.block?.attributes);
  const flags = own?.block?.attributes.map(
    ({ name, type, required, optional, computed, sensitive, writeOnly, deprecationMessage, nestedType }) => [
      name,
      Buffer.from(type).toString(),
      [required && "r", optional && "o", computed && "c", sensitive && "s", writeOnly && "w"].filter(Boolean).join(""),
      deprecationMessage,
      nestedType?.nesting,
    ],
  );
  expect(flags).toEqual([
    ["both", '"dynamic"', "oc", "", undefined],
    ["fallback", '"string"', "oc", "", undefined],
    ["free", '"number"', "o", "Pay.", undefined],
    ["made", '["list","bool"]', "c", "", undefined],
    ["nested", "", "o", "", 4],
    ["secret", '"string"', "ow", "", undefined],
    ["wanted", '"string"', "rs", "", undefined],
  ]);
  expect(own?.block?.blockTypes).toMatchObject([
    { typeName: "part", nesting: SchemaNestedBlockNestingMode.SET, minItems: 0n, maxItems: 0n },
  ]);
  const measure = answer.functions.get("measure");
  expect(measure).toMatchObject({
    summary: "Measures",
    deprecationMessage: "Guess.",
    return: { type: Buffer.from('"number"') },
  });
  expect(measure?.parameters).toMatchObject([{ name: "text", allowNullValue: true, allowUnknownValues: false }]);
  expect(measure?.variadicParameter).toMatchObject({ name: "more", allowNullValue: false, allowUnknownValues: true });
  expect([...answer.ephemeralResourceSchemas.keys()]).toEqual(["stub_e"]);
});

test("GetMetadata, GetFunctions and GetResourceIdentitySchemas", async () => {
  const names = {
    resources: ["stub_a"],
    dataSources: ["stub_d"],
    ephemeralResources: ["stub_e"],
    functions: ["measure"],
  };
  expect(await call({ getMetadata: () => names }, "GetMetadata", {})).toMatchObject({
    resources: [{ typeName: "stub_a" }],
    dataSources: [{ typeName: "stub_d" }],
    ephemeralResources: [{ typeName: "stub_e" }],
    functions: [{ name: "measure" }],
    serverCapabilities: { planDestroy: true },
  });
  const functions = await call(
    { getFunctions: () => ({ functions: new Map([["measure", MEASURE]]) }) },
    "GetFunctions",
    {},
  );
  expect([...functions.functions.keys()]).toEqual(["measure"]);
  const identities = await call(
    { getResourceIdentitySchemas: () => ({ identities: new Map([["stub_a", IDENTITY_SCHEMA]]) }) },
    "GetResourceIdentitySchemas",
    {},
  );
  expect(identities.identitySchemas.get("stub_a")).toEqual({
    version: 4n,
    identityAttributes: [
      {
        name: "id",
        type: Buffer.from('"string"'),
        requiredForImport: true,
        optionalForImport: false,
        description: "The id.",
      },
    ],
  });
});
