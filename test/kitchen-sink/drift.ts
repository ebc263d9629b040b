/** `sink_drift`: what Read finds is steered by a JSON file. */
import { existsSync, readFileSync } from "node:fs";
import type { Json } from "../../provider-bridge/framework/contract/context";
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { IdentitySchema } from "../../provider-bridge/framework/contract/identity";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { changed, gone, same } from "../../provider-bridge/framework/contract/read-result";
import type { ReadRequest } from "../../provider-bridge/framework/contract/resource-definition";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { type StateOf, schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { path } from "../../provider-bridge/framework/values/path";
import { optional, optionalComputed, required } from "./attributes";
import { filledByName, idAttribute, keptString, nameAttribute, recordedIdOf } from "./named";
import type { Settings } from "./provider-block";

/** The schema; moves to `sink_import` read it, too. */
export const driftSchema = schema({
  description: "",
  attributes: {
    id: idAttribute,
    name: nameAttribute,
    file: required(types.string),
    value: optionalComputed(types.string),
    size: optional(types.number),
    tags: optional(types.map(types.string)),
    stamp: keptString,
  },
});

type State = StateOf<typeof driftSchema>;

/** Makes the resource. */
export const drift = (provider: Configured<Settings>) =>
  defineResource({
    schema: driftSchema,
    create: async ({ plan }) => ({
      state: { ...filledByName(driftSchema, plan, provider), id: recordedIdOf(plan.name) },
    }),
    read: async (request) => read(request),
    update: async ({ plan }) => ({ state: filledByName(driftSchema, plan, provider) }),
    delete: async () => undefined,
  });

function read({ state, diagnostics }: ReadRequest<typeof driftSchema, IdentitySchema>) {
  const steering = readSteering(state.file);
  switch (steering?.mode ?? "same") {
    case "":
    case "same":
      return same();
    case "gone":
      return gone();
    case "error":
      throw new DiagnosticError("Read failed", steering?.text ?? "");
    case "warn":
      diagnostics.warning("Read warns", steering?.text ?? "");
      return changed({ ...state, ...steering?.found });
    case "changed":
      return changed({ ...state, ...steering?.found });
    default:
      throw new DiagnosticError("Bad steering file", `Unknown mode ${JSON.stringify(steering?.mode)}.`);
  }
}

interface Steering {
  readonly mode: string;
  readonly text: string;
  readonly found: Partial<Pick<State, "value" | "size" | "tags" | "stamp">>;
}

function readSteering(file: string): Steering | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return steeringOf(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw badSteering(error);
  }
}

function badSteering(cause: unknown): DiagnosticError {
  return new DiagnosticError("Bad steering file", "The steering file is not readable JSON.", {
    path: path("file"),
    cause,
  });
}

function steeringOf(json: Json): Steering {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new TypeError("Cannot steer: no object");
  const given = new Map<string, Json>(Object.entries(json));
  const text = (key: string) => {
    const value = given.get(key);
    if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
    throw new TypeError(`Cannot steer: "${key}" is no text`);
  };
  const [value, stamp] = [text("value"), text("stamp")];
  return {
    mode: text("mode") ?? "",
    text: text("text") ?? "",
    found: {
      ...(value === undefined ? {} : { value }),
      ...(stamp === undefined ? {} : { stamp }),
      ...sizeOf(given.get("size")),
      ...tagsOf(given.get("tags")),
    },
  };
}

function sizeOf(size: Json | undefined): { readonly size?: number } {
  if (size === undefined || size === null) return {};
  if (typeof size !== "number") throw new TypeError('Cannot steer: "size" is no number');
  return { size };
}

function tagsOf(tags: Json | undefined): { readonly tags?: Readonly<Record<string, string>> } {
  if (tags === undefined || tags === null) return {};
  if (typeof tags !== "object" || Array.isArray(tags)) throw new TypeError('Cannot steer: "tags" is no object');
  const entries = Object.entries(tags).map(([key, value]): [string, string] => {
    if (typeof value !== "string") throw new TypeError(`Cannot steer: the tag "${key}" is no text`);
    return [key, value];
  });
  return { tags: Object.fromEntries(entries) };
}
