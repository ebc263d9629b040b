import { readFileSync } from "node:fs";
import { createStandInMethods } from "../../../../sandbox/stand-in";
import generated from "../../../../sandbox/stand-in/generated/hcloud-schema.json";
import { loadSchema } from "../../../../sandbox/stand-in/schema/load-schema";
import { parseProvider } from "../../../../sandbox/stand-in/schema/published-schema";
import { describeIf } from "../../../support/availability";
import { oracle } from "../../../support/oracles";
import { collectingLog } from "../../../support/silent-log";
import { publishedJson } from "./published";

async function served(): Promise<unknown> {
  const method = createStandInMethods({ environment: {}, log: collectingLog().log }).get(
    "/tfplugin6.Provider/GetProviderSchema",
  );
  if (method?.kind !== "unary") throw new Error("Cannot find GetProviderSchema");
  return publishedJson(await method.handle(new Uint8Array(), { signal: new AbortController().signal, path: "" }));
}

const PROSE = ["description", "description_kind", "deprecation_message"];

/** Named things keep their names, even where one is "description". */
function withoutProse(value: unknown, named: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item, false));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !PROSE.includes(key))
      .map(([key, item]) => [key, withoutProse(item, !named && /attributes$|block_types$|_schemas$/.test(key))]),
  );
}

describe("the stand-in's schema", () => {
  it("is served as it was generated, every type of it", async () => {
    const { provider, resource_schemas, data_source_schemas } = generated;
    expect(await served()).toEqual({ provider, resource_schemas, data_source_schemas });
  });

  it("has the descriptions of rules that the published file has lost", async () => {
    expect(JSON.stringify(generated.data_source_schemas.hcloud_firewalls)).toContain('"description":"string"');
  });

  const attribute = (fields: object) => ({
    provider: { block: { attributes: { a: fields } } },
    resource_schemas: {},
    data_source_schemas: {},
  });

  it.each([
    ["a file that is none", null, /it is no object/],
    ["a type that is none", attribute({ optional: true, type: [1] }), /the type of "provider.a"/],
    ["an attribute that nobody sets", attribute({ type: "string" }), /neither required, optional nor computed/],
    ["an attribute without type", attribute({ optional: true }), /it has no type/],
    ["an unknown type", attribute({ optional: true, type: "capsule" }), /the type "capsule"/],
    ["an unknown collection", attribute({ optional: true, type: ["bag", "string"] }), /of kind "bag"/],
  ])("refuses %s", (_title, json, message) => {
    expect(() => loadSchema(parseProvider(json).provider)).toThrow(message);
  });
});

const file = oracle("hcloud-provider/schema-1.68.0.json");

describeIf(file !== undefined, "the published schema is not on this machine", "the published schema", () => {
  it("is the same, but for its prose", async () => {
    const published: Record<string, Record<string, Record<string, unknown>>> = JSON.parse(
      readFileSync(file ?? "", "utf8"),
    );
    const [provider = {}] = Object.values(published["provider_schemas"] ?? {});
    const { functions: _functions, ...schemas } = provider;
    // Within object types the published file has lost what is called like prose; the generator puts it back.
    expect(withoutProse(await served(), false)).toEqual(withoutProse(schemas, false));
  });
});
