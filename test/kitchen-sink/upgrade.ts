/** `sink_upgrade`: schema version 3, with upgraders from 1 (a declared schema) and 2 (raw JSON). */
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { type ExactJson, upgradeFrom, upgradeFromJson } from "../../provider-bridge/framework/contract/state-change";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { computed, nullableString, optional, required } from "./attributes";
import { filledByName, idAttribute, nameAttribute, recordedIdOf } from "./named";
import type { Settings } from "./provider-block";

const version1 = schema({
  description: "",
  version: 1,
  attributes: { id: computed(types.string), title: required(types.string), size: optional(types.string) },
});

const upgradeSchema = schema({
  description: "",
  version: 3,
  attributes: {
    id: idAttribute,
    name: nameAttribute,
    size: optional(types.int64),
    labels: optional(types.map(nullableString)),
  },
});

/** Makes the resource. */
export const upgrade = (provider: Configured<Settings>) =>
  defineResource({
    schema: upgradeSchema,
    create: async ({ plan }) => ({
      state: { ...filledByName(upgradeSchema, plan, provider), id: recordedIdOf(plan.name) },
    }),
    read: async () => same(),
    update: async ({ plan }) => ({ state: filledByName(upgradeSchema, plan, provider) }),
    delete: async () => undefined,
    upgradeState: {
      1: upgradeFrom(version1, (state) => ({
        id: state.id,
        name: state.title,
        size: state.size === null ? null : wholeNumber(state.size),
      })),
      2: upgradeFromJson((json, { diagnostics }) => {
        const { id, name, size, labels } = version2Of(json);
        diagnostics.warning("Upgraded", `label_csv became labels on ${name}.`);
        return { id, name, size, labels };
      }),
    },
  });

function wholeNumber(text: string): bigint {
  if (/^[+-]?\d{1,19}$/.test(text)) return BigInt(text.replace(/^\+/, ""));
  throw new DiagnosticError("Cannot upgrade", `size is not a whole number: ${JSON.stringify(text)}`);
}

function version2Of(json: ExactJson) {
  const unreadable = () => new DiagnosticError("Cannot upgrade", "The stored state is not readable.");
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw unreadable();
  const given = new Map<string, ExactJson>(Object.entries(json));
  const text = (key: string): string => {
    const value = given.get(key) ?? "";
    if (typeof value === "string") return value;
    throw unreadable();
  };
  const size = given.get("size") ?? null;
  if (size !== null && typeof size !== "bigint" && !Number.isInteger(size)) throw unreadable();
  return {
    id: text("id"),
    name: text("name"),
    size: typeof size === "number" || typeof size === "bigint" ? BigInt(size) : null,
    labels: labelsOf(text("label_csv")),
  };
}

function labelsOf(csv: string): Readonly<Record<string, string>> {
  const pairs = csv.split(",").filter((pair) => pair.includes("="));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
