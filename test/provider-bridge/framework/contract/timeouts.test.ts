import { driftAttribute, hasDrift } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { type StateOf, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { path } from "../../../../provider-bridge/framework/values/path";

describe("timeouts", () => {
  const declared = timeoutsAttribute({ createMs: 1_800_000, deleteMs: 90_000 });

  it("has one optional text for each verb with a default, and says the default", () => {
    expect([declared.mode, declared.shape.kind, declared.shape.nesting]).toEqual(["optional", "nested", "single"]);
    expect(Object.keys(declared.shape.attributes)).toEqual(["create", "delete"]);
    expect(declared.shape.attributes.create.mode).toBe("optional");
    expect(declared.shape.attributes.create.description).toContain("Default: 30m.");
    expect(declared.shape.attributes.delete.description).toContain("Default: 1m30s.");
  });

  it("is inferred", () => {
    const described = schema({ description: "", attributes: { timeouts: declared } });
    const state: StateOf<typeof described> = { timeouts: { create: "30m", delete: null } };
    // @ts-expect-error: update has no default and cannot be set
    const wrong: StateOf<typeof described> = { timeouts: { create: null, delete: null, update: "1m" } };
    expect([state, wrong]).toHaveLength(2);
  });

  it.each(["30m", "1h30m", "90s", "1.5h", "500ms"])("takes %s", (value) => {
    expect(told(value)).toEqual([]);
  });

  it.each(["", "0", "0s", "-5m", "30", "soon", "30 m", "1d", `${"9".repeat(80)}s`])("refuses %j", (value) => {
    expect(told(value)).toHaveLength(1);
  });

  function told(value: string): readonly unknown[] {
    const diagnostics = new Diagnostics();
    for (const { validate } of declared.shape.attributes.create.validators) {
      validate({ value, path: path("timeouts", "create"), sensitive: false, diagnostics });
    }
    return diagnostics.list;
  }
});

describe("drift", () => {
  it("is found by how it was made, not by its name alone", () => {
    const of = (drift: ReturnType<typeof driftAttribute>) => schema({ description: "", attributes: { drift } });
    expect(hasDrift(of(driftAttribute()))).toBe(true);
    expect(hasDrift(of(attribute(types.list(types.string), { description: "", computed: true })))).toBe(false);
    expect(hasDrift(schema({ description: "", attributes: {} }))).toBe(false);
  });
});
