/** `sink_identity`: has a resource identity, and is imported by id or by identity. */
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import {
  type IdentityOf,
  type ImportIdentityOf,
  identitySchema,
  optionalForImport,
  requiredForImport,
} from "../../provider-bridge/framework/contract/identity";
import type { Configured } from "../../provider-bridge/framework/contract/provider";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { optional } from "./attributes";
import { filledByName, idAttribute, nameAttribute, recordedIdOf } from "./named";
import type { Settings } from "./provider-block";

const identitySchemaOfThings = identitySchema(
  { name: requiredForImport(types.string, "Name of the thing."), region: optionalForImport(types.string, "") },
  { version: 1 },
);

type Identity = IdentityOf<typeof identitySchemaOfThings>;
type ImportIdentity = ImportIdentityOf<typeof identitySchemaOfThings>;

const thingSchema = schema({
  description: "",
  attributes: { id: idAttribute, name: nameAttribute, region: nameAttribute, note: optional(types.string) },
});

const identityOf = ({ name, region }: Identity): Identity => ({ name, region });

/** Makes the resource. */
export const identity = (provider: Configured<Settings>) =>
  defineResource({
    schema: thingSchema,
    identity: identitySchemaOfThings,
    create: async ({ plan }) => ({
      state: { ...filledByName(thingSchema, plan, provider), id: recordedIdOf(plan.name) },
      identity: identityOf(plan),
    }),
    read: async ({ state }) => ({ ...same(), identity: identityOf(state) }),
    update: async ({ plan }) => ({ state: filledByName(thingSchema, plan, provider), identity: identityOf(plan) }),
    delete: async () => undefined,
    importState: async ({ id, identity: given }) => {
      const found = id === undefined || id === "" ? fromIdentity(given) : fromId(id);
      return { state: { ...found, id: recordedIdOf(found.name) }, identity: found };
    },
  });

function fromIdentity(given: ImportIdentity | undefined): Identity {
  if (given === undefined) throw new DiagnosticError("Bad import id", "The id must be REGION/NAME.");
  return { name: given.name, region: given.region ?? "home" };
}

function fromId(id: string): Identity {
  const slash = id.indexOf("/");
  if (slash < 0) throw new DiagnosticError("Bad import id", "The id must be REGION/NAME.");
  return { name: id.slice(slash + 1), region: id.slice(0, slash) };
}
