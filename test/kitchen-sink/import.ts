/** `sink_import`: imported by `NAME:SIZE`, and a target for moves from `sink_drift`. */
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { gone, same } from "../../provider-bridge/framework/contract/read-result";
import type { MoveRequest } from "../../provider-bridge/framework/contract/state-change";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { fieldsType } from "../../provider-bridge/framework/schema/cty-type";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../provider-bridge/framework/values/decimal";
import type { Value } from "../../provider-bridge/framework/values/value";
import { optional } from "./attributes";
import { driftSchema } from "./drift";
import { filledByName, idAttribute, idOf, keptOptionalString, nameAttribute, recordedIdOf } from "./named";
import type { Settings } from "./provider-block";

const importSchema = schema({
  description: "",
  attributes: {
    id: idAttribute,
    name: nameAttribute,
    size: optional(types.number),
    note: optional(types.string),
    auto: keptOptionalString,
    wo: attribute(types.string, { description: "", optional: true, writeOnly: true }),
  },
});

/** Makes the resource. */
export const imported = (provider: Configured<Settings>) =>
  defineResource({
    schema: importSchema,
    create: async ({ plan }) => ({
      state: { ...filledByName(importSchema, plan, provider), id: recordedIdOf(plan.name) },
    }),
    // "lost:1" can be imported, but is not there when it is read.
    read: async ({ state }) => (state.name === "lost" ? gone() : same()),
    update: async ({ plan }) => ({ state: filledByName(importSchema, plan, provider) }),
    delete: async () => undefined,
    importState: async ({ id, privateState }) => {
      if (id === "nothing") return undefined;
      const { name, size } = parseId(id ?? "");
      privateState.set("how", "import");
      return { state: { id: recordedIdOf(name), name, size, auto: "imported" } };
    },
    moveState: [async (request) => moved(request)],
  });

function parseId(id: string) {
  const match = /^(?<name>[^:]+):(?<size>[+-]?\d+)$/.exec(id);
  const { name, size } = match?.groups ?? {};
  if (name === undefined || size === undefined) {
    throw new DiagnosticError("Bad import id", `The id must be NAME:SIZE, got ${JSON.stringify(id)}.`);
  }
  return { name, size: parseNumber(size) };
}

function moved({ sourceTypeName, sourceProviderAddress, sourceState }: MoveRequest) {
  if (sourceTypeName !== "sink_drift" || !sourceProviderAddress.endsWith("bench/sink")) return undefined;
  const source = readable(() => sourceState.decode(fieldsType(driftSchema)));
  const text = (key: string): string => {
    const value = source instanceof Map ? source.get(key) : undefined;
    return typeof value === "string" ? value : "";
  };
  const name = text("name");
  return { state: { id: idOf("im", "import", name), name, auto: `moved from ${text("id")}` } };
}

function readable(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new DiagnosticError("Cannot move", "The source state is not readable.", { cause: error });
  }
}
