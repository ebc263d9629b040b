import { defineDataSource } from "../../../../provider-bridge/framework/contract/define-data-source";
import { defineEphemeral } from "../../../../provider-bridge/framework/contract/define-ephemeral";
import { defineProvider } from "../../../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import type { EphemeralDefinition } from "../../../../provider-bridge/framework/contract/ephemeral-definition";
import type { Configured } from "../../../../provider-bridge/framework/contract/provider";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { createProviderServer } from "../../../../provider-bridge/framework/engine/create-provider-server";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { path } from "../../../../provider-bridge/framework/values/path";
import { isUnknown, UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { bytes, NO_BYTES, object, serve, THING, text, told } from "../../../support/served";
import { collectingLog } from "../../../support/silent-log";

const d = { description: "" } as const;
const required = attribute(types.string, { ...d, required: true });
const computed = attribute(types.string, { ...d, computed: true });

describe("A data source", () => {
  const described = schema({
    description: "Looks up.",
    attributes: {
      key: required,
      value: computed,
      items: nested.list({ ...d, computed: true, attributes: { v: computed } }),
    },
  });
  const dataSource = defineDataSource({
    schema: described,
    validate: ({ config, diagnostics }) => {
      if (config.key === "bad") diagnostics.error("Bad key", "Take another.", path("key"));
    },
    read: async ({ config, diagnostics }) => {
      if (config.key === "gone") throw new DiagnosticError("Not found", "Nothing there.", { path: path("key") });
      if (config.key === "half")
        return Object.assign({ key: "half", value: null, items: [] }, { items: [{ v: UNKNOWN }] } as object);
      if (config.key === "warn") diagnostics.warning("Old", "It is old.");
      return { key: config.key, value: `v:${config.key}`, items: [{ v: "1" }] };
    },
  });
  const { server, signal } = serve({ dataSource });
  const config = (key: string) => object({ key, value: null, items: null });
  const read = async (key: string) => {
    const { state, diagnostics } = await server.readDataSource({ typeName: THING, config: config(key) }, signal);
    return { state, told: told(diagnostics) };
  };

  it("answers what it read, and may warn", async () => {
    const state = (key: string) => object({ key, value: `v:${key}`, items: [object({ v: "1" })] });
    expect(await read("a")).toEqual({ state: state("a"), told: [] });
    expect(await read("warn")).toEqual({ state: state("warn"), told: ["warning: Old / It is old."] });
  });

  it("that fails, or leaves something unknown, answers nothing", async () => {
    expect(await read("gone")).toEqual({ state: undefined, told: ["error key: Not found / Nothing there."] });
    expect(await read("half")).toEqual({
      state: undefined,
      told: [
        expect.stringMatching(/^error items\[0\]\.v: Cannot read data source test_thing: the provider broke a rule/),
      ],
    });
  });

  it("is checked, also while something is unknown", async () => {
    const check = async (key: string | typeof UNKNOWN) =>
      told(
        await server.validateDataResourceConfig(
          { typeName: THING, config: object({ key, value: null, items: null }) },
          signal,
        ),
      );
    expect(await check("bad")).toEqual(["error key: Bad key / Take another."]);
    expect(await check(UNKNOWN)).toEqual([]);
  });
});

describe("An ephemeral resource", () => {
  const described = schema({ description: "A token.", attributes: { name: required, token: computed } });
  const opened: EphemeralDefinition<typeof described> = {
    schema: described,
    open: async ({ config, privateState }) => {
      if (config.name === "closed") throw new Error("It is closed");
      privateState.set("name", config.name);
      const result = { name: config.name === "other" ? "another" : config.name, token: "t" };
      return config.name === "once" ? { result } : { result, renewAt: new Date(1000) };
    },
    renew: async ({ privateState }) => {
      if (privateState.get("name") === "stuck") throw new Error("It is stuck");
      privateState.set("renewed", true);
      return new Date(2000);
    },
    close: async ({ privateState }) => {
      if (privateState.get("name") === "stuck") throw new DiagnosticError("Stuck", "It stays.");
    },
  };
  const { server, signal } = serve({ ephemeral: defineEphemeral(opened) });
  const open = async (name: string) => {
    const answer = await server.openEphemeralResource(
      { typeName: THING, config: object({ name, token: null }) },
      signal,
    );
    return { ...answer, privateBytes: text(answer.privateBytes), diagnostics: told(answer.diagnostics) };
  };

  it("is opened, renewed and closed with what it remembers", async () => {
    expect(await open("a")).toEqual({
      result: object({ name: "a", token: "t" }),
      renewAt: new Date(1000),
      privateBytes: '{"name":"a"}',
      diagnostics: [],
    });
    expect((await open("once")).renewAt).toBeUndefined();
    const request = { typeName: THING, privateBytes: bytes('{"name":"a"}') };
    const renewed = await server.renewEphemeralResource(request, signal);
    expect([renewed.renewAt, text(renewed.privateBytes), renewed.diagnostics]).toEqual([
      new Date(2000),
      '{"name":"a","renewed":true}',
      [],
    ]);
    expect(await server.closeEphemeralResource(request, signal)).toEqual([]);
  });

  it("that fails is told; a failed renewal keeps what it had", async () => {
    expect(await open("closed")).toEqual({
      result: undefined,
      renewAt: undefined,
      privateBytes: "",
      diagnostics: ["error: Cannot open ephemeral resource test_thing / It is closed"],
    });
    const request = { typeName: THING, privateBytes: bytes('{"name":"stuck"}') };
    const renewed = await server.renewEphemeralResource(request, signal);
    expect(renewed).toMatchObject({ renewAt: undefined, privateBytes: request.privateBytes });
    expect(told(renewed.diagnostics)).toEqual(["error: Cannot renew ephemeral resource test_thing / It is stuck"]);
    expect(told(await server.closeEphemeralResource(request, signal))).toEqual(["error: Stuck / It stays."]);
  });

  it("that answers something else than configured is a bug", async () => {
    expect(await open("other")).toMatchObject({
      result: undefined,
      diagnostics: [
        expect.stringMatching(/^error name: Cannot open ephemeral resource test_thing: the provider broke a rule/),
      ],
    });
  });

  it("without renew and close has nothing to do there", async () => {
    const plain = serve({ ephemeral: defineEphemeral({ schema: described, open: opened.open }) });
    const request = { typeName: THING, privateBytes: bytes("{}") };
    expect(await plain.server.renewEphemeralResource(request, signal)).toEqual({
      renewAt: undefined,
      privateBytes: request.privateBytes,
      diagnostics: [],
    });
    expect(await plain.server.closeEphemeralResource(request, signal)).toEqual([]);
  });
});

describe("The provider", () => {
  interface Clients {
    readonly token: string;
  }
  const made: string[] = [];
  const { log } = collectingLog();
  const described = schema({
    description: "Test.",
    attributes: {
      token: attribute(types.string, { ...d, optional: true, sensitive: true }),
      size: attribute(types.int32, { ...d, optional: true }),
    },
  });
  const resource = (provider: Configured<Clients>) => {
    made.push("resource");
    return defineResource({
      schema: schema({ description: "", attributes: { name: required, token: computed } }),
      create: async ({ plan }) => ({ state: { name: plan.name, token: provider.get().token } }),
      read: async () => same(),
      delete: async () => {},
    });
  };
  const provider = () =>
    defineProvider<typeof described, Clients>({
      name: "test",
      version: "1.2.3",
      schema: described,
      validate: ({ config, diagnostics }) => {
        if (config.token === "doubtful") diagnostics.warning("Doubtful", "Is that right?", path("token"));
      },
      configure: async ({ config, terraformVersion }) => {
        if (config.token === "wrong") throw new DiagnosticError("Cannot log in", "The token is not valid.");
        return { token: isUnknown(config.token) ? "later" : `${config.token} for ${terraformVersion}` };
      },
      resources: { test_thing: () => resource },
      dataSources: {},
      ephemeralResources: {},
      functions: {},
    });
  const signal = new AbortController().signal;
  const create = { typeName: THING, priorState: null, privateBytes: NO_BYTES, identity: undefined };
  const values = { config: object({ name: "a", token: null }), plannedState: object({ name: "a", token: UNKNOWN }) };

  it("is checked and configured, and hands its clients to what it serves", async () => {
    const server = createProviderServer(provider(), { log });
    const config = object({ token: "t", size: null });
    expect(await server.validateProviderConfig({ config }, signal)).toEqual([]);
    expect(
      told(await server.validateProviderConfig({ config: object({ token: "doubtful", size: 1.5 }) }, signal)),
    ).toEqual(["error size: Not a whole number / A whole number is needed here, got 1.5."]);
    expect(
      told(await server.validateProviderConfig({ config: object({ token: "doubtful", size: null }) }, signal)),
    ).toEqual(["warning token: Doubtful / Is that right?"]);
    expect(await server.configureProvider({ config, terraformVersion: "1.11.4" }, signal)).toEqual([]);
    const answer = await server.applyResourceChange({ ...create, ...values }, signal);
    expect(answer.state).toEqual(object({ name: "a", token: "t for 1.11.4" }));
    await server.configureProvider(
      { config: object({ token: UNKNOWN, size: null }), terraformVersion: "1.11.4" },
      signal,
    );
    expect((await server.applyResourceChange({ ...create, ...values }, signal)).state).toEqual(
      object({ name: "a", token: "later" }),
    );
  });

  it("that cannot be configured says why; what needs it says that it is not", async () => {
    const server = createProviderServer(provider(), { log });
    const config = object({ token: "wrong", size: null });
    expect(told(await server.configureProvider({ config, terraformVersion: "1.11.4" }, signal))).toEqual([
      "error: Cannot log in / The token is not valid.",
    ]);
    const answer = await server.applyResourceChange({ ...create, ...values }, signal);
    expect(told(answer.diagnostics)).toEqual([expect.stringMatching(/^error: Provider is not configured \//)]);
  });

  it("tells its names without making anything, and makes each thing once", async () => {
    made.length = 0;
    const server = createProviderServer(provider(), { log });
    expect(server.getMetadata()).toEqual({
      resources: [THING],
      dataSources: [],
      ephemeralResources: [],
      functions: [],
    });
    expect(made).toEqual([]);
    expect([...server.getProviderSchema().resources.keys()]).toEqual([THING]);
    expect(server.getResourceIdentitySchemas().identities.size).toBe(0);
    expect(server.getFunctions().functions.size).toBe(0);
    expect(server.types.resource(THING)).toBe(server.types.resource(THING));
    expect(made).toEqual(["resource"]);
  });

  it("refuses the types of what it does not serve", () => {
    const { types: lookup } = createProviderServer(provider(), { log });
    for (const ask of [
      lookup.resource,
      lookup.dataSource,
      lookup.ephemeralResource,
      lookup.function,
      lookup.identity,
    ]) {
      expect(() => ask("nothing")).toThrow(DiagnosticError);
    }
    expect(lookup.provider().attributes.size).toBe(2);
    expect(lookup.identity(THING)).toBeUndefined();
  });

  it("whose files are missing answers with an error, not a crash", async () => {
    const broken = defineProvider<typeof described, Clients>({
      name: "test",
      version: "1.2.3",
      schema: described,
      configure: async () => ({ token: "" }),
      resources: {
        test_thing: () => {
          throw new Error("Cannot find module './resource'");
        },
      },
      dataSources: {},
      ephemeralResources: {},
      functions: {},
    });
    const server = createProviderServer(broken, { log });
    const answer = await server.applyResourceChange({ ...create, ...values }, signal);
    expect(told(answer.diagnostics)).toEqual(["error: Cannot create test_thing / Cannot find module './resource'"]);
  });
});
